/// What a case was opened with: decided once, on what was known then, and never decided again.
package struct CaseOpening: Hashable, Sendable {
    package let claim: Claim
    package let at: Instant
    /// Digest of the book in force at payment, whose guarantee is carried out.
    package let guaranteeBook: String
    /// Digest of the book in force now, whose procedure is followed.
    package let procedureBook: String
    package let remedy: Guarantee.Remedy
    package let answer: Guarantee.Answer
    package let payers: [Payer]
    /// When the claim window ends; nil where what it is measured from has not happened.
    package let claimableUntil: Instant?
    package let currency: Currency
    /// What is refunded if the claim is carried out, by line.
    package let refunds: [LineRefund]
    /// The buyer's standing as delivered here, where a condition asked for it.
    package let standing: StandingSeen?

    package init(
        claim: Claim, at: Instant, guaranteeBook: String, procedureBook: String, remedy: Guarantee.Remedy,
        answer: Guarantee.Answer, payers: [Payer], claimableUntil: Instant?, currency: Currency, refunds: [LineRefund],
        standing: StandingSeen?
    ) {
        self.claim = claim
        self.at = at
        self.guaranteeBook = guaranteeBook
        self.procedureBook = procedureBook
        self.remedy = remedy
        self.answer = answer
        self.payers = payers
        self.claimableUntil = claimableUntil
        self.currency = currency
        self.refunds = refunds
        self.standing = standing
    }

    /// All that is refunded, in minor units.
    package var total: Int64 { Int64(clamping: refunds.reduce(Int128(0)) { $0 + Int128($1.amount) }) }
}

package struct LineRefund: Hashable, Sendable {
    package let line: LineID
    package let amount: Int64

    package init(line: LineID, amount: Int64) {
        self.line = line
        self.amount = amount
    }
}

/// How a consumer stands with the marketplace.
package enum Standing: String, Hashable, Sendable, CaseIterable {
    case good
    /// On record for abuse: voluntary guarantees are withheld, statutory rights never.
    case restricted
}

/// A standing as a decision saw it: the copy delivered here, with its position in the consumer's home.
package struct StandingSeen: Hashable, Sendable {
    package let standing: Standing
    /// 0 where nothing was delivered: nothing is known against the consumer.
    package let number: Int64

    package init(standing: Standing, number: Int64) {
        self.standing = standing
        self.number = number
    }
}
