import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

/// Claims told sentence by sentence; all of it is decided on loaded rows as well, and after every sentence each shop's
/// book sums to zero.
extension Scene {
    /// Claims units of an order's first line.
    @discardableResult
    mutating func claim(
        _ id: CaseID, _ right: RightKey, on order: OrderID, quantity: Int64 = 1, amount: Int64? = nil,
        by consumer: ConsumerID = "buyer", at instant: Instant? = nil
    ) -> Outcome? {
        let claim = Claim(
            id: id, order: OrderKey(shop: shop, order: order), consumer: consumer, right: right,
            units: [ClaimedUnits(line: "l1", quantity: quantity)], amount: amount, note: nil,
            instruction: InstructionID("pay-\(id.text)"))
        return carryOut(.claim(Claiming(claim: claim, at: instant ?? now)))
    }

    @discardableResult
    mutating func act(
        _ act: CaseAct, on id: CaseID, by actor: Acting.Actor, at instant: Instant? = nil, version: Int64? = nil
    ) -> Outcome? {
        carryOut(
            .act(Acting(caseID: id, actor: actor, act: act, at: instant ?? now, version: version, note: nil)))
    }

    @discardableResult
    mutating func buyer(_ act: CaseAct, _ id: CaseID, at instant: Instant? = nil) -> Outcome? {
        self.act(act, on: id, by: .consumer("buyer"), at: instant)
    }

    @discardableResult
    mutating func merchant(_ act: CaseAct, _ id: CaseID, at instant: Instant? = nil) -> Outcome? {
        self.act(act, on: id, by: .merchant(shop), at: instant)
    }

    @discardableResult
    mutating func adjudicator(_ act: CaseAct, _ id: CaseID) -> Outcome? { self.act(act, on: id, by: .adjudicator) }

    /// The provider answers for a case's payment.
    @discardableResult
    mutating func provider(_ outcome: PaymentOutcome, _ id: CaseID) -> Outcome? {
        carryOut(.takeOutcome(InstructionID("pay-\(id.text)"), shop, outcome, at: now))
    }

    mutating func carryOut(_ command: Command) -> Outcome? {
        let outcome = market.carryOut([command], in: .shop(shop)).first
        check()
        return outcome
    }

    /// The sums of all books, and that both ways of deciding agree.
    func check() {
        for difference in market.differencesOfTables { Issue.record("\(difference)") }
        for workspace in market.workspaces {
            let books = Dictionary(grouping: workspace.balances.all) { "\($0.key.shop.text) \($0.key.currency.code)" }
            for (book, balances) in books {
                #expect(balances.reduce(0) { $0 + $1.value } == 0, "the book of \(book) does not sum to zero")
            }
        }
    }

    mutating func step(_ order: OrderID, _ step: OrderStep, at instant: Instant? = nil, waybill: String? = nil) {
        tell(.orderStepped(.init(shop: shop, order: order, step: step, waybill: waybill)), at: instant)
        check()
    }

    /// A source has told everything before an instant.
    mutating func catchUp(_ source: String = "market", to instant: Instant? = nil) {
        tell(.sourceCaughtUp(.init()), at: instant, source: source)
        check()
    }

    // MARK: Asking

    func stage(_ id: CaseID) -> CaseTable.Stage? { home.cases[id]?.stageName }
    func aftersales(_ id: CaseID) -> Case? { home.cases[id] }
    func order(_ id: OrderID) -> Order? { home.orders[OrderKey(shop: shop, order: id)] }
    func instruction(_ id: CaseID) -> Instruction? { home.instructions[InstructionID("pay-\(id.text)")] }

    func balance(_ account: Account) -> Int64 {
        home.balances[AccountKey(shop: shop, account: account, currency: .cny)] ?? 0
    }

    /// What is pending in the shop's home.
    var pending: [DeadlineKind] { home.deadlines.all.map(\.key.kind).sorted { $0.rawValue < $1.rawValue } }

    private var home: Workspace { market.workspace(of: .shop(shop)) }
}

extension Edition {
    /// Seven-day return and instant refund as of September 2022, with the order clock of May.
    static let claims = Edition(
        key: "claims", title: Localised(zh: "", en: "Claims"), from: Almanacs.at(2022, 1, 1), until: nil,
        digest: "claims",
        content: EditionContent(
            almanac: Almanacs.ordinary,
            rights: [
                "seven-day-return": .granting(
                    "seven-day-return", within: .within(.calendarDays(7), of: .signed), [.dispatched],
                    .returnAndRefund, .merchant, .goods),
                "instant-refund": .granting(
                    "instant-refund", within: .within(.hours(6), of: .paid),
                    [.orderBelow(Money(minorUnits: 30_000, .cny)), .notDispatched], .refund, .nobody, .goodsAndFreight),
                "instant-refund-platform": .granting(
                    "instant-refund-platform", within: .until(.dispatched),
                    [.orderBelow(Money(minorUnits: 30_000, .cny)), .notDispatched, .goodStanding], .refund, .nobody,
                    .goodsAndFreight),
            ],
            procedure: CaseWording(
                waits: [
                    .contact: .worded(WaitTerm(within: .hours(36), remindAfter: nil, then: .breach)),
                    .decision: .worded(WaitTerm(within: .hours(48), remindAfter: nil, then: .approve)),
                    .sendBack: .worded(
                        WaitTerm(within: .calendarDays(10), remindAfter: .calendarDays(3), then: .close)),
                    .confirmation: .worded(WaitTerm(within: .calendarDays(7), remindAfter: nil, then: .refund)),
                ], longestWait: .hours(24)),
            orderClock: OrderClock(
                receiptChecks: [.calendarDays(10), .calendarDays(20), .calendarDays(30)],
                receiptExtension: .calendarDays(3), undispatched: .calendarDays(30),
                payers: [.escrow, .payable, .deposit, .platformAdvance])))
}

extension Right {
    static func granting(
        _ key: RightKey, within window: ClaimWindow, _ conditions: [ClaimCondition], _ remedy: Guarantee.Remedy,
        _ answer: Guarantee.Answer, _ refund: Guarantee.RefundBasis
    ) -> Right {
        Right(
            key: key, title: Localised(zh: "", en: key.text), appliesTo: Applicability(), multiplier: nil,
            grants: Guarantee(
                claim: window, conditions: conditions, remedy: remedy, answer: answer, refund: refund,
                payers: [.escrow, .payable, .deposit, .platformAdvance]), source: [])
    }
}
