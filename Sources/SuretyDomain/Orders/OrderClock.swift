/// What time does to an order by itself: by the edition in force when it was paid.
package struct OrderClock: Hashable, Sendable {
    /// At the end of each, counted from dispatch, a signed order that nothing speaks against counts as received; at the
    /// end of the last also one that nobody signed for.
    package let receiptChecks: [Term]
    /// By how much the buyer may put the checks off, once.
    package let receiptExtension: Term?
    /// After how long, from payment, an order that was not dispatched is closed and refunded.
    package let undispatched: Term?
    package let payers: [Payer]

    package init(receiptChecks: [Term], receiptExtension: Term?, undispatched: Term?, payers: [Payer]) {
        self.receiptChecks = receiptChecks
        self.receiptExtension = receiptExtension
        self.undispatched = undispatched
        self.payers = payers
    }
}
