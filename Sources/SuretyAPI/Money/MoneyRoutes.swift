import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyWire

/// Orders to the payment provider, and what stands on shops' books.
struct MoneyRoutes {
    let engine: Engine
    let readers: ReaderThreads
    let deciding: Deciding

    func add(to router: RouterGroup<APIContext>) {
        router.on(.listPayments, use: list)
        router.on(.tellPayment, use: tell)
        router.on(.retryPayment, use: retry)
        router.on(.ledger, use: ledger)
    }

    @Sendable func list(request: Request, context: APIContext, _: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("status", "limit", "cursor")
        let (status, limit): (Instruction.Status?, Int) = (try request.choice("status"), try request.pageLimit())
        let (payments, cursor, zone) = (Payments(engine), try request.queryID("cursor"), engine.zone)
        let page = try await readers.run { try payments.list(status: status, after: cursor, limit: limit) }
        return .page("payment_instructions", page) { $1.write(to: &$0, in: zone) }
    }

    private enum Word: String, CaseIterable { case succeeded, failed, unknown }

    @Sendable func tell(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("dry_run")
        let id = InstructionID(try context.requireID("instruction"))
        let body = try await request.wholeBody(context)
        var fields = try RequestBody(body)
        let word: Word? = fields.choice("outcome")
        let reason = fields.note("reason")
        if reason != nil, word != .failed {
            fields.note("conflicting-fields", "reason", "a reason belongs to the outcome \"failed\" alone")
        }
        try fields.close()
        let outcome: PaymentOutcome =
            switch word {
            case .succeeded: .succeeded
            case .failed: .failed(reason: reason ?? "")
            case .unknown, nil: .unknown
            }
        let payments = Payments(engine)
        return try await decide(.tellPayment, id, request, body, caller) {
            try payments.outcome(outcome, of: id, at: $0)
        }
    }

    @Sendable func retry(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("dry_run")
        let id = InstructionID(try context.requireID("instruction"))
        let body = try await request.wholeBody(context)
        try RequestBody(body).close()
        let payments = Payments(engine)
        return try await decide(.retryPayment, id, request, body, caller) { _ in try payments.retry(id) }
    }

    private func decide(
        _ endpoint: Endpoint, _ id: InstructionID, _ request: Request, _ body: [UInt8], _ caller: APIKeys.Key,
        _ make: @escaping @Sendable (Instant) throws -> CaseDesk.Errand?
    ) async throws -> Response {
        let question = Deciding.Question(
            endpoint: endpoint, request: request, body: body, caller: caller, missing: .unknownInstruction)
        let (desk, zone) = (CaseDesk(engine), engine.zone)
        switch try await deciding.decide(question, make) {
        case .rehearsed(let rehearsal): return .json { rehearsal.write(to: &$0, in: zone) }
        case .done(let done):
            guard let instruction = try await readers.run({ try desk.instruction(id) }) else {
                throw Problem(.unknownInstruction, in: zone)
            }
            return done.marked(.json { instruction.write(to: &$0, in: zone) })
        }
    }

    @Sendable func ledger(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters()
        let shop = ShopID(try context.requireID("shop"))
        let book = ShopBook(engine)
        guard caller.sees(shop), let balances = try await readers.run({ try book.balances(of: shop) }) else {
            throw Problem.notFound("There is no such shop")
        }
        return .json { json in
            json.object { json in
                json.member("shop", shop.text)
                json.key("balances")
                json.array(balances) { json, balance in
                    json.object { json in
                        json.member("account", balance.account.text)
                        json.member("balance", balance.amount)
                    }
                }
            }
        }
    }
}
