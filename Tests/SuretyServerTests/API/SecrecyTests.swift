import HTTPTypes
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyStoreSQLite
import Testing

@Suite("Secrets") struct SecrecyTests {
    @Test(
        "What the database says of its faults is told to no client, whatever the fault and the route",
        arguments: StoreError.secrets)
    func storeErrors(fault: StoreError) async throws {
        let database = FailingDatabase(try SQLiteDatabase.inMemory())
        let client = try APIClient(database)
        let key = try client.key()
        _ = try await client.post("/v1/facts", Facts.array(Facts.lit()), key: key)
        let journal = try client.engine.journal

        database.failWrites(with: fault)
        for facts in [Facts.rightOff("instant-refund"), Facts.payment("p")] {
            let answer = try await client.post("/v1/facts", facts, key: key)
            #expect(!answer.text.contains("hunter2") && !answer.text.contains("internal refused"), "\(answer)")
            let isRefusedWhole = (500...503).contains(answer.status)
            #expect(isRefusedWhole || answer.string("/items/0/errors/0/code") == "database-unavailable", "\(answer)")
        }
        database.failWrites(with: nil)
        database.failReads(with: fault)
        for (method, path) in AccessTests.routes + [(HTTPRequest.Method.get, "/readyz")] {
            let body = path == "/v1/facts" ? Facts.payment("q") : #"{"products":["mangoes"]}"#
            let answer = try await client.call(method, path, [.authorization: "Bearer \(key)"], Array(body.utf8))
            #expect((500...503).contains(answer.status), "\(path): \(answer)")
            #expect(answer.string("/code") != nil && !answer.text.contains("hunter2"), "\(path): \(answer)")
        }
        #expect(client.log.text.contains("hunter2"), "an operator wants to read what a client must not")
        database.failReads(with: nil)
        #expect(try client.engine.journal == journal)
        let next = try await client.post("/v1/facts", Facts.rightOff("instant-refund"), key: key)
        #expect(next.integer("/accepted") == 1, "\(next)")
    }

    @Test("A look-up that the database fails is no answer: a product is not unknown for that")
    func failedLookup() async throws {
        let database = FailingDatabase(try SQLiteDatabase.inMemory())
        let client = try APIClient(database)
        let key = try client.key()
        for body in [#"{"products":["mangoes"]}"#, #"{"products":[{"shop":"orchard","product":"mangoes"}]}"#] {
            database.failReads(with: .unavailable(StoreError.secret), after: 1, times: 1)
            let answer = try await client.post("/v1/labels/lookup", body, key: key)
            #expect(answer.isProblem(503, "database-unavailable"), "\(answer)")
            database.failReads(with: nil)
        }
        #expect(try await client.get("/readyz", key: key).status == 200)
    }

    @Test("No key and no consumer stands in a log, at whatever level, whatever goes wrong")
    func logs() async throws {
        let database = FailingDatabase(try SQLiteDatabase.inMemory())
        let client = try APIClient(database)
        let key = try client.key()
        let secret = String(key.suffix(48))
        let consumer = "consumer-wang-2046"
        let facts = Facts.array(Facts.lit() + [Facts.payment("p", consumer: consumer)])
        let steps: [StoreError?] = [nil] + StoreError.secrets
        for fault in steps {
            database.failWrites(with: fault)
            _ = try await client.post("/v1/facts", facts, key: key)
            _ = try await client.post("/v1/facts", Facts.payment("x", consumer: consumer, paid: "-1"), key: key)
            _ = try await client.post("/v1/facts", #"{"consumer":"\#(consumer)""#, key: key)
            database.failReads(with: fault)
            _ = try await client.post("/v1/facts", facts, key: key)
            for (method, path) in AccessTests.routes {
                _ = try await client.call(method, path, [.authorization: "Bearer \(key)"], Array(facts.utf8))
            }
            database.failReads(with: nil)
        }
        database.failWrites(with: nil)
        _ = try await client.post("/v1/facts", facts, key: "\(key)0")
        _ = try await client.get("/v1/products/\(consumer)/nothing?token=\(secret)", key: key)
        let log = client.log.text
        #expect(!log.isEmpty)
        #expect(!log.contains(secret) && !log.contains(consumer), "\(log)")
    }

    @Test("The journal and the export name a consumer by an alias, and everywhere by the same")
    func aliases() async throws {
        let client = try APIClient()
        let key = try client.key()
        let facts = Facts.lit() + (0..<3).map { Facts.payment("p-\($0)", consumer: "consumer-wang-2046") }
        let answer = try await client.post("/v1/facts", Facts.array(facts), key: key)
        #expect(answer.integer("/accepted") == Int64(facts.count), "\(answer)")
        #expect(!answer.text.contains("c-"), "\(answer)")
        let payloads = try client.engine.journal.map { String(decoding: $0, as: UTF8.self) }
        #expect(!payloads.contains { $0.contains("wang") })
        let aliases = payloads.compactMap { $0.firstMatch(of: /"consumer":"(c-[0-9a-f]{24})"/)?.1 }
        // In each payment, in its pin, and where the consumer's home learns of the order.
        #expect(aliases.count >= 3 && Set(aliases).count == 1, "\(aliases)")
    }
}
