import HTTPTypes
import SuretyEngine
import SuretyLabels
import Testing

@Suite("POST /v1/facts") struct FactRoutesTests {
    @Test("One fact is taken, and the answer says where it stands in the journal")
    func one() async throws {
        let client = try APIClient()
        let answer = try await client.post("/v1/facts", Facts.lit()[0], key: try client.key())
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.integer("/accepted") == 1 && answer.integer("/rejected") == 0)
        #expect(answer.string("/items/0/status") == "accepted")
        #expect(answer.string("/items/0/id") == "orchard-1")
        let number = try #require(answer.integer("/items/0/number"))
        let partition = try #require(answer.integer("/items/0/partition"))
        #expect(number > 0 && (0..<64).contains(partition))
        #expect(try client.engine.journal.contains { String(decoding: $0, as: UTF8.self).contains("orchard-1") })
    }

    @Test("An array is answered item by item, in its order")
    func array() async throws {
        let client = try APIClient()
        let key = try client.key()
        let answer = try await client.post("/v1/facts", Facts.array(Facts.lit()), key: key)
        #expect(answer.integer("/accepted") == 7, "\(answer)")
        #expect(answer.column("/items", "id") == ["orchard-1", "orchard-2"] + (0..<5).map { "orchard-right-\($0)" })
        #expect(answer.column("/items", "status") == Array(repeating: "accepted", count: 7))
        #expect(try client.engine.findings == [])
    }

    @Test("NDJSON is taken a fact a line, whatever the line ends and empty lines are")
    func lines() async throws {
        let client = try APIClient()
        let body = "\n" + Facts.lit().joined(separator: "\r\n  \n") + "\n\n"
        let answer = try await client.post("/v1/facts", body, key: try client.key(), type: "application/x-ndjson")
        #expect(answer.integer("/accepted") == 7, "\(answer)")
        #expect(answer.integer("/items/6/index") == 6)
    }

    @Test("A bad line costs the other lines nothing")
    func badLine() async throws {
        let client = try APIClient()
        let lines = [Facts.lit()[0], "{\"id\":", "nonsense", "[]", Facts.lit()[1]]
        let answer = try await client.post(
            "/v1/facts", lines.joined(separator: "\n"), key: try client.key(), type: "application/x-ndjson")
        #expect(answer.status == 200)
        #expect(answer.column("/items", "status") == ["accepted", "rejected", "rejected", "rejected", "accepted"])
        #expect(answer.string("/items/1/errors/0/code") == "malformed-json", "\(answer)")
        #expect(answer.string("/items/3/errors/0/code") == "wrong-type", "\(answer)")
    }

    @Test("A fact told twice is a duplicate under its first number, within a request too")
    func duplicates() async throws {
        let client = try APIClient()
        let key = try client.key()
        let fact = Facts.lit()[0]
        let first = try await client.post("/v1/facts", Facts.array([fact, fact]), key: key)
        #expect(first.column("/items", "status") == ["accepted", "duplicate"], "\(first)")
        let journal = try client.engine.journal
        let second = try await client.post("/v1/facts", fact, key: key)
        #expect(second.integer("/duplicate") == 1)
        #expect(second.integer("/items/0/number") == first.integer("/items/0/number"))
        #expect(try client.engine.journal == journal)
    }

    @Test("An id that said something else before is rejected, and the sentence says what to do")
    func reusedID() async throws {
        let client = try APIClient()
        let key = try client.key()
        _ = try await client.post("/v1/facts", Facts.lit()[0], key: key)
        let journal = try client.engine.journal
        let other = Facts.fact("orchard-1", "shop-opened", #""shop":"orchard","kind":"auction""#)
        let answer = try await client.post("/v1/facts", other, key: key)
        #expect(answer.string("/items/0/status") == "rejected")
        #expect(answer.string("/items/0/errors/0/pointer") == "/id")
        #expect(answer.string("/items/0/errors/0/code") == "id-already-used")
        #expect(answer.string("/items/0/errors/0/message")?.contains("correct it with a new id") == true)
        #expect(try client.engine.journal == journal)
    }

    @Test("A bad item does not stop the others, and the pointer leads from the root of the request to the spot")
    func pointer() async throws {
        let client = try APIClient()
        let facts = Facts.lit()
        let body = Facts.array([facts[0], facts[1], facts[2], Facts.payment("p", paid: "-1"), facts[3]])
        let answer = try await client.post("/v1/facts", body, key: try client.key())
        #expect(answer.column("/items", "status") == ["accepted", "accepted", "accepted", "rejected", "accepted"])
        #expect(answer.integer("/accepted") == 4 && answer.integer("/rejected") == 1)
        #expect(answer.string("/items/3/errors/0/pointer") == "/3/lines/0/paid", "\(answer)")
        #expect(answer.string("/items/3/errors/0/code") == "out-of-range")
        #expect(answer[("/items/3/number")] == nil)
        #expect(try client.engine.findings == [])
    }

    @Test("All that is wrong with a fact is told at once")
    func allFaults() async throws {
        let client = try APIClient()
        let answer = try await client.post(
            "/v1/facts", #"{"type":"order-reviewd","at":"2022-05-04","source":"test"}"#, key: try client.key())
        #expect(answer.column("/items/0/errors", "pointer") == ["/id", "/type", "/at"], "\(answer)")
        #expect(answer.string("/items/0/errors/1/message")?.contains("order-reviewed") == true)
    }

    @Test("An empty body, an empty array and empty lines bring no fact", arguments: ["[]", "\n \n"])
    func nothing(body: String) async throws {
        let client = try APIClient()
        let type = body == "[]" ? "application/json" : "application/x-ndjson"
        let answer = try await client.post("/v1/facts", body, key: try client.key(), type: type)
        #expect(answer.isProblem(400, "empty-body"), "\(answer)")
    }

    @Test("Under the same idempotency key a request has one effect and one answer, and another request has none")
    func idempotencyKey() async throws {
        let client = try APIClient()
        let key = try client.key()
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        let replayed = try #require(HTTPField.Name("Idempotent-Replayed"))
        func post(_ body: String, _ idempotencyKey: String) async throws -> Answer {
            let headers: HTTPFields = [.authorization: "Bearer \(key)", name: idempotencyKey]
            return try await client.call(.post, "/v1/facts", headers, Array(body.utf8))
        }
        let first = try await post(Facts.lit()[0], "k-1")
        #expect(first.integer("/accepted") == 1 && first.headers[replayed] == nil, "\(first)")
        let journal = try client.engine.journal
        let second = try await post(Facts.lit()[0], "k-1")
        #expect(second.body == first.body && second.headers[replayed] == "true", "\(second)")
        #expect(try await post(Facts.lit()[1], "k-1").isProblem(422, "idempotency-key-already-used"))
        #expect(try await post(Facts.array(Facts.lit()), "k-2").isProblem(400, "key-for-many"))
        for bad in ["", String(repeating: "k", count: 65)] {
            #expect(try await post(Facts.lit()[1], bad).isProblem(400, "invalid-idempotency-key"), "\(bad)")
        }
        #expect(try client.engine.journal == journal)
    }

    @Test("Many requests at once are answered each for itself, and a fact they all tell is accepted once")
    func concurrency() async throws {
        let client = try APIClient()
        let key = try client.key()
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for index in 0..<40 {
                group.addTask {
                    let own = Facts.fact("own-\(index)", "shop-opened", #""shop":"shop-\#(index)""#)
                    return try await client.post("/v1/facts", Facts.array([own, Facts.lit()[0]]), key: key)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0.string("/items/0/status") == "accepted" })
        #expect(answers.count { $0.string("/items/1/status") == "accepted" } == 1)
        #expect(answers.count { $0.string("/items/1/status") == "duplicate" } == 39)
        #expect(Set(answers.compactMap { $0.integer("/items/1/number") }).count == 1)
        #expect(try client.engine.findings == [])
    }
}
