import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels

/// `POST /v1/cases/{id}/{act}`: one route for each thing a party can do to a case.
struct CaseActRoutes {
    let engine: Engine
    let readers: ReaderThreads
    let deciding: Deciding
    let cases: CaseRoutes

    func add(to router: RouterGroup<APIContext>) {
        for kind in CaseAct.Kind.allCases {
            router.on(.act(kind)) { try await act(kind, $0, $1, $2) }
        }
    }

    @Sendable private func act(
        _ kind: CaseAct.Kind, _ request: Request, _ context: APIContext, _ caller: APIKeys.Key
    ) async throws -> Response {
        try request.knowsParameters("dry_run")
        let id = CaseID(try context.requireID("case"))
        let body = try await request.wholeBody(context)
        let (act, note) = try CaseActRoutes.read(kind, body)
        let version = try request.versionWanted()
        let desk = CaseDesk(engine)
        let question = Deciding.Question(
            endpoint: .act(kind), request: request, body: body, caller: caller, missing: .aftersales(.unknownCase))
        let answer = try await deciding.decide(question) { instant in
            try Viewer(caller, desk).actor.flatMap { actor in
                desk.act(act, on: id, by: actor, at: instant, version: version, note: note)
            }
        }
        switch answer {
        case .rehearsed(let rehearsal):
            let zone = engine.zone
            return .json { rehearsal.write(to: &$0, in: zone) }
        case .done(let done): return done.marked(try await cases.answer(id, caller))
        }
    }

    private static func read(_ kind: CaseAct.Kind, _ body: [UInt8]) throws -> (act: CaseAct, note: String?) {
        var fields = try RequestBody(body)
        let note = fields.note("note")
        let act: CaseAct
        switch kind {
        case .contact: act = .contact
        case .approve: act = .approve
        case .refundOnly: act = .refundOnly
        case .refuse: act = .refuse
        case .sendBack: act = .sendBack(Waybill(carrier: fields.id("carrier"), number: fields.id("waybill")))
        case .confirm: act = .confirm
        case .dispute: act = .dispute
        case .withdraw: act = .withdraw
        case .reopen: act = .reopen
        case .settle: act = .settle(fields.choice("outcome") ?? .refuse)
        }
        try fields.close()
        return (act, note)
    }
}
