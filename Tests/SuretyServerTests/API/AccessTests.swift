import HTTPTypes
import SuretyAPI
import SuretyEngine
import SuretyStore
import SuretyStoreSQLite
import Testing

@Suite("Access") struct AccessTests {
    /// Every route behind a key that there is whatever the clock, as method and path.
    static let routes: [(HTTPRequest.Method, String)] = Endpoint.all
        .filter { $0 != .showClock && $0 != .moveClock }.map { ($0.method, $0.address()) }

    @Test("Without a key in use every route answers 401 and how to come by", arguments: Endpoint.all)
    func unauthorised(route: Endpoint) async throws {
        let (method, path) = (route.method, route.address())
        let client = try APIClient(try SQLiteDatabase.inMemory(), movesClock: true)
        let key = try client.key()
        let revoked = try client.key()
        #expect(try APIKeys(client.engine).revoke(id(of: revoked)))
        let credentials: [String?] = [
            nil, "", "Bearer", "Bearer ", "Bearer sk__", "Basic \(key)", "Bearer \(revoked)", "Bearer \(key)0",
            "Bearer \(key.dropLast())0", "Bearer \(key.dropLast(48))\(String(repeating: "0", count: 48))",
            "Bearer sk_\(String(repeating: "0", count: 16))_\(key.suffix(48))",
            "Bearer \(String(repeating: "k", count: 100_000))",
        ]
        for credential in credentials {
            let answer = try await client.call(method, path, credential.map { [.authorization: $0] } ?? [:], body(path))
            // One key in sixteen ends in 0.
            if credential == "Bearer \(key)" { continue }
            #expect(answer.isProblem(401, "unauthorised"), "\(credential ?? "none"): \(answer)")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        }
        let good = try await client.call(method, path, [.authorization: "bearer \(key)"], body(path))
        #expect(good.status != 401, "\(good)")
    }

    @Test("A revoked key ends at once")
    func revocation() async throws {
        let client = try APIClient()
        let key = try client.key()
        #expect(try await client.post("/v1/facts", Facts.lit()[0], key: key).status == 200)
        #expect(try APIKeys(client.engine).revoke(id(of: key)))
        #expect(try await client.post("/v1/facts", Facts.lit()[1], key: key).status == 401)
        #expect(try APIKeys(client.engine).revoke(id(of: key)) == false)
    }

    @Test("An auditor may look but not tell, and what it tells is not even read")
    func auditor() async throws {
        let client = try APIClient()
        let (integrator, auditor) = (try client.key(), try client.key(.auditor))
        _ = try await client.post("/v1/facts", Facts.array(Facts.lit()), key: integrator)
        let journal = try client.engine.journal
        for body in [Facts.payment("p"), "nonsense", ""] {
            let answer = try await client.post("/v1/facts", body, key: auditor)
            #expect(answer.isProblem(403, "forbidden"), "\(answer)")
        }
        #expect(try client.engine.journal == journal)
        let explained = try await client.get("/v1/shops/orchard/products/mangoes/explanation", key: auditor)
        #expect(explained.bool("/lit") == true, "\(explained)")
    }

    @Test("An address or method that there is not is answered 404 as a problem, with and without a key")
    func unknownRoute() async throws {
        let client = try APIClient()
        let key = try client.key()
        for path in ["/", "/v1", "/v1/factz", "/v2/facts", "/v1/shops//labels", "/v1/facts/../facts", "/%00"] {
            for credential in [nil, key] {
                let answer = try await client.get(path, key: credential)
                #expect(answer.isProblem(404, "not-found"), "\(path): \(answer)")
            }
        }
        #expect(try await client.get("/v1/facts", key: key).isProblem(404, "not-found"))
    }

    @Test("Health is told to anybody")
    func health() async throws {
        let database = FailingDatabase(try SQLiteDatabase.inMemory())
        let client = try APIClient(database)
        #expect(try await client.get("/healthz", key: nil).text == "ok\n")
        #expect(try await client.get("/readyz", key: nil).text == "ready\n")
        database.failReads(with: .unavailable(StoreError.secret))
        #expect(try await client.get("/healthz", key: nil).status == 200)
        #expect(try await client.get("/readyz", key: nil).isProblem(503, "database-unavailable"))
    }

    private func id(of key: String) -> String { String(key.split(separator: "_")[1]) }

    private func body(_ path: String) -> [UInt8] {
        Array((path == "/v1/facts" ? Facts.lit()[0] : #"{"products":[]}"#).utf8)
    }
}
