import HTTPTypes
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyStoreSQLite
import SuretyTestKit

/// A shop with seven-day return and instant refund, its buyer Lin, and keys of every role, under a clock that is moved.
/// It begins in October 2022: 48 hours to decide, seven days to confirm what came back.
struct CaseScene {
    let client: APIClient
    private let keys: [Role: String]

    init(
        _ database: (any SQLDatabase)? = nil, at start: String = "2022-10-01T10:00:00+08:00",
        provider: (any PaymentProvider)? = SandboxProvider()
    ) async throws {
        client = try APIClient(
            try database ?? SQLiteDatabase.inMemory(), at: start, movesClock: true, provider: provider)
        var keys: [Role: String] = [:]
        for role in Role.allCases { keys[role] = try client.key(role) }
        self.keys = keys
        try await tell(Facts.lit())
    }

    func key(_ role: Role) -> String { keys[role] ?? "" }

    // MARK: What is told

    func tell(_ facts: [String]) async throws {
        let told = try await client.post("/v1/facts", Facts.array(facts), key: key(.integrator))
        guard told.status == 200, told.integer("/rejected") == 0 else { throw ProgramFailure("not taken: \(told)") }
    }

    /// An order of two units of line 1 for 200.00, told as of now.
    func pay(
        _ order: String, consumer: String = "lin", shop: String = "orchard", product: String = "mangoes",
        paid: Int = 20_000, freight: Int = 0
    ) async throws {
        let line = #"{"line":"1","product":"\#(product)","quantity":2,"paid":\#(paid),"freight":\#(freight)}"#
        let fields =
            #""shop":"\#(shop)","order":"\#(order)","consumer":"\#(consumer)","currency":"CNY","lines":[\#(line)]"#
        try await tell([Facts.fact("paid-\(shop)-\(order)", "order-paid", fields, at: now)])
    }

    func step(_ order: String, _ step: String, waybill: String? = nil) async throws {
        let extra = waybill.map { #","waybill":"\#($0)""# } ?? ""
        try await tell([
            Facts.fact("\(step)-\(order)", step, #""shop":"orchard","order":"\#(order)"\#(extra)"#, at: now)
        ])
    }

    /// An order that was paid, dispatched and signed for by now.
    func deliver(_ order: String) async throws {
        try await pay(order)
        try await step(order, "order-dispatched", waybill: "OUT-\(order)")
        try await step(order, "order-signed")
    }

    private var now: String { "\(client.clock.map { RFC3339Text.of($0.now) } ?? "")" }

    // MARK: What is asked

    func move(to instant: String) async throws { try await moveClock(#"{"at":"\#(instant)"}"#) }
    func advance(_ span: String) async throws { try await moveClock(#"{"advance":"\#(span)"}"#) }

    private func moveClock(_ body: String) async throws {
        let moved = try await client.post("/v1/test/clock", body, key: key(.operator))
        guard moved.status == 200 else { throw ProgramFailure("not moved: \(moved)") }
    }

    static func claim(
        _ order: String, right: String = "seven-day-return", quantity: Int = 1, more: String = ""
    ) -> String {
        #"{"shop":"orchard","order":"\#(order)","right":"\#(right)","lines":[{"line":"1","quantity":\#(quantity)}]\#(more)}"#
    }

    func apply(_ body: String, as role: Role = .consumer, once name: String) async throws -> Answer {
        try await post("/v1/cases", body, as: role, once: name)
    }

    func act(
        _ act: String, on id: String, as role: Role, _ body: String = "", ifMatch: String? = nil,
        once name: String? = nil
    ) async throws -> Answer {
        let needsKey = ["approve", "refund-only", "confirm", "settle"].contains(act)
        return try await post(
            "/v1/cases/\(id)/\(act)", body, as: role, ifMatch: ifMatch,
            once: name ?? (needsKey ? "\(act)-\(id.suffix(20))" : nil))
    }

    func post(
        _ path: String, _ body: String, as role: Role, ifMatch: String? = nil, once name: String? = nil
    ) async throws -> Answer {
        var headers: HTTPFields = [.authorization: "Bearer \(key(role))", .contentType: "application/json"]
        if let ifMatch { headers[.ifMatch] = ifMatch }
        if let name, let field = HTTPField.Name("Idempotency-Key") { headers[field] = name }
        return try await client.call(.post, path, headers, Array(body.utf8))
    }

    func get(_ path: String, as role: Role) async throws -> Answer { try await client.get(path, key: key(role)) }

    /// Every row of every table, in any order but the same each time: equal where nothing was written in between.
    var contents: [String: Set<SQLRow>] {
        get throws {
            try client.engine.database.read { session in
                var contents: [String: Set<SQLRow>] = [:]
                for table in Tables.all {
                    let name = "\"\(table.name)\""
                    contents[table.name] = Set(try session.run(SQL(trusted: "SELECT * FROM \(name)", values: [])))
                }
                return contents
            }
        }
    }
}
