import SuretyEngine
import SuretyLabels
import Testing

@Suite("Explanations") struct ExplanationRoutesTests {
    private static let path = "/v1/shops/orchard/products/mangoes/explanation"

    private func market(_ facts: [String] = Facts.lit()) async throws -> (APIClient, String) {
        let client = try APIClient()
        let key = try client.key()
        let told = try await client.post("/v1/facts", Facts.array(facts), key: key)
        #expect(told.integer("/rejected") == 0, "\(told)")
        return (client, key)
    }

    @Test("A lit label is explained clause by clause, with the facts each rests on")
    func lit() async throws {
        let (client, key) = try await market()
        let answer = try await client.get(Self.path, key: key)
        #expect(answer.status == 200 && answer.bool("/lit") == true, "\(answer)")
        #expect(answer.string("/programme") == "trust-buy" && answer.string("/edition") == "2022-04-trust-buy")
        #expect(answer.bool("/as_if") == false && answer.string("/at") == "2022-05-01T04:00:00.000Z")
        #expect(answer.string("/shop") == "orchard" && answer.string("/product") == "mangoes")
        #expect(Set(answer.column("/clauses", "verdict")) == ["met"])
        let facts = (0..<10).flatMap { answer.column("/clauses/\($0)/facts", "id") }
        #expect(Set(facts).isSuperset(of: (0..<5).map { "orchard-right-\($0)" } + ["orchard-1", "orchard-2"]))
        #expect(answer.string("/summary/en")?.contains("is lit on product mangoes") == true)
        #expect(answer.string("/summary/zh")?.isEmpty == false)
        #expect(answer.string("/position/incarnation") == client.engine.incarnation)
        #expect(try #require(answer.integer("/position/number")) >= 7)
    }

    @Test("A label that is not lit says which clause is missed and what would change it")
    func notLit() async throws {
        let (client, key) = try await market(Facts.lit() + [Facts.rightOff("spoilage-refund")])
        let answer = try await client.get(Self.path, key: key)
        #expect(answer.bool("/lit") == false, "\(answer)")
        let verdicts = answer.column("/clauses", "verdict")
        let missed = try #require(verdicts.firstIndex(of: "missed"))
        #expect(verdicts.count { $0 != "met" } == 1)
        #expect(answer.column("/clauses/\(missed)/facts", "id") == ["off"], "\(answer)")
        #expect(answer.string("/clauses/\(missed)/remedy/en")?.contains("Spoilage refund") == true)
        #expect(answer.string("/clauses/\(missed)/remedy/zh")?.isEmpty == false)
    }

    @Test("A product may be named by itself while only one shop has it; then the shop has to be named")
    func productAlone() async throws {
        let (client, key) = try await market()
        let one = try await client.get("/v1/products/mangoes/explanation", key: key)
        #expect(one.bool("/lit") == true && one.string("/shop") == "orchard", "\(one)")
        _ = try await client.post("/v1/facts", Facts.array(Facts.lit(shop: "rival")), key: key)
        let two = try await client.get("/v1/products/mangoes/explanation", key: key)
        #expect(two.isProblem(409, "ambiguous-product"), "\(two)")
        let named = try await client.get("/v1/products/mangoes/explanation?shop=rival", key: key)
        #expect(named.bool("/lit") == true && named.string("/shop") == "rival", "\(named)")
        let none = try await client.get("/v1/products/pears/explanation", key: key)
        #expect(none.isProblem(404, "not-found"), "\(none)")
    }

    @Test("As of an earlier instant it answers what was so then")
    func at() async throws {
        let (client, key) = try await market(Facts.lit() + [Facts.rightOff("instant-refund")])
        for (at, isLit) in [
            ("2022-05-01T11:00:00%2B08:00", false), ("2022-05-01T10:59:59.999+08:00", true),
            ("2022-05-01T02:59:59Z", true), ("2022-04-20T01:59:59Z", false),
        ] {
            let answer = try await client.get("\(Self.path)?at=\(at)", key: key)
            #expect(answer.bool("/lit") == isLit, "\(at): \(answer)")
        }
    }

    @Test("Under an edition that was not in force it answers as if, and says so")
    func asIf() async throws {
        let (client, key) = try await market()
        let answer = try await client.get("\(Self.path)?edition=2022-09-trust-buy-v2", key: key)
        #expect(answer.bool("/as_if") == true && answer.bool("/lit") == false, "\(answer)")
        #expect(answer.string("/edition") == "2022-09-trust-buy-v2")
        #expect(Set(answer.column("/clauses", "verdict")) == ["met", "missed", "unknown"])
        let same = try await client.get("\(Self.path)?edition=2022-04-trust-buy", key: key)
        #expect(same.bool("/as_if") == false && same.bool("/lit") == true, "\(same)")
    }

    @Test("With a promoter named the promoter's clauses are answered too")
    func promoter() async throws {
        let (client, key) = try await market()
        let query = "edition=2022-09-trust-buy-v2&promoter=hua"
        let without = try await client.get("\(Self.path)?edition=2022-09-trust-buy-v2", key: key)
        #expect(!without.column("/clauses", "of").contains("promoter"))
        let with = try await client.get("\(Self.path)?\(query)", key: key)
        #expect(with.column("/clauses", "of").contains("promoter") && with.string("/promoter") == "hua", "\(with)")
    }

    @Test("A shop is explained by its own programme")
    func shop() async throws {
        let (client, key) = try await market()
        let answer = try await client.get("/v1/shops/orchard/explanation", key: key)
        #expect(answer.string("/programme") == "trust-buy-shop" && answer.bool("/lit") == false, "\(answer)")
        #expect(
            answer.column("/clauses", "verdict").contains("unknown"), "no order was paid: that is no data, not a no")
    }

    @Test(
        "What a question names and is not there is told apart from what it should not name",
        arguments: [
            ("/v1/shops/nowhere/explanation", 404, "not-found"),
            ("/v1/shops/nowhere/products/mangoes/explanation", 404, "not-found"),
            ("\(path)?colour=red", 400, "unknown-parameter"), ("\(path)?at=yesterday", 400, "invalid-time"),
            ("\(path)?at=2022-05-01T12:00:00", 400, "invalid-time"), ("\(path)?at=", 400, "invalid-time"),
            ("\(path)?programme=trust-sell", 404, "unknown-programme"),
            ("\(path)?edition=1999", 404, "unknown-edition"),
            ("\(path)?programme=trust-buy&at=2020-06-01T00:00:00Z", 404, "not-in-force"),
            ("\(path)?at=2020-06-01T00:00:00Z", 404, "not-found"),
            ("\(path)?promoter=%00", 400, "invalid-parameter"), ("\(path)?programme=a%00", 400, "invalid-parameter"),
            ("/v1/products/%00/explanation", 400, "invalid-parameter"),
            ("/v1/products/%FF/explanation", 400, "invalid-parameter"),
        ])
    func refusals(path: String, status: Int, code: String) async throws {
        let (client, key) = try await market()
        let answer = try await client.get(path, key: key)
        #expect(answer.isProblem(status, code), "\(answer)")
    }

    @Test("A product its shop does not have is not there, in the explanation as in the look-up")
    func unknownProduct() async throws {
        let (client, key) = try await market()
        let answer = try await client.get("/v1/shops/orchard/products/pears/explanation", key: key)
        #expect(answer.isProblem(404, "not-found"), "\(answer)")
    }

    @Test("The history tells every change of the product's clauses, oldest first, with the time of its cause")
    func history() async throws {
        let (client, key) = try await market()
        _ = try await client.post("/v1/facts", Facts.rightOff("spoilage-refund"), key: key)
        let answer = try await client.get("/v1/shops/orchard/products/mangoes/history", key: key)
        #expect(answer.status == 200, "\(answer)")
        // Versions that have not begun are judged ahead, so that nothing has to be judged on their first day.
        let versions = answer.column("/changes", "version")
        let changes = versions.indices.filter { versions[$0] == "trust-buy@2022-04-trust-buy" }
        let times = changes.compactMap { answer.string("/changes/\($0)/at") }
        #expect(times == times.sorted() && times.last == "2022-05-01T03:00:00.000Z", "\(answer)")
        let missed = changes.compactMap { answer.strings("/changes/\($0)/missed") }
        #expect(missed.suffix(2) == [[], ["category-right.spoilage-refund"]], "\(answer)")
        let shop = try await client.get("/v1/shops/orchard/history", key: key)
        #expect(shop.status == 200 && !shop.column("/changes", "at").isEmpty, "\(shop)")
    }

    @Test("Of what nobody knows there is no history")
    func noHistory() async throws {
        let (client, key) = try await market()
        let answer = try await client.get("/v1/shops/nowhere/history", key: key)
        #expect(answer.column("/changes", "at").isEmpty, "\(answer)")
    }
}
