import SuretyDomain
import SuretyRules

/// What time does to orders and cases.
extension Workspace {
    /// Carries out a deadline whose row is still there, once everybody who could speak against it has had their say.
    mutating func expire(_ expiring: Expiring) -> Outcome {
        let key = expiring.key
        guard deadlines[key] != nil else { return .duplicate(number: 0) }
        let first = nextNumber
        guard key.due <= now, key.due <= expiring.nodesThrough else { return .accepted(number: 0) }
        switch readiness(of: key) {
        case .waiting: break
        case .ripe: carryOut(key, expiring.instruction)
        case .overdue: refer(key)
        }
        return .accepted(number: nextNumber > first ? first : 0)
    }

    private enum Readiness { case ripe, waiting, overdue }

    /// The due instant alone decides what happens; what it waits for is the word of those who could still tell of
    /// something that happened before it.
    private mutating func readiness(of key: DeadlineKey) -> Readiness {
        guard let order = order(of: key) else { return .ripe }
        switch key.kind {
        // Parties act here, and the nodes have told; no other source has a say.
        case .wait, .reminder: return .ripe
        case .records, .receipt, .undispatched: break
        }
        // A dispatch in the very millisecond of an application still counts against it, so that has to be told as well.
        let end = key.kind == .records ? key.due.adding(milliseconds: 1) : key.due
        if !isAwaitingRecords(of: order, before: end, isAdverse: key.kind != .records) { return .ripe }
        let armed = deadlines[key] ?? key.due
        guard let wait = longestWait, let almanac = library.almanac(at: now) else { return .waiting }
        let longest = try? wait.due(from: max(key.due, armed), in: almanac)
        return longest.map { $0 <= now } ?? false ? .overdue : .waiting
    }

    private var longestWait: Term? { library.book(at: now)?.procedure?.longestWait }

    private func order(of key: DeadlineKey) -> Order? {
        switch key.subject {
        case .order(let order): orders[OrderKey(shop: key.shop, order: order)]
        case .aftersales(let id): cases[id].flatMap { orders[$0.order] }
        }
    }

    /// Whether some source of an order may still tell of what happened before an instant. Asks the platform about those
    /// of which too little is known. A source that never says how far it has told is no ground to keep a buyer waiting
    /// for what the records grant, but it is for what would go against somebody.
    mutating func isAwaitingRecords(of order: Order, before instant: Instant, isAdverse: Bool = false) -> Bool {
        var isAwaiting = false
        for source in order.sources.sorted() {
            let copy = sources[source] ?? SourceCopy()
            if let through = copy.through {
                if through >= instant { continue }
            } else if copy.isAnswered, copy.asked.map({ instant <= $0 }) ?? false, !isAdverse {
                continue
            }
            isAwaiting = true
            if copy.asked.map({ $0 < instant }) ?? true {
                append(.sourceAwaited(source, through: instant, by: partition))
            }
        }
        return isAwaiting
    }

    private mutating func carryOut(_ key: DeadlineKey, _ instruction: InstructionID) {
        switch key.subject {
        case .aftersales(let id): carryOut(key.kind, of: id, at: key.due)
        case .order(let order): carryOut(key.kind, ofOrder: OrderKey(shop: key.shop, order: order), key, instruction)
        }
    }

    private mutating func carryOut(
        _ kind: DeadlineKind, ofOrder key: OrderKey, _ deadline: DeadlineKey, _ instruction: InstructionID
    ) {
        guard let order = orders[key], let clock = clock(of: order) else { return }
        switch kind {
        case .receipt(let check):
            let hasOpenCase = order.cases.contains { cases[$0]?.wasOpen(before: deadline.due) ?? false }
            let event = received(order, atCheck: check, clock, by: deadline.due, hasOpenCase: hasOpenCase)
            append(.orderMoved(OrderMove(key: key, event: event, at: deadline.due)))
            resume(key, at: deadline.due)
        case .undispatched: close(key, order, clock, instruction, at: deadline.due)
        case .records, .wait, .reminder: break
        }
    }

    /// What a receipt check finds. At the last one nothing asks again: what is neither received nor held up by a case is
    /// a person's.
    private func received(
        _ order: Order, atCheck check: Int, _ clock: OrderClock, by due: Instant, hasOpenCase: Bool
    ) -> OrderEvent {
        if order.isReceived(atCheck: check, of: clock, due: due, hasOpenCase: hasOpenCase) { return .received }
        let isLast = check == clock.receiptChecks.count - 1
        return isLast && !hasOpenCase ? .referred(.receipt(check)) : .checked(check)
    }

    /// Goes on with an order that a case had held up: the last receipt check is made good, and the money goes its way.
    mutating func resume(_ key: OrderKey, at instant: Instant) {
        guard let order = orders[key] else { return }
        let hasOpenCase = order.cases.contains { cases[$0]?.isOpen ?? false }
        if !hasOpenCase, order.receiptConfirmedAt == nil, order.closedAt == nil, order.clock.referred == nil,
            let clock = clock(of: order), order.clock.checksMade > 0,
            order.clock.checksMade == clock.receiptChecks.count
        {
            let event = received(
                order, atCheck: order.clock.checksMade - 1, clock, by: instant, hasOpenCase: false)
            append(.orderMoved(OrderMove(key: key, event: event, at: instant)))
        }
        release(key, at: instant)
    }

    private mutating func close(
        _ key: OrderKey, _ order: Order, _ clock: OrderClock, _ instruction: InstructionID, at instant: Instant
    ) {
        append(.orderMoved(OrderMove(key: key, event: .closed, at: instant)))
        guard let payment = order.payment, let currency = order.money.currency else { return }
        // Corrections may have left more in escrow than the buyer is still owed: the rest goes on as it would have.
        let owed = order.unrefunded(among: order.cases.compactMap { cases[$0] })
        let left = min(owed, balance(of: key.shop, currency)(.escrow(key.order)))
        pay(
            Money(minorUnits: left, currency), for: key, caseID: nil, consumer: payment.value.consumer,
            payers: clock.payers, as: instruction, at: instant)
        releaseEscrow(of: key, currency, at: instant)
    }

    /// Hands to a person what cannot be carried out on what is known.
    private mutating func refer(_ key: DeadlineKey) {
        switch key.subject {
        case .order(let order):
            let key = (key: OrderKey(shop: key.shop, order: order), kind: key.kind)
            append(.orderMoved(OrderMove(key: key.key, event: .referred(key.kind), at: now)))
        case .aftersales(let id):
            guard let aftersales = cases[id] else { return }
            move(
                aftersales, [.referred(.sourceSilent)], by: .clock, at: now, note: nil,
                instruction: aftersales.opening.claim.instruction)
        }
    }

    /// A person decides a deadline that was handed to them: it is carried out, or left for good.
    mutating func settleOrder(_ key: OrderKey, carriesOut: Bool, _ instruction: InstructionID, at instant: Instant)
        -> Outcome
    {
        attempt { workspace throws(CaseRefusal) in
            guard let order = workspace.orders[key], let clock = workspace.clock(of: order) else { throw .unknownOrder }
            guard let kind = order.clock.referred, order.needsPerson else { throw .nothingReferred }
            switch (kind, carriesOut) {
            case (.undispatched, true): workspace.close(key, order, clock, instruction, at: instant)
            case (.receipt, true):
                workspace.append(.orderMoved(OrderMove(key: key, event: .received, at: instant)))
                workspace.release(key, at: instant)
            case (_, _): workspace.append(.orderMoved(OrderMove(key: key, event: .left, at: instant)))
            }
        }
    }

    mutating func extendReceipt(_ key: OrderKey, _ consumer: ConsumerID, at instant: Instant) -> Outcome {
        attempt { workspace throws(CaseRefusal) in
            guard let order = workspace.orders[key], order.payment?.value.consumer == consumer else {
                throw .unknownOrder
            }
            guard let clock = workspace.clock(of: order), clock.receiptExtension != nil, !order.clock.isExtended,
                let next = workspace.deadlines(ofOrder: order, key).first,
                case .receipt = next.kind, instant < next.due
            else { throw .notExtendable }
            workspace.append(.orderMoved(OrderMove(key: key, event: .extended, at: instant)))
        }
    }

    /// The clock of an order: by the edition in force when it was paid.
    func clock(of order: Order) -> OrderClock? {
        order.payment.flatMap { library.orderRules(at: $0.at)?.clock }
    }

    func deadlines(ofOrder order: Order, _ key: OrderKey) -> [DeadlineKey] {
        guard let payment = order.payment, let rules = library.orderRules(at: payment.at) else { return [] }
        let pending = (try? order.deadlines(under: rules.clock, in: rules.almanac)) ?? []
        return pending.map {
            DeadlineKey(due: $0.due, shop: key.shop, kind: $0.kind, subject: .order(key.order))
        }
    }

    mutating func apply(_ move: OrderMove) {
        changeOrder(move.key) { $0.clock.evolve(move.event, at: move.at) }
    }
}
