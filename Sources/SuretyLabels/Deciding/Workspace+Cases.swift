import SuretyDomain
import SuretyRules

/// Deciding on after-sales cases.
extension Workspace {
    /// Opens a case for a claim that the guarantee pinned to the order grants.
    mutating func claim(_ claiming: Claiming) -> Outcome {
        attempt { workspace throws(CaseRefusal) in
            let claim = claiming.claim
            guard workspace.cases[claim.id] == nil else { throw .caseExists }
            let order = workspace.orders[claim.order] ?? Order()
            let opening = try order.judge(
                claim, at: claiming.at, try workspace.context(for: claim, on: order, at: claiming.at))
            workspace.append(.caseOpened(opening))
            if let opened = workspace.cases[claim.id] { workspace.referIfWithoutCalendar(opened) }
            // A dispatch in the same millisecond would count as well.
            let told = opening.at.adding(milliseconds: 1)
            if opening.answer == .nobody, !workspace.isAwaitingRecords(of: order, before: told) {
                workspace.carryOut(.records, of: claim.id, at: opening.at)
            }
        }
    }

    private func context(
        for claim: Claim, on order: Order, at instant: Instant
    ) throws(CaseRefusal) -> ClaimContext {
        guard let payment = order.payment, payment.value.consumer == claim.consumer else { throw .unknownOrder }
        let digest = order.pins[payment.fact]?.book
        guard let digest, let pinned = library.book(pinned: digest, at: payment.at), let line = claim.units.first?.line
        else { throw .notPromised(claim.right, claim.units.first?.line ?? LineID("")) }
        guard let right = pinned.rights[claim.right] else { throw .notPromised(claim.right, line) }
        guard let guarantee = right.grants, let book = library.book(at: instant), book.procedure != nil else {
            throw .notCarriedOut(claim.right)
        }
        return ClaimContext(
            guarantee: guarantee, guaranteeBook: digest, procedureBook: book.digest, almanac: pinned.almanac,
            cases: order.cases.compactMap { cases[$0] },
            standing: standings[claim.consumer] ?? StandingSeen(standing: .good, number: 0))
    }

    /// Carries out an act of a party, or says why not.
    mutating func act(_ acting: Acting) -> Outcome {
        attempt { workspace throws(CaseRefusal) in
            guard let aftersales = workspace.cases[acting.caseID], workspace.isParty(acting.actor, to: aftersales)
            else { throw .unknownCase }
            guard let rules = workspace.rules(of: aftersales) else {
                throw .notCarriedOut(aftersales.opening.claim.right)
            }
            let events = try aftersales.decide(
                acting.act, by: acting.actor.party, at: acting.at, version: acting.version, under: rules.procedure,
                in: rules.almanac)
            switch acting.act {
            case .sendBack(let waybill): try workspace.requireUnused(waybill, for: aftersales)
            case .reopen:
                guard let order = workspace.orders[aftersales.order] else { throw .unknownOrder }
                try order.requireRoom(toReopen: aftersales, among: order.cases.compactMap { workspace.cases[$0] })
            case .contact, .approve, .refundOnly, .refuse, .confirm, .dispute, .withdraw, .settle: break
            }
            workspace.move(
                aftersales, events, by: acting.actor.party, at: acting.at, note: acting.note,
                instruction: aftersales.opening.claim.instruction)
        }
    }

    private func isParty(_ actor: Acting.Actor, to aftersales: Case) -> Bool {
        switch actor {
        case .consumer(let consumer): aftersales.opening.claim.consumer == consumer
        case .merchant(let shop): aftersales.order.shop == shop
        case .adjudicator: true
        }
    }

    private func requireUnused(_ waybill: Waybill, for aftersales: Case) throws(CaseRefusal) {
        if waybills[WaybillKey(shop: aftersales.order.shop, waybill: waybill)] != nil { throw .waybillUsed(waybill) }
        // The parcel that brought the goods cannot take them back.
        let sent = orders[aftersales.order]?.steps.entries.contains { $0.value.waybill == waybill.number }
        if sent ?? false { throw .waybillUsed(waybill) }
    }

    /// What rules a case: the procedure of the book that it was opened under.
    func rules(of aftersales: Case) -> (procedure: CaseProcedure, almanac: Almanac)? {
        let book = library.book(pinned: aftersales.opening.procedureBook, at: aftersales.opening.at)
        guard let book, let procedure = book.procedure else { return nil }
        return (procedure, book.almanac)
    }

    /// Carries out the end of a term of a case.
    mutating func carryOut(_ kind: DeadlineKind, of id: CaseID, at due: Instant) {
        guard let aftersales = cases[id], let rules = rules(of: aftersales) else { return }
        let dispatched = orders[aftersales.order]?.leftAt
        let isDispatchedBefore = dispatched.map { $0 <= aftersales.opening.at } ?? false
        let events = aftersales.expire(kind, under: rules.procedure, isDispatchedBefore: isDispatchedBefore)
        move(
            aftersales, events, by: .clock, at: due, note: nil, instruction: aftersales.opening.claim.instruction)
    }

    /// Appends what happens to a case, and the money that follows from it.
    mutating func move(
        _ aftersales: Case, _ events: [CaseEvent], by party: Party, at instant: Instant, note: NoteDigest?,
        instruction: InstructionID
    ) {
        for event in events {
            var after = cases[aftersales.id] ?? aftersales
            after.evolve(event, at: instant)
            append(
                .caseMoved(
                    CaseMove(
                        id: aftersales.id, shop: aftersales.order.shop, consumer: aftersales.opening.claim.consumer,
                        event: event, by: party, at: instant, note: note, stage: after.stageName)))
        }
        if events.contains(.refunded) {
            let opening = aftersales.opening
            let others = orders[aftersales.order]?.cases.compactMap { cases[$0] } ?? []
            let owed = orders[aftersales.order]?.stillOwed(to: aftersales, among: others) ?? 0
            pay(
                Money(minorUnits: owed, opening.currency), for: aftersales.order, caseID: aftersales.id,
                consumer: opening.claim.consumer, payers: opening.payers, as: instruction, at: instant)
        }
        guard let moved = cases[aftersales.id] else { return }
        if moved.isOpen { referIfWithoutCalendar(moved) } else { resume(aftersales.order, at: instant) }
    }

    /// A term that runs into a year without a published calendar has no end: the case is a person's.
    private mutating func referIfWithoutCalendar(_ aftersales: Case) {
        guard !aftersales.needsPerson, let rules = rules(of: aftersales) else { return }
        do {
            _ = try aftersales.deadlines(under: rules.procedure, in: rules.almanac)
        } catch {
            move(
                aftersales, [.referred(.calendarUnpublished)], by: .clock, at: now, note: nil,
                instruction: aftersales.opening.claim.instruction)
        }
    }

    /// Tries something that either happens whole or is refused and changes nothing.
    mutating func attempt(_ body: (inout Workspace) throws(CaseRefusal) -> Void) -> Outcome {
        let first = nextNumber
        do {
            try body(&self)
            return .accepted(number: nextNumber > first ? first : 0)
        } catch {
            precondition(nextNumber == first, "a refusal left events behind")
            return .refused(.aftersales(error))
        }
    }
}

/// What events say of cases.
extension Workspace {
    mutating func apply(_ opening: CaseOpening) {
        changeCase(opening.claim.id) { $0 = Case(opening) }
        orders.change(opening.claim.order, fresh: .init()) { $0.cases.append(opening.claim.id) }
    }

    mutating func apply(_ move: CaseMove) {
        if case .sentBack(let waybill) = move.event {
            waybills.set(WaybillKey(shop: move.shop, waybill: waybill), move.id)
        }
        changeCase(move.id) { $0?.evolve(move.event, at: move.at) }
    }

    /// Changes a case and the rows of what is pending in it.
    private mutating func changeCase(_ id: CaseID, _ body: (inout Case?) -> Void) {
        var aftersales = cases[id]
        let before = aftersales.map(deadlines(of:)) ?? []
        let neededPerson = aftersales?.needsPerson ?? false
        body(&aftersales)
        cases.set(id, aftersales)
        if let aftersales {
            refer(.aftersales(id), of: aftersales.order.shop, from: neededPerson, to: aftersales.needsPerson)
        }
        replace(before, by: aftersales.map(deadlines(of:)) ?? [])
    }

    /// What is pending in a case. A term that runs into an unpublished year has no end that could be told: nothing is
    /// pending then, and the case is a person's.
    func deadlines(of aftersales: Case) -> [DeadlineKey] {
        guard let rules = rules(of: aftersales) else { return [] }
        let pending = (try? aftersales.deadlines(under: rules.procedure, in: rules.almanac)) ?? []
        return pending.map { deadline in
            DeadlineKey(
                due: deadline.due, shop: aftersales.order.shop, kind: deadline.kind,
                subject: .aftersales(aftersales.id))
        }
    }

    /// Takes the rows away that are pending no more, and adds the new ones.
    mutating func replace(_ before: [DeadlineKey], by after: [DeadlineKey]) {
        for key in before where !after.contains(key) { deadlines.set(key, nil) }
        for key in after where !before.contains(key) { deadlines.set(key, now) }
    }
}
