/// Money that moved within one book, all of it at once: its postings sum to zero. It is recorded once and never
/// changed; a mistake is made good by another transfer.
///
/// Its operations each make one that is balanced, of the balances they are given, and nil where nothing is to move.
/// None of them moves anything: `Ledger.post` does.
package struct Transfer: Hashable, Sendable {
    package let cause: TransferCause
    /// When what caused it happened.
    package let at: Instant
    package let currency: Currency
    /// At least two, each of another account, none of zero.
    package let postings: [Posting]

    /// A transfer as it was recorded; nil where its postings break what is said of them above, or an amount is out of
    /// the range of money.
    package init?(cause: TransferCause, at: Instant, currency: Currency, postings: [Posting]) {
        let sum = postings.reduce(Int128(0)) { $0 + Int128($1.amount) }
        guard !postings.isEmpty, sum == 0, Set(postings.map(\.account)).count == postings.count,
            postings.allSatisfy({ $0.amount != 0 && Ledger.isInRange($0.amount) })
        else { return nil }
        self.cause = cause
        self.at = at
        self.currency = currency
        self.postings = postings
    }

    /// Of parts that sum to zero, each in the range of money: those of one account become one posting, and what comes
    /// to nothing is left out.
    static func merging(_ parts: [Posting], cause: TransferCause, at: Instant, _ currency: Currency) -> Transfer? {
        var postings: [Posting] = []
        for part in parts {
            if let index = postings.firstIndex(where: { $0.account == part.account }) {
                postings[index] = Posting(part.account, postings[index].amount + part.amount)
            } else {
                postings.append(part)
            }
        }
        postings.removeAll { $0.amount == 0 }
        if postings.isEmpty { return nil }
        let transfer = Transfer(cause: cause, at: at, currency: currency, postings: postings)
        precondition(transfer != nil, "a transfer is unbalanced or out of range: \(cause) \(postings)")
        return transfer
    }

    /// `amount`, which is in range, from one account to another.
    static func moving(
        _ amount: Money, from source: Account, to target: Account, cause: TransferCause, at: Instant
    ) -> Transfer? {
        let postings = [Posting(source, -amount.minorUnits), Posting(target, amount.minorUnits)]
        return merging(postings, cause: cause, at: at, amount.currency)
    }

    /// The accounts whose balances posting it asks for and changes.
    package var accountsTouched: [Account] { postings.map(\.account) }
}

/// What one account gets by a transfer, or, below zero, gives; in minor units.
package struct Posting: Hashable, Sendable {
    package let account: Account
    package let amount: Int64

    package init(_ account: Account, _ amount: Int64) {
        self.account = account
        self.amount = amount
    }
}
