import SuretyDomain
import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("The shipped rulebooks")
struct RulebookShippedTests {
    let library: RulebookLibrary
    let v1: Programme
    let v2: Programme

    init() throws {
        library = try Checkout.rulebooks()
        v1 = try #require(library.book(ofEdition: "2022-04-trust-buy")?.programmes[ProgrammeKey("trust-buy")])
        v2 = try #require(library.book(ofEdition: "2022-09-trust-buy-v2")?.programmes[ProgrammeKey("trust-buy")])
    }

    @Test(
        "begin when the notices say",
        arguments: [
            ("2020-01-handbook", Almanacs.at(2020, 1, 1)), ("2021-06-trust-card", Almanacs.at(2021, 6, 1)),
            ("2022-04-trust-buy", Almanacs.at(2022, 4, 15)), ("2022-05-receipt", Almanacs.at(2022, 5, 7)),
            ("2022-09-trust-buy-v2", Almanacs.at(2022, 9, 23)), ("2024-05-fake-pays-ten", Almanacs.at(2024, 5, 23)),
        ])
    func starts(key: String, from: Instant) throws {
        let edition = try #require(library.editions.first { $0.key == key })
        #expect(edition.from == from)
        #expect(edition.until == nil)
        #expect(edition.summary != nil)
        #expect(edition.digest.count == 64)
    }

    @Test("are six editions, and no book before 2020")
    func editions() {
        #expect(library.editions.count == 6)
        #expect(library.book(at: Almanacs.at(2019, 12, 31, 23, 59, 59)) == nil)
        #expect(library.book(at: Almanacs.at(2020, 1, 1))?.editions == ["2020-01-handbook"])
    }

    @Test("say ten, then nine, then ten again for a fake")
    func fakePays() throws {
        let expected = [
            (Almanacs.at(2021, 6, 1), 10), (Almanacs.at(2022, 4, 14, 23, 59, 59), 10), (Almanacs.at(2022, 4, 15), 9),
            (Almanacs.at(2024, 5, 22, 23, 59, 59), 9), (Almanacs.at(2024, 5, 23), 10),
        ]
        for (instant, multiplier) in expected {
            #expect(library.book(at: instant)?.rights[RightKey("fake-pays-n")]?.multiplier == multiplier)
        }
        let book = try #require(library.book(at: Almanacs.at(2020, 6, 1)))
        #expect(book.rights[RightKey("fake-pays-n")] == nil)
    }

    @Test("ask of the first Trust Buy the three rights shop-wide, others by category, and no figures")
    func firstVersion() {
        #expect(v1.labels == .product)
        #expect(v1.scope == Scope(exceptShopKinds: ["cross-border", "auction"], exceptSources: ["third-party"]))
        #expect(v1.shopWideRights.map(\.text) == ["seven-day-return", "instant-refund", "fake-pays-n"])
        let byCategory = v1.categoryRights.flatMap(\.rights).map(\.text)
        #expect(byCategory == ["return-freight", "allergy-refund", "damage-refund", "spoilage-refund"])
        #expect(v1.gates.isEmpty)
        #expect(v1.bars.isEmpty)
    }

    @Test("ask of the second Trust Buy five rights, five gates and three bars")
    func secondVersion() throws {
        #expect(v2.scope.exceptShopKinds == ["cross-border", "auction"])
        #expect(v2.scope.exceptSources == ["third-party"])
        #expect(v2.scope.exceptTrades == ["virtual", "local-service"])
        #expect(
            v2.shopWideRights.map(\.text) == [
                "seven-day-return", "instant-refund", "fake-pays-n", "return-freight", "damage-refund",
            ])
        #expect(
            v2.categoryRights == [
                CategoryRights(
                    categories: [Category("beauty"), Category("mother-and-baby")], rights: [RightKey("allergy-refund")]),
                CategoryRights(
                    categories: ["food", "fresh", "flowers", "baby-food"].map { Category($0) },
                    rights: [RightKey("spoilage-refund")]),
            ])
        let source = ["trust-buy-v2"]
        func gate(
            _ subject: ClauseSubject, _ metric: String, _ bound: Bound, _ threshold: Threshold, _ window: Int? = nil
        )
            -> Gate
        {
            Gate(
                subject: subject, metric: MetricKey(metric), bound: bound, threshold: threshold, windowDays: window,
                source: source)
        }
        #expect(
            v2.gates == [
                gate(.shop, "experience-score", .atLeast, .score(450)),
                gate(.shop, "age", .atLeast, .days(90)),
                gate(.shop, "negative-review-rate", .atMost, .timesMarketMean(hundredths: 200), 14),
                gate(.promoter, "experience-score", .atLeast, .score(430)),
                gate(.promoter, "age", .atLeast, .days(30)),
            ])
        #expect(v2.bars == [.severeViolation, .failedInspection, .depositShortfall])
        let book = try #require(library.book(ofEdition: "2022-09-trust-buy-v2"))
        #expect(
            book.metrics[MetricKey("negative-review-rate")] == .share(Metric.Share(of: .reviews, that: .scoreAtMost(2)))
        )
        #expect(
            book.marketMean
                == MarketMean(metric: MetricKey("negative-review-rate"), windowDays: 14, leastCounted: 30))
    }

    @Test("give the shop label for 60 % of orders and 60 % of products sold in 14 days")
    func shopLabel() throws {
        let book = try #require(library.book(at: Almanacs.at(2026, 8, 1)))
        let label = try #require(book.programmes[ProgrammeKey("trust-buy-shop")])
        let sixty = try #require(BasisPoints(6_000))
        #expect(label.labels == .shop)
        #expect(label.gates.map(\.bound) == [.atLeast, .atLeast])
        #expect(label.gates.map(\.threshold) == [.share(sixty), .share(sixty)])
        #expect(label.gates.map(\.windowDays) == [14, 14])
        #expect(label.gates.map(\.metric.text) == ["trust-orders", "trust-products-sold"])
        let carrying = Trait.carrying(ProgrammeKey("trust-buy"))
        #expect(book.metrics[MetricKey("trust-orders")] == .share(Metric.Share(of: .orders, that: carrying)))
        #expect(
            book.metrics[MetricKey("trust-products-sold")] == .share(Metric.Share(of: .productsSold, that: carrying)))
    }

    @Test("show the label where the first notice says")
    func surfaces() throws {
        let trustOnly = ["buyer-home", "room", "cart-top", "product", "checkout", "order"]
        let ordinary = ["cart", "product", "checkout", "order"]
        for programme in [v1, v2] {
            #expect(programme.surfaces.first { $0.key == "trust-only-room" }?.places == trustOnly)
            #expect(programme.surfaces.first { $0.key == "room" }?.places == ordinary)
            #expect(programme.surfaces.first { $0.key == "short-video-cart" }?.places == ordinary)
        }
        let label = library.book(ofEdition: "2022-04-trust-buy")?.programmes[ProgrammeKey("trust-buy-shop")]
        #expect(label?.surfaces == [Surface(key: "shop-label", places: ["shop-home", "product-shop-panel"])])
    }

    @Test("make four wordings of two labels, one after the other")
    func versions() {
        #expect(
            library.versions.map(\.key.text) == [
                "trust-buy@2022-04-trust-buy", "trust-buy-shop@2022-04-trust-buy",
                "trust-buy@2022-09-trust-buy-v2", "trust-buy@2024-05-fake-pays-ten",
            ])
    }
}
