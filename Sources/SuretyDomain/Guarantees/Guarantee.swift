/// What a right grants to a buyer who claims it, as one edition words it. It is pinned to the order line at payment:
/// the book in force then speaks for as long as the order lives.
///
/// One mechanism carries out every combination; which right grants what is the rulebook's word.
package struct Guarantee: Hashable, Sendable {
    package let claim: ClaimWindow
    package let conditions: [ClaimCondition]
    package let remedy: Remedy
    package let answer: Answer
    package let refund: RefundBasis
    /// Who pays the refund, in the order in which they are asked.
    package let payers: [Payer]

    package init(
        claim: ClaimWindow, conditions: [ClaimCondition], remedy: Remedy, answer: Answer, refund: RefundBasis,
        payers: [Payer]
    ) {
        self.claim = claim
        self.conditions = conditions
        self.remedy = remedy
        self.answer = answer
        self.refund = refund
        self.payers = payers
    }

    /// What the buyer gets.
    package enum Remedy: String, Hashable, Sendable, CaseIterable {
        case refund
        case returnAndRefund = "return-and-refund"
    }

    /// Who has to answer a claim before it is carried out.
    package enum Answer: String, Hashable, Sendable, CaseIterable {
        case merchant
        /// Nobody: a claim that meets its conditions is carried out at once.
        case nobody
    }

    /// Of what was paid for the units claimed, what comes back.
    package enum RefundBasis: String, Hashable, Sendable, CaseIterable {
        case goods
        case goodsAndFreight = "goods-and-freight"
    }
}

/// When a guarantee can be claimed.
package enum ClaimWindow: Hashable, Sendable {
    /// From the order's payment until the term after an anchor ends; while the anchor has not happened, it is open.
    case within(Term, of: Anchor)
    /// From the order's payment until something happens.
    case until(Anchor)
}

/// An instant in the life of an order that windows are measured from.
package enum Anchor: String, Hashable, Sendable, CaseIterable {
    case paid, dispatched, signed
    case receiptConfirmed = "receipt-confirmed"
}

/// What must hold when a claim is made.
package enum ClaimCondition: Hashable, Sendable {
    /// All that was paid for the order, goods and freight, is less than this. Strictly: the amount itself is too much.
    case orderBelow(Money)
    /// No waybill has been uploaded for the order.
    case notDispatched
    /// A waybill has been uploaded.
    case dispatched
    /// The buyer is not on record for abuse.
    case goodStanding
}

/// An account that a refund can be taken from.
package enum Payer: String, Hashable, Sendable, CaseIterable {
    case escrow, payable, budget, deposit
    case platformAdvance = "platform-advance"
}
