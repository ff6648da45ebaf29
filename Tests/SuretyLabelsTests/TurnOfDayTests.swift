import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("The turn of the day")
struct TurnOfDayTests {
    @Test("goes over more subjects than a batch holds, each once, and counts each shop once for the mean")
    func manySubjects() throws {
        let home = Home.shop("shop").partition
        let allShops = (1...60_000).map { ShopID("s\($0)") }
        let allPromoters = (1...40_000).map { PromoterID("m\($0)") }
        let shops = Array(allShops.filter { Home.shop($0).partition == home }.prefix(450))
        let promoters = Array(allPromoters.filter { Home.promoter($0).partition == home }.prefix(250))
        var market = MemoryMarket(
            library: try RulebookLibrary(editions: [.gate(.age(atLeast: 1), .age(.promoter, atLeast: 1))]) {
                $0.joined()
            }, now: Almanacs.at(2022, 6, 1, 12))
        for (index, shop) in shops.enumerated() { market.tell(opening(shop, index, at: market.now)) }
        market.tell(
            promoters.map { Fact(id: FactID($0.text), source: "m", at: market.now, body: .promoterJoined($0)) })
        market.move(to: Almanacs.at(2022, 6, 3))
        let changes = market.journals[home.index].filter { $0.recordedAt == market.now }.compactMap { entry in
            if case .labelChanged(let change) = entry.event { change.subject } else { nil }
        }
        #expect(changes.count == shops.count + promoters.count)
        #expect(Set(changes).count == changes.count)
        let means = market.workspace(of: .platform).market[Home.platform.partition]?.means
        #expect(
            means?.last
                == MarketMeanEntry(
                    day: Almanacs.china.day(of: market.now), tally: Tally(count: 450, of: 900), shops: 450))
    }

    /// A shop, and two orders with a bad review and a good one.
    private func opening(_ shop: ShopID, _ index: Int, at now: Instant) -> [Fact] {
        let orders = (1...2).map { OrderID("o\($0)") }
        let line = PaidLine(line: "l1", product: "tea", quantity: 1, paid: 1, freight: 0)
        var bodies: [FactBody] = [.shopOpened(.init(shop: shop, kind: "ordinary"))]
        for (place, order) in orders.enumerated() {
            bodies.append(
                .orderPaid(
                    .init(
                        shop: shop, order: order, checkout: nil, consumer: "buyer", promoter: nil, room: nil,
                        currency: .cny, lines: [line], shown: [])))
            bodies.append(.orderReviewed(.init(shop: shop, order: order, score: place == 0 ? 1 : 5)))
        }
        return bodies.enumerated().map { place, body in
            Fact(id: FactID("\(index)-\(place)"), source: "s", at: now, body: body)
        }
    }

    @Test("missed for days is made up for by one turn, for today")
    func missedDays() throws {
        var scene = try Scene([.gate(.age(atLeast: 1))])
        scene.open("tea")
        scene.leap(to: Almanacs.at(2022, 6, 9, 8))
        #expect(scene.isLit(on: "tea"))
        let turned = scene.market.journals[0].compactMap { entry in
            if case .dayTurned(let turned) = entry.event { turned.day } else { nil }
        }
        #expect(turned == [Almanacs.at(2022, 6, 1), Almanacs.at(2022, 6, 9)].map { Almanacs.china.day(of: $0) })
    }

    @Test("that comes late leaves what happened on the new day out of the mean")
    func lateTurn() throws {
        var scene = try Scene()
        scene.open("tea")
        for order in ["o1", "o2"] as [OrderID] {
            scene.pay(order, "tea")
            scene.review(order, score: 1)
        }
        scene.pay("o3", "tea")
        scene.oversleep(until: Almanacs.at(2022, 6, 2, 0, 0, 1))
        scene.review("o3", score: 5)
        let means = scene.market.workspace(of: .platform).market[Home.platform.partition]?.means
        let today = Almanacs.china.day(of: scene.now)
        #expect(means?.last == MarketMeanEntry(day: today, tally: Tally(count: 2, of: 2), shops: 1))
    }

    @Test("brings an edition into force at its first instant")
    func edition() throws {
        let next = Edition.of(
            "2022-06-10", from: Almanacs.at(2022, 6, 10),
            EditionContent(programmes: [.trustBuy: .trustBuy(gates: [.score(atLeast: 450)])]))
        var scene = try Scene([.plain, next])
        scene.open("tea")
        scene.move(to: Almanacs.at(2022, 6, 9, 23, 59, 59, millisecond: 999))
        #expect(scene.isLit(on: "tea"))
        scene.move(to: Almanacs.at(2022, 6, 10))
        #expect(!scene.isLit(on: "tea"))
        scene.score(450)
        #expect(scene.isLit(on: "tea"))
    }
}
