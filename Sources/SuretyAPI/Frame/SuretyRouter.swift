package import Hummingbird
import NIOCore
package import SuretyEngine
import SuretyWire

/// All routes of the interface.
package enum SuretyRouter {
    package static func make(engine: Engine, batcher: Batcher) -> Router<APIContext> {
        let readers = ReaderThreads()
        let router = Router(context: APIContext.self)
        router.add(middleware: ProblemMiddleware())
        HealthRoutes(engine: engine, readers: readers).add(to: router)
        let api = router.group("v1").add(middleware: AuthenticationMiddleware(keys: APIKeys(engine), readers: readers))
        FactRoutes(engine: engine, batcher: batcher, readers: readers).add(to: api)
        LabelRoutes(engine: engine, readers: readers).add(to: api)
        ExplanationRoutes(engine: engine, readers: readers).add(to: api)
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
