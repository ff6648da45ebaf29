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

    func add(to router: RouterGroup<APIContext>) { router.post("facts", use: record) }

    @Sendable func record(request: Request, context: APIContext) async throws -> Response {
        _ = try context.require(\.mayTellFacts)
        let body = try await request.wholeBody(context)
        let items = try FactItems.read(body, isLines: request.headers[.contentType]?.contains("ndjson") ?? false)
        let engine = engine
        let facts = items.compactMap { try? $0.fact.get() }
        let commands = try await readers.run { try Intake(engine).commands(for: facts) }
        let outcomes = try await batcher.submit(zip(facts, commands).map { ($0.body.home.partition, $1) })
        return answer(items, facts, outcomes)
    }

    private func answer(
        _ items: [FactItems.Item], _ facts: [Fact], _ outcomes: [Result<Outcome, StoreError>]
    ) -> Response {
        var rest = zip(facts, outcomes).makeIterator()
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
        return .json { json in
            json.object { json in
                json.member("accepted", Int64(counts.accepted))
                json.member("duplicate", Int64(counts.duplicate))
                json.member("rejected", Int64(counts.rejected))
                json.key("items")
                json.raw(body.bytes)
            }
        }
    }
}

extension Result {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
