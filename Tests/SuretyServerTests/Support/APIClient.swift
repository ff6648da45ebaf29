import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import SuretyAPI
import SuretyEngine
import SuretyStore
import SuretyStoreSQLite
import SuretyTestKit
import Synchronization

/// Drives the real router in this process, without a socket: what a request would meet behind the HTTP parser.
/// HummingbirdTesting would do the same and bring a second BoringSSL along.
final class APIClient: Sendable {
    let engine: Engine
    let world: VirtualWorld
    /// The clock that can be moved over HTTP; nil where the world's tells the time.
    let clock: VirtualClock?
    let log = LogRecorder()
    private let batcher: Batcher
    private let responder: any HTTPResponder<APIContext>

    /// By default an empty database in memory at noon of 1 May 2022, when the first Trust Buy was in force.
    init(
        _ database: any SQLDatabase, at now: String = "2022-05-01T12:00:00+08:00", movesClock: Bool = false,
        provider: (any PaymentProvider)? = nil, lease: Lease? = nil
    ) throws {
        let start = try instant(now)
        world = VirtualWorld(seed: 1, now: start)
        var surroundings = world.surroundings
        surroundings.provider = provider
        let clock = movesClock ? VirtualClock(start) : nil
        if let clock { surroundings.now = { clock.now } }
        self.clock = clock
        engine = try Engine(database: database, library: try ShippedRulebooks.library, surroundings: surroundings)
        batcher = Batcher(engine)
        responder = SuretyRouter.make(engine: engine, batcher: batcher, lease: lease, clock: clock).buildResponder()
    }

    convenience init() throws { try self.init(try SQLiteDatabase.inMemory()) }

    deinit { batcher.stop() }

    /// A new key of a role: a merchant's for the orchard and a consumer's for Lin, unless another is named.
    func key(_ role: Role = .integrator, for scope: String? = nil) throws -> String {
        let own = role.scope.map { $0 == .shop ? "orchard" : "lin" }
        return try APIKeys(engine).create(role: role, title: "", scope: scope ?? own)
    }

    func get(_ path: String, key: String?) async throws -> Answer {
        try await call(.get, path, key.map { [.authorization: "Bearer \($0)"] } ?? [:])
    }

    func post(_ path: String, _ body: String, key: String?, type: String = "application/json") async throws -> Answer {
        try await post(path, Array(body.utf8), key: key, type: type)
    }

    func post(_ path: String, _ body: [UInt8], key: String?, type: String = "application/json") async throws -> Answer {
        var headers: HTTPFields = [.contentType: type]
        if let key { headers[.authorization] = "Bearer \(key)" }
        return try await call(.post, path, headers, body)
    }

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], _ body: [UInt8] = []
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        var logger = log.logger
        logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
        let source = ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger)
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))),
            context: APIContext(source: source))
        let bytes = CollectingWriter()
        try await response.body.write(bytes)
        return Answer(
            status: response.status.code, headers: response.headers, body: bytes.collected.withLock { $0 })
    }
}

private final class CollectingWriter: ResponseBodyWriter, Sendable {
    let collected = Mutex<[UInt8]>([])

    func write(_ buffer: ByteBuffer) async throws { collected.withLock { $0 += buffer.readableBytesView } }

    func finish(_ trailers: HTTPFields?) async throws {}
}
