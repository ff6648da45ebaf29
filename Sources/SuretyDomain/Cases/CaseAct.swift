/// What a party can do to a case.
package enum CaseAct: Hashable, Sendable {
    /// The merchant has spoken with the buyer.
    case contact
    /// The merchant grants what is asked.
    case approve
    /// The merchant pays and wants nothing back.
    case refundOnly
    case refuse
    case sendBack(Waybill)
    /// The merchant has the goods back.
    case confirm
    /// What came back is not what was sent, or is nothing.
    case dispute
    case withdraw
    case reopen
    /// A person decides what automation could not.
    case settle(Settlement)

    package enum Settlement: String, Hashable, Sendable, CaseIterable { case refund, refuse }

    package var kind: Kind {
        switch self {
        case .contact: .contact
        case .approve: .approve
        case .refundOnly: .refundOnly
        case .refuse: .refuse
        case .sendBack: .sendBack
        case .confirm: .confirm
        case .dispute: .dispute
        case .withdraw: .withdraw
        case .reopen: .reopen
        case .settle: .settle
        }
    }

    /// The name of an act, as routes and `allowed_actions` spell it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case contact, approve
        case refundOnly = "refund-only"
        case refuse
        case sendBack = "send-back"
        case confirm, dispute, withdraw, reopen, settle

        /// Whether no term binds it: a recorded contact changes nothing that is due, and a person decides when asked.
        var isNeverLate: Bool { self == .contact || self == .settle }

        /// Whether a party gives the other what it wants.
        var givesWay: Bool {
            switch self {
            case .approve, .refundOnly, .confirm, .withdraw: true
            case .contact, .refuse, .sendBack, .dispute, .reopen, .settle: false
            }
        }
    }
}

/// Why an act or a claim is not taken. Nothing has changed then.
package enum CaseRefusal: Error, Hashable, Sendable {
    /// There is no such order, or it is not the caller's.
    case unknownOrder
    case unknownCase
    case unknownLine(LineID)
    case quantityOutOfRange(LineID, bought: Int64)
    /// The right was not promised on this line when it was paid.
    case notPromised(RightKey, LineID)
    /// The edition at payment words the right, but says nothing of how it is carried out.
    case notCarriedOut(RightKey)
    /// The window to claim ended at this instant.
    case tooLate(RightKey, until: Instant)
    case orderClosed
    case notDispatched(RightKey)
    case alreadyDispatched(RightKey, at: Instant)
    /// The order's amount is not below the limit.
    case amountNotBelow(Money)
    case restrictedStanding(RightKey)
    /// Other cases hold so many units of the line that fewer are left than were asked for.
    case unitsTaken(LineID, left: Int64)
    /// More was asked than the guarantee gives.
    case amountAbove(Money)
    /// The case's stage does not allow the act; what it allows the party instead is named.
    case notNow(CaseAct.Kind, allowed: [CaseAct.Kind])
    /// A refusal needs a recorded contact with the buyer first.
    case contactFirst
    case waybillUsed(Waybill)
    /// The term had ended at this instant, whether or not its end has been carried out yet.
    case termEnded(CaseWait, at: Instant)
    /// The case has moved on since the version that the caller saw.
    case staleVersion(Int64)
    case calendarUnpublished(year: Int)
    case caseExists
    /// Nothing of this order was handed to a person.
    case nothingReferred
    /// The receipt checks cannot be put off: they were already, none is pending, or the edition does not allow it.
    case notExtendable
}

extension CaseRefusal {
    /// Part of the interface.
    package var code: String {
        switch self {
        case .unknownOrder: "unknown-order"
        case .unknownCase: "unknown-case"
        case .unknownLine: "unknown-line"
        case .quantityOutOfRange: "quantity-out-of-range"
        case .notPromised: "not-promised"
        case .notCarriedOut: "not-carried-out"
        case .tooLate: "too-late"
        case .orderClosed: "order-closed"
        case .notDispatched: "not-dispatched"
        case .alreadyDispatched: "already-dispatched"
        case .amountNotBelow: "amount-not-below"
        case .restrictedStanding: "restricted-standing"
        case .unitsTaken: "units-taken"
        case .amountAbove: "amount-above"
        case .notNow: "not-now"
        case .contactFirst: "contact-first"
        case .waybillUsed: "waybill-used"
        case .termEnded: "term-ended"
        case .staleVersion: "stale-version"
        case .calendarUnpublished: "calendar-unpublished"
        case .caseExists: "case-exists"
        case .nothingReferred: "nothing-referred"
        case .notExtendable: "not-extendable"
        }
    }
}
