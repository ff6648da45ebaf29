import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyWire

/// `POST /v1/facts`: one fact, an array, or one a line. Each is answered by itself.
struct FactRoutes {
    let engine: Engine
    let batcher: Batcher
    let readers: ReaderThreads

    func add(to router: RouterGroup<APIContext>) { router.on(.tellFacts, use: record) }

    @Sendable func record(
        request: Request, context: APIContext, caller: APIKeys.Key
    ) async throws -> Response {
        let body = try await request.wholeBody(context)
        let items = try FactItems.read(body, isLines: request.headers[.contentType]?.contains("ndjson") ?? false)
        let engine = engine
        let facts = items.compactMap { try? $0.fact.get() }
        let commands = try await readers.run { try Intake(engine).commands(for: facts) }
        let key = try idempotencyKey(request, caller, items, body)
        let outcomes = try await batcher.submit(
            commands.map { partition, command in (partition, key.map { .once($0, command) } ?? command) })
        let told = zip(zip(facts, commands), outcomes).map { entry, outcome in
            FactAnswer.Told(fact: entry.0, partition: entry.1.partition, outcome: outcome)
        }
        return try answer(items, told)
    }

    /// A key names a request of one fact; several carry ids, and need none.
    private func idempotencyKey(
        _ request: Request, _ caller: APIKeys.Key, _ items: [FactItems.Item], _ body: [UInt8]
    ) throws -> IdempotencyKey? {
        guard let key = try request.idempotencyKey() else { return nil }
        guard items.count == 1 else {
            throw Problem(.badRequest, "key-for-many", "An Idempotency-Key names one fact; several go by their ids")
        }
        return IdempotencyKey(credential: caller.id, key: key, digest: Digest.sha256(body))
    }

    private func answer(
        _ items: [FactItems.Item], _ told: [FactAnswer.Told]
    ) throws -> Response {
        var rest = told.makeIterator()
        if case .success(.refused(.keyAlreadyUsed))? = told.first?.outcome {
            throw Problem(.unprocessableContent, Refusal.keyAlreadyUsed.code, Refusal.keyAlreadyUsed.sentence)
        }
        var isReplayed = false
        if case .success(.replayed)? = told.first?.outcome { isReplayed = true }
        var counts = (accepted: 0, duplicate: 0, rejected: 0)
        var body = JSONWriter(capacity: 64 * items.count)
        body.array(items) { json, item in
            let answer = FactAnswer(item, item.fact.isSuccess ? rest.next() : nil)
            switch answer.status {
            case .accepted: counts.accepted += 1
            case .duplicate: counts.duplicate += 1
            case .rejected: counts.rejected += 1
            }
            answer.write(to: &json)
        }
        let response = Response.json { json in
            json.object { json in
                json.member("accepted", Int64(counts.accepted))
                json.member("duplicate", Int64(counts.duplicate))
                json.member("rejected", Int64(counts.rejected))
                json.key("items")
                json.raw(body.bytes)
            }
        }
        return isReplayed ? response.replayed : response
    }
}

extension Result {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
