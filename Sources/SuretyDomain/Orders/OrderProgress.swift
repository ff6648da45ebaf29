/// What time has done to an order.
package struct OrderProgress: Hashable, Sendable {
    /// How many of the receipt checks have been made.
    package var checksMade = 0
    /// Whether the buyer has put the checks off.
    package var isExtended = false
    /// When it counted as received, since nobody said otherwise.
    package var receivedAt: Instant?
    /// When it was closed, since it was not dispatched.
    package var closedAt: Instant?
    /// A deadline that a person has to decide, since a source it depends on fell silent.
    package var referred: DeadlineKind?
    /// Whether that person has decided to leave it.
    package var isLeft = false

    package init() {}
}

/// What of an order stands in the book so far: what is still to be posted is the difference to what its facts say.
package struct OrderMoney: Hashable, Sendable {
    package var currency: Currency?
    package var received: Int64 = 0
    /// Refunds told by facts.
    package var refundedByFacts: Int64 = 0

    package init() {}

    package mutating func note(_ transfer: Transfer) {
        currency = transfer.currency
        let toBuyer = transfer.postings.reduce(Int64(0)) { $1.account == .buyer ? $0 + $1.amount : $0 }
        switch transfer.cause {
        case .paid, .paymentCorrected: received -= toBuyer
        case .refundTold, .refundCorrected: refundedByFacts += toBuyer
        case .released, .closed, .held, .heldPaidOut, .heldReturned, .depositStated, .budgetToppedUp,
            .advanceRecovered, .settled:
            break
        }
    }
}

extension Order {
    /// Whether an edition was in force when it was paid.
    package var isPinnedToABook: Bool { payment.flatMap { pins[$0.fact]?.book } != nil }

    /// Whether a person has to decide what a deadline would have brought.
    package var needsPerson: Bool {
        isHandedToPerson && !clock.isLeft && closedAt == nil && receiptConfirmedAt == nil
    }

    /// Until its dispatch is told after all, an order handed over as undispatched has no clock.
    private var isHandedToPerson: Bool {
        switch clock.referred {
        case .undispatched: leftAt == nil
        case .receipt, .records, .wait, .reminder: true
        case nil: false
        }
    }

    /// The next thing that time brings to it, as a function of the order alone. What happened at or after the due
    /// instant does not put it off: processed late, it ends as if it had been processed in time.
    package func deadlines(under rules: OrderClock, in almanac: Almanac) throws(UnpublishedYear) -> [PendingDeadline] {
        guard clock.receivedAt == nil, clock.closedAt == nil, !isHandedToPerson else { return [] }
        guard let next = try nextDeadline(rules, almanac), !isOver(before: next.due) else { return [] }
        return [next]
    }

    /// Whether a receipt check finds it received: signed and normal, or, at the last, with nothing that speaks against
    /// it. `hasOpenCase` says whether a case was open on it before the due instant.
    package func isReceived(atCheck check: Int, of rules: OrderClock, due: Instant, hasOpenCase: Bool) -> Bool {
        let isDisturbed = steps.entries.contains { entry in
            entry.at < due && (entry.value.step == .refused || entry.value.step == .returned)
        }
        if hasOpenCase || isDisturbed { return false }
        return signedAt(before: due) != nil || check == rules.receiptChecks.count - 1
    }

    private func nextDeadline(_ rules: OrderClock, _ almanac: Almanac) throws(UnpublishedYear) -> PendingDeadline? {
        guard let payment else { return nil }
        if let term = rules.undispatched, clock.referred != .undispatched {
            let due = try term.due(from: payment.at, in: almanac)
            guard let leftAt, leftAt < due else { return PendingDeadline(kind: .undispatched, due: due) }
        }
        guard let due = try receiptCheckDue(rules, almanac) else { return nil }
        return PendingDeadline(kind: .receipt(clock.checksMade), due: due)
    }

    /// Counted from the dispatch of the last parcel, of those that left before the check.
    private func receiptCheckDue(_ rules: OrderClock, _ almanac: Almanac) throws(UnpublishedYear) -> Instant? {
        guard rules.receiptChecks.indices.contains(clock.checksMade) else { return nil }
        var due: Instant?
        for dispatch in dispatches {
            if let due, dispatch >= due { break }
            var end = try rules.receiptChecks[clock.checksMade].due(from: dispatch, in: almanac)
            if clock.isExtended, let extra = rules.receiptExtension { end = try extra.due(after: end, in: almanac) }
            due = end
        }
        return due
    }

    private func isOver(before instant: Instant) -> Bool {
        steps.entries.contains { entry in
            entry.at < instant && (entry.value.step == .receiptConfirmed || entry.value.step == .closed)
        }
    }
}

extension Term {
    /// The end of another term put on to the end of one.
    fileprivate func due(after end: Instant, in almanac: Almanac) throws(UnpublishedYear) -> Instant {
        switch self {
        case .hours, .workingHours: try due(from: end, in: almanac)
        // A term of days ends at 00:00 of the first of the days added.
        case .calendarDays, .workingDays: try due(from: end.adding(milliseconds: -1), in: almanac)
        }
    }
}
