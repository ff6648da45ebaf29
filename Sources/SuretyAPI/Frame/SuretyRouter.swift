package import Hummingbird
import NIOCore
package import SuretyEngine
import SuretyWire

/// All routes of the interface.
package enum SuretyRouter {
    /// `lease` is the node's standing among others, nil where it is alone; `clock` the one that may be moved.
    package static func make(
        engine: Engine, batcher: Batcher, lease: Lease? = nil, clock: VirtualClock? = nil
    ) -> Router<APIContext> {
        let readers = ReaderThreads()
        let router = Router(context: APIContext.self)
        router.add(middleware: ProblemMiddleware())
        HealthRoutes(engine: engine, readers: readers).add(to: router)
        let api = router.group("v1").add(middleware: AuthenticationMiddleware(keys: APIKeys(engine), readers: readers))
        FactRoutes(engine: engine, batcher: batcher, readers: readers).add(to: api)
        LabelRoutes(engine: engine, readers: readers).add(to: api)
        ExplanationRoutes(engine: engine, readers: readers).add(to: api)
        let deciding = Deciding(engine: engine, batcher: batcher, readers: readers, lease: lease)
        let cases = CaseRoutes(engine: engine, readers: readers, deciding: deciding)
        cases.add(to: api)
        CaseActRoutes(engine: engine, readers: readers, deciding: deciding, cases: cases).add(to: api)
        OrderRoutes(engine: engine, readers: readers, deciding: deciding).add(to: api)
        MoneyRoutes(engine: engine, readers: readers, deciding: deciding).add(to: api)
        if let clock { ClockRoutes(engine: engine, readers: readers, clock: clock).add(to: api) }
        return router
    }
}

/// Whether the process lives, and whether it can answer.
struct HealthRoutes {
    let engine: Engine
    let readers: ReaderThreads

    func add(to router: Router<APIContext>) {
        router.get("healthz") { _, _ in "ok\n" }
        router.get("readyz") { _, _ in
            let engine = engine
            _ = try await readers.run { try Meta.read(engine.database) }
            return "ready\n"
        }
    }
}

extension Response {
    /// An answer in JSON.
    static func json(_ status: HTTPResponse.Status = .ok, _ write: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter(capacity: 1_024)
        write(&json)
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}

extension Request {
    /// The whole body, within the context's limit.
    func wholeBody(_ context: APIContext) async throws -> [UInt8] {
        let buffer = try await body.collect(upTo: context.maxUploadSize)
        return Array(buffer.readableBytesView)
    }
}
