/// What a buyer asks for under a guarantee.
package struct Claim: Hashable, Sendable {
    /// The case that it opens, if it is granted; minted by the caller, so that sending it again opens no second one.
    package let id: CaseID
    package let order: OrderKey
    package let consumer: ConsumerID
    package let right: RightKey
    package let units: [ClaimedUnits]
    /// What is asked, in the order's minor units; nil asks for all that the guarantee gives.
    package let amount: Int64?
    package let note: NoteDigest?
    /// Under which id money will be paid out, should it come to that.
    package let instruction: InstructionID

    package init(
        id: CaseID, order: OrderKey, consumer: ConsumerID, right: RightKey, units: [ClaimedUnits], amount: Int64?,
        note: NoteDigest?, instruction: InstructionID
    ) {
        self.id = id
        self.order = order
        self.consumer = consumer
        self.right = right
        self.units = units
        self.amount = amount
        self.note = note
        self.instruction = instruction
    }
}

/// Some units of a line.
package struct ClaimedUnits: Hashable, Sendable {
    package let line: LineID
    package let quantity: Int64

    package init(line: LineID, quantity: Int64) {
        self.line = line
        self.quantity = quantity
    }
}

/// The salted digest of a text that stands in an erasable store: the journal proves it without holding it.
package struct NoteDigest: Hashable, Sendable {
    package let id: ID<NoteKind>
    package let digest: [UInt8]

    package init(id: ID<NoteKind>, digest: [UInt8]) {
        self.id = id
        self.digest = digest
    }
}

package enum NoteKind {}

/// An order is named by its shop and its id there.
package struct OrderKey: Hashable, Sendable {
    package let shop: ShopID
    package let order: OrderID

    package init(shop: ShopID, order: OrderID) {
        self.shop = shop
        self.order = order
    }
}
