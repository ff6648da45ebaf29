import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyTestKitCore
import SuretyWire

/// A claim or an act that its sender named by a key: until it has an answer it is sent again, as often as it takes.
struct CaseRequest {
    let key: String
    let body: Body
    /// What its sender heard first.
    var answer: Outcome?

    enum Body {
        case claim(CaseDesk.Application)
        case act(CaseAct, CaseID, Acting.Actor)
    }
}

extension EngineSimulation {
    /// A buyer claims what an order promises, or nearly.
    func claim() throws {
        guard let paid = market.orders.suffix(12).randomElement(using: &chance) else { return }
        let line = chance.pick(paid.lines)
        let application = CaseDesk.Application(
            shop: paid.shop, order: paid.order,
            consumer: chance.happens(oneIn: 12) ? market.consumers[0] : paid.consumer.text,
            right: chance.pick(SimulatedMarket.claimable), units: [ClaimedUnits(line: line.line, quantity: 1)],
            amount: nil, note: nil)
        caseRequests.append(CaseRequest(key: "case-\(caseRequests.count)", body: .claim(application)))
        try send(caseRequests.count - 1)
    }

    /// A party acts, mostly as the case's stage allows.
    func act() throws {
        guard let (id, opening) = watch.money.opened.sorted(by: { $0.key < $1.key }).randomElement(using: &chance)
        else { return }
        let actors: [Acting.Actor] = [
            .consumer(opening.claim.consumer), .merchant(opening.claim.order.shop), .merchant(opening.claim.order.shop),
            .adjudicator,
        ]
        let waybill = Waybill(carrier: "sf", number: "back-\(caseRequests.count)")
        let acts: [CaseAct] = [
            .contact, .approve, .approve, .refundOnly, .refuse, .sendBack(waybill), .sendBack(waybill), .confirm,
            .dispute, .withdraw, .reopen, .settle(.refund),
        ]
        let body = CaseRequest.Body.act(chance.pick(acts), id, chance.pick(actors))
        caseRequests.append(CaseRequest(key: "case-\(caseRequests.count)", body: body))
        try send(caseRequests.count - 1)
    }

    /// One of the requests again, several times.
    func stormOfCases() throws {
        guard !caseRequests.isEmpty else { return }
        let index = chance.int(in: 0...caseRequests.count - 1)
        for _ in 0..<chance.int(in: 1...4) { try send(index) }
    }

    private func send(_ index: Int, isHeard: Bool = false) throws {
        let request = caseRequests[index]
        // Some are read, and decided only after other things have happened.
        let isSlow = chance.happens(oneIn: 4)
        let answer: Outcome?? = try calling { engine in
            let mark = engine.openActs.begin { world.now }
            defer { engine.openActs.end(mark) }
            if isSlow {
                world.move(milliseconds: chance.int64(in: 0...60_000))
                _ = try ChoreRunner(engine).runOnce()
            }
            return try commit(request, at: mark.at, engine)
        }
        try look()
        guard let answer, let answer, isHeard || !chance.happens(oneIn: 4) else { return }
        if let first = request.answer, answer != .replayed(first) {
            throw SimulationFailure("\(request.key) was answered \(first), then \(answer)")
        }
        let first: Outcome = if case .replayed(let first) = answer { first } else { answer }
        caseRequests[index].answer = request.answer ?? first
    }

    private func commit(_ request: CaseRequest, at instant: Instant, _ engine: Engine) throws -> Outcome? {
        let desk = CaseDesk(engine)
        let errand =
            switch request.body {
            case .claim(let application): try desk.claim(application, at: instant)
            case .act(let act, let id, let actor): desk.act(act, on: id, by: actor, at: instant)
            }
        guard let errand else { return nil }
        let name = IdempotencyKey(credential: "party", key: request.key, digest: [1])
        return try engine.committer.decide(.once(name, errand.command), in: errand.partition)
    }

    /// The provider's word comes by itself, late or again; and people have tried again what failed.
    func hearProvider() throws {
        if let word = provider.lateWord(&chance), chance.bool() {
            _ = try calling { engine in
                try Payments(engine).settle(
                    word.instruction, word.outcome, in: Home.shop(word.instruction.order.shop).partition)
            }
        }
        try look()
        try retryFailed(all: false)
    }

    func retryFailed(all: Bool) throws {
        let failed = watch.money.instructions.values.filter { $0.status == .failed }.sorted { $0.id < $1.id }
        for instruction in failed where all || chance.bool() {
            _ = try calling { engine in
                try engine.committer.decide(
                    .retry(instruction.id, instruction.order.shop), in: Home.shop(instruction.order.shop).partition)
            }
            try look()
        }
    }

    /// To the end of a term, or just before or after it.
    func passTerm() throws {
        var due: Int64?
        try withoutFaults { engine in
            let sql: SQL = "SELECT due_at FROM deadline WHERE due_at > \(world.now) ORDER BY due_at LIMIT 1"
            due = try engine.database.read { try $0.run(sql).first?.integer(0) }
        }
        guard let due else { return }
        world.set(max(world.now, Instant(milliseconds: due + chance.pick([-1, 0, 1]))))
        try runChores()
    }

    /// Everybody asks until there is an answer, and the provider is well: then all that was decided is paid.
    func settleCases() throws {
        for index in caseRequests.indices {
            for _ in 0..<4 where caseRequests[index].answer == nil { try send(index, isHeard: true) }
        }
        provider.recover()
        for _ in 0..<3 {
            try retryFailed(all: true)
            // Beyond every wait between two attempts.
            world.move(milliseconds: 3_700_000)
            try withoutFaults { try ChoreRunner($0).runUntilIdle(rounds: 500) }
            try look()
        }
        try watch.money.check(against: provider.paid, isAtRest: true)
        let accepted = caseRequests.filter { request in
            if case .claim = request.body, case .accepted = request.answer { true } else { false }
        }
        guard accepted.count == watch.money.opened.count else {
            throw SimulationFailure("\(accepted.count) claims were taken and \(watch.money.opened.count) cases opened")
        }
        report.cases = accepted.count
        report.paid = provider.paid.count
        report.terms = watch.money.fired
    }
}
