/// What facts say about one order, and what was pinned to it when it was paid.
package struct Order: Hashable, Sendable {
    /// Nearly always one; should a source tell two, the earliest counts.
    package var payments = Timeline<OrderPaid>()
    package var steps = Timeline<Step>()
    package var refunds = Timeline<Refund>()
    package var reviews = Timeline<Int>()
    package var brushing = Timeline<Bool>()
    /// The decision taken at each payment fact.
    package var pins: [FactKey: Pin] = [:]
    /// The cases opened on it, in order.
    package var cases: [CaseID] = []
    package var clock = OrderProgress()
    package var money = OrderMoney()

    package init() {}

    package struct Step: Hashable, Sendable {
        package let step: OrderStep
        package let parcel: ParcelID?
        package let waybill: String?
        package let signedBy: Signer?

        package init(step: OrderStep, parcel: ParcelID?, waybill: String?, signedBy: Signer?) {
            self.step = step
            self.parcel = parcel
            self.waybill = waybill
            self.signedBy = signedBy
        }
    }

    package struct Refund: Hashable, Sendable {
        package let line: LineID
        package let amount: Int64
        package let currency: Currency

        package init(line: LineID, amount: Int64, currency: Currency) {
            self.line = line
            self.amount = amount
            self.currency = currency
        }
    }

    package mutating func change(_ effect: Effect, _ fact: Fact) {
        switch fact.body {
        case .orderPaid(let body): payments.change(effect, body, fact)
        case .orderStepped(let body):
            let step = Step(step: body.step, parcel: body.parcel, waybill: body.waybill, signedBy: body.signedBy)
            steps.change(effect, step, fact)
        case .lineRefunded(let body):
            let refund = Refund(line: body.line, amount: body.amount, currency: body.currency)
            refunds.change(effect, refund, fact)
        case .orderReviewed(let body): reviews.change(effect, body.score, fact)
        case .brushingMarked: brushing.change(effect, true, fact)
        case .shopOpened, .productListed, .productDelisted, .rightSwitched, .promoterListed, .promoterUnlisted,
            .experienceScored, .violationDetermined, .violationEnded, .inspectionFailed, .productRelisted,
            .depositStated, .promoterJoined, .promoterScored, .consumerStood, .sourceCaughtUp, .factRetracted:
            break
        }
    }

    /// The payment that counts.
    package var payment: Timeline<OrderPaid>.Entry? { payments.first }

    /// When the first waybill was uploaded.
    package var dispatchedAt: Instant? { steps.entries.first { $0.value.step == .dispatched }?.at }

    package var collectedAt: Instant? { steps.entries.first { $0.value.step == .collected }?.at }
}
