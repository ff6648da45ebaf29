/// What facts say about a shop itself.
package struct Shop: Hashable, Sendable {
    package var opened = Timeline<String>()
    package var scores = Timeline<Int>()
    /// Rights switched for all products that have no switch of their own.
    package var switches: [RightKey: Timeline<Bool>] = [:]
    package var violations: [String: Violation] = [:]
    package var deposits = Timeline<Deposit>()
    /// The latest time of any fact that changes what its products offer, and of any review: an evaluation as of an
    /// earlier instant must leave later ones out.
    package var lastCatalogueChange: Instant?
    package var lastReview: Instant?

    package init() {}

    package struct Violation: Hashable, Sendable {
        package var determined = Timeline<ViolationSeverity>()
        package var ended = Timeline<Bool>()

        package init() {}

        /// Whether it is severe and runs at an instant: begun, and not ended at or before it.
        package func isSevereAndRuns(at instant: Instant) -> Bool {
            guard let begun = determined.latest(at: instant), begun.value == .severe else { return false }
            guard let ended = ended.latest(at: instant) else { return true }
            return ended.at < begun.at
        }
    }

    package struct Deposit: Hashable, Sendable {
        package let balance: Int64
        package let required: Int64
        package let currency: Currency

        package init(balance: Int64, required: Int64, currency: Currency) {
            self.balance = balance
            self.required = required
            self.currency = currency
        }
    }

    package mutating func change(_ effect: Effect, _ fact: Fact) {
        switch fact.body {
        case .shopOpened(let body): opened.change(effect, body.kind, fact)
        case .experienceScored(let body): scores.change(effect, body.hundredths, fact)
        case .rightSwitched(let body) where body.product == nil:
            switches[body.right, default: .init()].change(effect, body.isOn, fact)
            noteCatalogueChange(fact)
        case .violationDetermined(let body):
            violations[body.violation, default: .init()].determined.change(effect, body.severity, fact)
        case .violationEnded(_, let violation):
            violations[violation, default: .init()].ended.change(effect, true, fact)
        case .depositStated(let body):
            let deposit = Deposit(balance: body.balance, required: body.required, currency: body.currency)
            deposits.change(effect, deposit, fact)
        case .orderReviewed: lastReview = max(lastReview ?? fact.at, fact.at)
        case .rightSwitched, .productListed, .productDelisted: noteCatalogueChange(fact)
        case .promoterListed, .promoterUnlisted, .orderPaid, .orderStepped, .lineRefunded, .brushingMarked,
            .inspectionFailed, .productRelisted, .promoterJoined, .promoterScored, .consumerStood, .sourceCaughtUp,
            .factRetracted:
            break
        }
    }

    private mutating func noteCatalogueChange(_ fact: Fact) {
        lastCatalogueChange = max(lastCatalogueChange ?? fact.at, fact.at)
    }
}
