/// How long each party to a case has, and what happens when nobody acts: by the edition in force when it was opened.
package struct CaseProcedure: Hashable, Sendable {
    package let waits: [CaseWait: WaitTerm]
    /// How long a due deadline may wait for sources and nodes that have fallen silent, before a person decides.
    package let longestWait: Term

    package init(waits: [CaseWait: WaitTerm], longestWait: Term) {
        self.waits = waits
        self.longestWait = longestWait
    }
}

/// Something that a case waits for.
package enum CaseWait: String, Hashable, Sendable, CaseIterable {
    /// The merchant to contact the buyer, from the application.
    case contact
    /// The merchant to decide, from the application.
    case decision
    /// The buyer to send the goods back and give a waybill, from the approval.
    case sendBack = "send-back"
    /// The merchant to confirm the goods that came back, from the waybill.
    case confirmation
}

/// One wait's term, and what its end brings.
package struct WaitTerm: Hashable, Sendable {
    package let within: Term
    /// After how long the party is reminded, where it is.
    package let remindAfter: Term?
    package let then: Expiry

    package init(within: Term, remindAfter: Term?, then: Expiry) {
        self.within = within
        self.remindAfter = remindAfter
        self.then = then
    }

    package enum Expiry: String, Hashable, Sendable, CaseIterable {
        /// The silence is recorded against the merchant; the case goes on.
        case breach
        case approve, close, refund
    }
}
