/// Something that happened to a case after it was opened.
package enum CaseEvent: Hashable, Sendable {
    case contacted
    /// `by` is the clock where the merchant's silence approved it.
    case approved(Guarantee.Remedy, by: Party)
    case refused
    case sentBack(Waybill)
    case confirmed(by: Party)
    case disputed
    case withdrawn
    case lapsed
    /// It was decided to pay the buyer; whether the money has arrived is the instruction's matter.
    case refunded
    case reminded(CaseWait)
    case breached(CaseWait)
    case referred(Case.Referral)
    case reopened
}

/// Who acts on a case.
package enum Party: String, Hashable, Sendable, CaseIterable {
    case consumer, merchant, adjudicator
    /// Nobody did: a term ran out.
    case clock
}

/// The carrier's number of a parcel sent back.
package struct Waybill: Hashable, Sendable {
    package let carrier: String
    package let number: String

    package init(carrier: String, number: String) {
        self.carrier = carrier
        self.number = number
    }
}

/// One event of a case as the journal keeps it.
package struct CaseMove: Hashable, Sendable {
    package let id: CaseID
    package let shop: ShopID
    package let consumer: ConsumerID
    package let event: CaseEvent
    package let by: Party
    /// When the act was received, or the term ended.
    package let at: Instant
    package let note: NoteDigest?
    /// Where the case stands after it.
    package let stage: CaseTable.Stage

    package init(
        id: CaseID, shop: ShopID, consumer: ConsumerID, event: CaseEvent, by: Party, at: Instant, note: NoteDigest?,
        stage: CaseTable.Stage
    ) {
        self.id = id
        self.shop = shop
        self.consumer = consumer
        self.event = event
        self.by = by
        self.at = at
        self.note = note
        self.stage = stage
    }
}
