import SuretyEngine
import SuretyStorePostgres
import SuretyTestKit
import Testing

@Suite("The same answers on PostgreSQL") struct PostgresRoundTests {
    @Test("Facts, look-ups, explanations, history and refusals")
    func round() async throws {
        let client = try APIClient(try PostgresCluster.shared.open())
        let key = try client.key()
        let body = Facts.array(Facts.lit() + [Facts.payment("bad", paid: "-1"), Facts.payment("p"), Facts.lit()[0]])
        let told = try await client.post("/v1/facts", body, key: key)
        #expect(told.integer("/accepted") == 8 && told.integer("/duplicate") == 1, "\(told)")
        #expect(told.string("/items/7/errors/0/pointer") == "/7/lines/0/paid", "\(told)")
        let question = #"{"surface":"room","products":["mangoes",{"shop":"nowhere","product":"x"}]}"#
        let lit = try await client.post("/v1/labels/lookup", question, key: key)
        #expect(lit.strings("/products/0/labels") == ["trust-buy"] && lit.bool("/products/1/known") == false, "\(lit)")
        _ = try await client.post("/v1/facts", Facts.rightOff("spoilage-refund"), key: key)
        let dark = try await client.post("/v1/labels/lookup", question, key: key)
        #expect(dark.strings("/products/0/labels") == [], "\(dark)")
        let path = "/v1/shops/orchard/products/mangoes"
        #expect(try await client.get("\(path)/explanation", key: key).bool("/lit") == false)
        let before = try await client.get("\(path)/explanation?at=2022-05-01T10:00:00%2B08:00", key: key)
        #expect(before.bool("/lit") == true, "\(before)")
        #expect(try await client.get("\(path)/history", key: key).column("/changes", "at").count > 1)
        #expect(try client.engine.findings == [])
    }

    @Test("Ids that PostgreSQL takes no text of are refused before they reach it")
    func hostileIDs() async throws {
        let client = try APIClient(try PostgresCluster.shared.open())
        let key = try client.key()
        let journal = try client.engine.journal
        for path in ["/v1/shops/a%00b/labels", "/v1/shops/%FF/history", "/v1/products/p/explanation?shop=%00"] {
            #expect(try await client.get(path, key: key).isProblem(400, "invalid-parameter"), "\(path)")
        }
        for path in [
            "/v1/shops/o/explanation?edition=%00", "/v1/shops/o/explanation?programme=%00", "/v1/shops/'--/labels",
        ] {
            let answer = try await client.get(path, key: key)
            #expect((400...404).contains(answer.status), "\(path): \(answer)")
        }
        let bearer = try await client.get(
            "/v1/shops/o/labels", key: "sk_\(String(repeating: "é", count: 8))_\(key.suffix(48))")
        #expect(bearer.status == 401)
        let lookup = try await client.post("/v1/labels/lookup", #"{"products":["a\#u{202E}b","';--"]}"#, key: key)
        #expect(lookup.bool("/products/0/known") == false, "\(lookup)")
        #expect(client.log.text.isEmpty, "\(client.log.text)")
        #expect(try client.engine.journal == journal)
    }
}
