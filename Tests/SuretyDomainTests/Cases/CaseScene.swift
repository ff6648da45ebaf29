public import SuretyDomain
import SuretyTestKitCore

extension ID: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
    ExpressibleByStringLiteral
{
    public init(stringLiteral text: String) { self.init(text) }
}

extension CaseProcedure {
    /// As the merchants' handbook words it.
    static let handbook2020 = CaseProcedure(
        waits: [
            .contact: WaitTerm(within: .hours(36), remindAfter: nil, then: .breach),
            .decision: WaitTerm(within: .hours(72), remindAfter: nil, then: .approve),
            .sendBack: WaitTerm(within: .calendarDays(10), remindAfter: .calendarDays(3), then: .close),
            .confirmation: WaitTerm(within: .calendarDays(10), remindAfter: nil, then: .refund),
        ], longestWait: .hours(24))

    /// As the second version of Trust Buy words it: nobody is waited for to speak with the buyer. The rulebook's own
    /// figures are in `Rulebooks`; those here stand in the reference page.
    static let trustBuy2022 = CaseProcedure(
        waits: [
            .decision: WaitTerm(within: .hours(48), remindAfter: nil, then: .approve),
            .sendBack: WaitTerm(within: .calendarDays(10), remindAfter: .calendarDays(3), then: .close),
            .confirmation: WaitTerm(within: .calendarDays(7), remindAfter: nil, then: .refund),
        ], longestWait: .hours(24))

    static let shipped: [(edition: String, procedure: CaseProcedure)] = [
        ("2020-01-handbook", .handbook2020), ("2022-09-trust-buy-v2", .trustBuy2022),
    ]
}

extension Guarantee {
    static let sevenDayReturn = Guarantee(
        claim: .within(.calendarDays(7), of: .signed), conditions: [.dispatched], remedy: .returnAndRefund,
        answer: .merchant, refund: .goods, payers: [.escrow, .payable, .deposit, .platformAdvance])

    static let refundWithoutReturn = Guarantee(
        claim: .within(.calendarDays(7), of: .signed), conditions: [], remedy: .refund, answer: .merchant,
        refund: .goods, payers: [.budget, .deposit])

    static let instantRefund = Guarantee(
        claim: .within(.hours(6), of: .paid),
        conditions: [.orderBelow(Money(minorUnits: 30_000, .cny)), .notDispatched],
        remedy: .refund, answer: .nobody, refund: .goodsAndFreight,
        payers: [.escrow, .payable, .deposit, .platformAdvance])

    static let platformRefund = Guarantee(
        claim: .until(.dispatched),
        conditions: [.orderBelow(Money(minorUnits: 30_000, .cny)), .notDispatched, .goodStanding],
        remedy: .refund, answer: .nobody, refund: .goodsAndFreight,
        payers: [.escrow, .payable, .deposit, .platformAdvance])

    /// No shipped right is worded so; the mechanism carries it out all the same.
    static let returnWithoutAnswer = Guarantee(
        claim: .within(.calendarDays(7), of: .signed), conditions: [], remedy: .returnAndRefund, answer: .nobody,
        refund: .goods, payers: [.escrow])

    static let all = [sevenDayReturn, refundWithoutReturn, instantRefund, returnWithoutAnswer]
}

extension RightKey {
    static let sevenDayReturn: RightKey = "seven-day-return"
    static let instantRefund: RightKey = "instant-refund"
    static let platformRefund: RightKey = "instant-refund-platform"
}

extension Claim {
    static func of(
        _ units: [ClaimedUnits], _ right: RightKey = .sevenDayReturn, id: CaseID = "case-1",
        by consumer: ConsumerID = "buyer", amount: Int64? = nil
    ) -> Claim {
        Claim(
            id: id, order: OrderKey(shop: "shop", order: "order"), consumer: consumer, right: right, units: units,
            amount: amount, note: nil, instruction: InstructionID("pay-\(id.text)"))
    }
}

extension Case {
    static let opened = Almanacs.at(2022, 3, 1, 10)
    static let waybill = Waybill(carrier: "sf", number: "SF1")

    /// As it stands right after a claim was taken.
    static func opened(
        under guarantee: Guarantee = .sevenDayReturn, at instant: Instant = opened, id: CaseID = "case-1"
    ) -> Case {
        let units = ClaimedUnits(line: "line", quantity: 1)
        let opening = CaseOpening(
            claim: .of([units], id: id), at: instant, guaranteeBook: "book", procedureBook: "book",
            remedy: guarantee.remedy, answer: guarantee.answer, payers: guarantee.payers, claimableUntil: nil,
            currency: .cny, refunds: [LineRefund(line: "line", amount: 1_000)], standing: nil)
        return .opened(opening)
    }

    static func opened(_ opening: CaseOpening) -> Case { Case(opening) }

    /// Carries out an act, as whoever keeps cases would.
    mutating func act(
        _ act: CaseAct, by party: Party, at instant: Instant, under procedure: CaseProcedure = .handbook2020
    ) throws(CaseRefusal) {
        let events = try decide(
            act, by: party, at: instant, version: nil, under: procedure, in: Almanacs.ordinary)
        for event in events { evolve(event, at: instant) }
    }

    /// Carries out the end of a term as of its due instant.
    mutating func carryOut(
        _ deadline: PendingDeadline, under procedure: CaseProcedure = .handbook2020, isDispatchedBefore: Bool = false
    ) {
        for event in expire(deadline.kind, under: procedure, isDispatchedBefore: isDispatchedBefore) {
            evolve(event, at: deadline.due)
        }
    }

    func pending(under procedure: CaseProcedure = .handbook2020) throws -> [PendingDeadline] {
        try deadlines(under: procedure, in: Almanacs.ordinary)
    }

    func due(_ wait: CaseWait, under procedure: CaseProcedure = .handbook2020) throws -> Instant? {
        try pending(under: procedure).first { $0.kind == .wait(wait) }?.due
    }

    /// The way of the case that is reached by acts in time, an hour apart.
    static func after(
        _ acts: [(CaseAct, Party)], from start: Case = opened(), under procedure: CaseProcedure = .handbook2020
    ) throws -> Case {
        var reached = start
        for (number, step) in acts.enumerated() {
            try reached.act(step.0, by: step.1, at: start.opening.at.adding(hours: Int64(number) + 1), under: procedure)
        }
        return reached
    }
}

extension CaseAct {
    /// Each act once, and each way to settle.
    static let all: [CaseAct] =
        [.contact, .approve, .refundOnly, .refuse, .sendBack(Case.waybill), .confirm, .dispute, .withdraw, .reopen]
        + Settlement.allCases.map(CaseAct.settle)
}
