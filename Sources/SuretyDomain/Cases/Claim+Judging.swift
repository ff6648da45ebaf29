/// What a claim is judged on, beside the order itself.
package struct ClaimContext: Sendable {
    package let guarantee: Guarantee
    /// Digests of the books in force at payment and now.
    package let guaranteeBook: String
    package let procedureBook: String
    /// By which the claim window is counted: the calendar of the book at payment.
    package let almanac: Almanac
    /// All cases on the order.
    package let cases: [Case]
    package let standing: StandingSeen

    package init(
        guarantee: Guarantee, guaranteeBook: String, procedureBook: String, almanac: Almanac, cases: [Case],
        standing: StandingSeen
    ) {
        self.guarantee = guarantee
        self.guaranteeBook = guaranteeBook
        self.procedureBook = procedureBook
        self.almanac = almanac
        self.cases = cases
        self.standing = standing
    }
}

extension Order {
    /// The opening of a case for a claim made at an instant, or why it is refused.
    package func judge(
        _ claim: Claim, at instant: Instant, _ context: ClaimContext
    ) throws(CaseRefusal) -> CaseOpening {
        guard let payment, payment.value.consumer == claim.consumer else { throw .unknownOrder }
        let until = try requireWindow(of: claim.right, context, at: instant)
        for condition in context.guarantee.conditions {
            try require(condition, for: claim.right, at: instant, payment.value.currency, context)
        }
        var taken = context.cases.flatMap { $0.taken(for: claim.right) }
        var refunds: [LineRefund] = []
        for units in claim.units {
            let refund = try refund(of: units, for: claim.right, payment.value, context.guarantee, taken)
            refunds.append(refund)
            // Should the claim name the line again, these units are taken.
            taken.append(Taken(units: units, refund: refund, isSameRight: true))
        }
        return CaseOpening(
            claim: claim, at: instant, guaranteeBook: context.guaranteeBook, procedureBook: context.procedureBook,
            remedy: context.guarantee.remedy, answer: context.guarantee.answer, payers: context.guarantee.payers,
            claimableUntil: until, currency: payment.value.currency,
            refunds: try limited(refunds, to: claim.amount, payment.value.currency),
            standing: context.guarantee.conditions.contains(.goodStanding) ? context.standing : nil)
    }

    /// Whether a case that gave its units back can still have them: they may have been claimed again, or refunded, since.
    /// To be asked before it is opened again.
    package func requireRoom(toReopen reopened: Case, among cases: [Case]) throws(CaseRefusal) {
        guard let payment else { throw .unknownOrder }
        var taken = cases.filter { $0.id != reopened.id }.flatMap { $0.taken(for: reopened.opening.claim.right) }
        for (units, refund) in zip(reopened.opening.claim.units, reopened.opening.refunds) {
            guard let line = payment.value.lines.first(where: { $0.line == units.line }) else {
                throw .unknownLine(units.line)
            }
            let others = taken.filter { $0.units.line == line.line }
            let left = line.quantity - others.reduce(0) { $0 + $1.units.quantity }
            guard units.quantity <= left else { throw .unitsTaken(line.line, left: max(0, left)) }
            guard refund.amount <= unrefunded(of: line, .goodsAndFreight, others) else {
                throw .unitsTaken(line.line, left: 0)
            }
            taken.append(Taken(units: units, refund: refund, isSameRight: true))
        }
    }

    /// What of a case's refund there still is to pay when it is carried out: since it was opened, the marketplace may have
    /// refunded its lines itself, corrected what was paid, or time have closed the order and given everything back.
    package func stillOwed(to aftersales: Case, among cases: [Case]) -> Int64 {
        guard let payment, clock.closedAt == nil else { return 0 }
        let refunded = cases.filter { $0.id != aftersales.id && $0.stageName == .refunded }
        let taken = refunded.flatMap { $0.taken(for: aftersales.opening.claim.right) }
        return Dictionary(grouping: aftersales.opening.refunds, by: \.line).reduce(Int64(0)) { sum, refunds in
            guard let line = payment.value.lines.first(where: { $0.line == refunds.key }) else { return sum }
            let left = unrefunded(of: line, .goodsAndFreight, taken.filter { $0.units.line == line.line })
            return sum + min(refunds.value.reduce(0) { $0 + $1.amount }, left)
        }
    }

    /// What a buyer would still be owed of an order that comes to nothing: all that was paid, less what came back by the
    /// marketplace's word or by cases.
    package func unrefunded(among cases: [Case]) -> Int64 {
        let told = refunds.entries.reduce(Int128(0)) { $0 + Int128($1.value.amount) }
        let decided = cases.filter { $0.stageName == .refunded }.reduce(Int128(0)) { $0 + Int128($1.opening.total) }
        return Int64(clamping: max(0, Int128(amountPaid) - told - decided))
    }

    /// Answers when the window ends, nil where it is open for as long as something has not happened.
    private func requireWindow(
        of right: RightKey, _ context: ClaimContext, at instant: Instant
    ) throws(CaseRefusal) -> Instant? {
        if let closedAt, closedAt <= instant { throw .orderClosed }
        switch context.guarantee.claim {
        case .until(let anchor):
            if let reached = self.instant(of: anchor), reached <= instant { throw .tooLate(right, until: reached) }
            return nil
        case .within(let term, let anchor):
            guard let start = self.instant(of: anchor) else { return nil }
            let end: Instant
            do { end = try term.due(from: start, in: context.almanac) } catch {
                throw .calendarUnpublished(year: error.year)
            }
            if instant >= end { throw .tooLate(right, until: end) }
            return end
        }
    }

    private func require(
        _ condition: ClaimCondition, for right: RightKey, at instant: Instant, _ currency: Currency,
        _ context: ClaimContext
    ) throws(CaseRefusal) {
        switch condition {
        case .orderBelow(let limit):
            // An amount in another currency is not known to be below.
            guard limit.currency == currency, amountPaid < limit.minorUnits else { throw .amountNotBelow(limit) }
        case .notDispatched:
            if let leftAt, leftAt <= instant { throw .alreadyDispatched(right, at: leftAt) }
        case .dispatched:
            guard let leftAt, leftAt <= instant else { throw .notDispatched(right) }
        case .goodStanding:
            guard context.standing.standing == .good else { throw .restrictedStanding(right) }
        }
    }

    private func refund(
        of units: ClaimedUnits, for right: RightKey, _ paid: OrderPaid, _ guarantee: Guarantee, _ allTaken: [Taken]
    ) throws(CaseRefusal) -> LineRefund {
        guard let line = paid.lines.first(where: { $0.line == units.line }) else { throw .unknownLine(units.line) }
        guard units.quantity >= 1, units.quantity <= line.quantity else {
            throw .quantityOutOfRange(line.line, bought: line.quantity)
        }
        // What was pinned to the payment that counts.
        let pin = payment.flatMap { pins[$0.fact] }
        let isPromised = pin?.lines.contains { $0.line == line.line && $0.rights.contains(right) } ?? false
        guard isPromised else { throw .notPromised(right, line.line) }
        let taken = allTaken.filter { $0.units.line == line.line }
        let before = taken.reduce(Int64(0)) { $0 + $1.units.quantity }
        guard units.quantity <= line.quantity - before else {
            throw .unitsTaken(line.line, left: max(0, line.quantity - before))
        }
        let left = unrefunded(of: line, guarantee.refund, taken)
        guard left > 0 else { throw .unitsTaken(line.line, left: 0) }
        let goods = RefundShare.amount(
            paid: line.paid, quantity: line.quantity, before: before, count: units.quantity, left: left)
        let freight =
            guarantee.refund == .goods
            ? 0
            : RefundShare.amount(
                paid: line.freight, quantity: line.quantity, before: before, count: units.quantity, left: left)
        return LineRefund(line: line.line, amount: min((goods ?? 0) + (freight ?? 0), left))
    }

    /// What of a line can still come back: never more than was paid for it in all, and, of what one right gives for the
    /// goods alone, never more than was paid for the goods.
    private func unrefunded(of line: PaidLine, _ basis: Guarantee.RefundBasis, _ taken: [Taken]) -> Int64 {
        let byFacts = refunds.entries.reduce(Int128(0)) { sum, entry in
            entry.value.line == line.line ? sum + Int128(entry.value.amount) : sum
        }
        let byCases = taken.reduce(Int128(0)) { $0 + Int128($1.refund.amount) }
        let byRight = taken.reduce(Int128(0)) { $1.isSameRight ? $0 + Int128($1.refund.amount) : $0 }
        let left = Int128(line.paid) + Int128(line.freight) - byCases - byFacts
        return Int64(clamping: max(0, basis == .goods ? min(left, Int128(line.paid) - byRight) : left))
    }

    /// What is asked, where it is less than what the guarantee gives, spread over the lines.
    private func limited(
        _ refunds: [LineRefund], to asked: Int64?, _ currency: Currency
    ) throws(CaseRefusal) -> [LineRefund] {
        let total = refunds.reduce(Int64(0)) { $0 + $1.amount }
        guard let asked, asked != total else { return refunds }
        guard asked > 0, asked < total else { throw .amountAbove(Money(minorUnits: total, currency)) }
        let parts = Money(minorUnits: asked, currency).split(by: refunds.map(\.amount))
        return zip(refunds, parts).map { LineRefund(line: $0.line, amount: $1.minorUnits) }
    }
}

/// Units of a line that another claim holds, and what comes back for them.
private struct Taken {
    let units: ClaimedUnits
    let refund: LineRefund
    /// Whether it is the same right, which is worded alike for the whole order.
    let isSameRight: Bool
}

extension Case {
    fileprivate func taken(for right: RightKey) -> [Taken] {
        guard holdsUnits else { return [] }
        return zip(opening.claim.units, opening.refunds).map { units, refund in
            Taken(units: units, refund: refund, isSameRight: opening.claim.right == right)
        }
    }
}
