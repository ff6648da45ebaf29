import HTTPTypes
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyStoreSQLite
import SuretyTestKit
import Testing

@Suite("Once for a key") struct OnceTests {
    @Test("Fifty requests at once with one key open one case, and all are answered with it")
    func storm() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await scene.apply(CaseScene.claim("o-1", more: #","reason":"broken""#), once: "storm")
                }
            }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0.status == 201 }, "\(answers.first { $0.status != 201 }?.description ?? "")")
        #expect(Set(answers.map { $0.string("/id") }).count == 1)
        #expect(answers.count { $0.header("Idempotent-Replayed") == "true" } == 49)
        let cases = try await scene.get("/v1/cases", as: .merchant)
        #expect(cases.column("/cases", "id").count == 1, "\(cases)")
        #expect(try scene.contents["note"]?.count == 1, "one note for one case")
    }

    @Test("A replay is answered as the first time, a refusal too; another body under the key is refused")
    func replay() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let refused = try await scene.apply(CaseScene.claim("o-1", quantity: 3), once: "no")
        let again = try await scene.apply(CaseScene.claim("o-1", quantity: 3), once: "no")
        #expect(refused.isProblem(422, "quantity-out-of-range") && again.isProblem(422, "quantity-out-of-range"))
        #expect(refused.header("Idempotent-Replayed") == nil && again.header("Idempotent-Replayed") == "true")
        let first = try await scene.apply(CaseScene.claim("o-1"), once: "yes")
        let second = try await scene.apply(CaseScene.claim("o-1"), once: "yes")
        #expect(second.status == 201 && first.body == second.body, "\(second)")
        #expect(second.headers[.location] == first.headers[.location])
        let other = try await scene.apply(CaseScene.claim("o-1", quantity: 2), once: "yes")
        #expect(other.isProblem(422, "idempotency-key-already-used"), "\(other)")
        let id = try #require(first.string("/id"))
        let elsewhere = try await scene.act("withdraw", on: id, as: .consumer, once: "yes")
        #expect(elsewhere.isProblem(422, "idempotency-key-already-used"), "\(elsewhere)")
        // A key belongs to who sent it.
        let merchants = try await scene.act("refund-only", on: id, as: .merchant, once: "yes")
        #expect(merchants.status == 200 && merchants.header("Idempotent-Replayed") == nil, "\(merchants)")
        let replayed = try await scene.act("refund-only", on: id, as: .merchant, once: "yes")
        #expect(replayed.body == merchants.body && replayed.header("Idempotent-Replayed") == "true")
    }

    @Test("Where money can move a key is asked for, and only there")
    func required() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let id = try #require(try await scene.apply(CaseScene.claim("o-1"), once: "one").string("/id"))
        for (path, body, role) in [
            ("/v1/cases", CaseScene.claim("o-1"), Role.consumer), ("/v1/cases/\(id)/approve", "", .merchant),
            ("/v1/cases/\(id)/refund-only", "", .merchant), ("/v1/cases/\(id)/confirm", "", .merchant),
            ("/v1/cases/\(id)/settle", #"{"outcome":"refund"}"#, .adjudicator),
            ("/v1/payment-instructions/x/outcome", #"{"outcome":"succeeded"}"#, .integrator),
            ("/v1/shops/orchard/orders/o-1/settle", #"{"carry_out":true}"#, .operator),
        ] {
            let answer = try await scene.post(path, body, as: role)
            #expect(answer.isProblem(400, "idempotency-key-required"), "\(path): \(answer)")
            let empty = try await scene.post(path, body, as: role, once: String(repeating: "k", count: 65))
            #expect(empty.isProblem(400, "invalid-idempotency-key"), "\(path): \(empty)")
        }
        #expect(try await scene.act("contact", on: id, as: .merchant).status == 200)
    }

    @Test("A dry run tells what would happen and writes nothing at all")
    func dryRun() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let id = try #require(try await scene.apply(CaseScene.claim("o-1"), once: "one").string("/id"))
        let before = try scene.contents
        let note = #"{"note":"kept nowhere"}"#
        let opening = try await scene.post(
            "/v1/cases?dry_run=true", CaseScene.claim("o-1", more: #","reason":"kept nowhere""#), as: .consumer)
        #expect(opening.bool("/dry_run") == true && opening.integer("/refund/amount") == 10_000, "\(opening)")
        let refund = try await scene.post("/v1/cases/\(id)/refund-only?dry_run=true", note, as: .merchant, once: "dry")
        #expect(refund.string("/stage") == "refunded", "\(refund)")
        #expect(refund.column("/would", "event") == ["approved", "refunded"])
        #expect(refund.integer("/pays/0/amount/amount") == 10_000)
        let refused = try await scene.post("/v1/cases/\(id)/refuse?dry_run=true", note, as: .merchant)
        #expect(refused.isProblem(409, "contact-first"), "\(refused)")
        _ = try await scene.post("/v1/shops/orchard/orders/o-1/extend-receipt?dry_run=true", "", as: .consumer)
        #expect(try scene.contents == before)
        // A note whose act is refused is not kept either.
        let act = try await scene.act("refuse", on: id, as: .merchant, note)
        #expect(act.status == 409)
        #expect(try scene.contents == before)
    }

    @Test("A node that was not heard of for a while decides nothing that it had read, and takes up new acts")
    func lapsed() async throws {
        let lease = Lease()
        let client = try APIClient(try SQLiteDatabase.inMemory(), lease: lease)
        let key = try client.key(.operator)
        let path = "/v1/shops/orchard/orders/o-1/settle"
        func settle(_ name: String) async throws -> Answer {
            let headers = [("Authorization", "Bearer \(key)"), ("Idempotency-Key", name)]
            return try await client.call(.post, path, headers.fields, Array(#"{"carry_out":true}"#.utf8))
        }
        #expect(try await settle("before").isProblem(503, "node-lapsed"))
        lease.renew(at: client.world.now)
        #expect(try await settle("standing").isProblem(404, "unknown-order"))
        client.world.move(milliseconds: 10_000)
        #expect(try await settle("lapsed").isProblem(503, "node-lapsed"))
        let read = client.world.now
        client.world.move(milliseconds: 1)
        lease.renew(at: client.world.now)
        #expect(!lease.covers(read, at: client.world.now), "an act from before the break stays too late")
        #expect(try await settle("again").isProblem(404, "unknown-order"))
    }
}
