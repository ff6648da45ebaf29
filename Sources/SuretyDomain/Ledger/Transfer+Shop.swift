extension Transfer {
    /// A deposit comes to stand where the marketplace says it does: the shop has put in what is more, or taken out what
    /// is less. Nil where it stands there already.
    package static func depositStated(
        _ stated: Money, on deposit: DepositKind = .shop, by fact: FactKey, at: Instant, balance: (Account) -> Int64
    ) throws(LedgerFault) -> Transfer? {
        try Ledger.check(stated)
        let difference = stated.minorUnits - balance(.deposit(deposit))
        let postings = [Posting(.merchant, -difference), Posting(.deposit(deposit), difference)]
        return merging(postings, cause: .depositStated(deposit, fact), at: at, stated.currency)
    }

    package static func budgetToppedUp(by amount: Money, at: Instant) throws(LedgerFault) -> Transfer? {
        try Ledger.check(amount)
        return moving(amount, from: .merchant, to: .budget, cause: .budgetToppedUp, at: at)
    }

    /// As much of what the platform has advanced as the shop's payable covers goes back to it: to be asked whenever
    /// payable has grown. Nil where nothing is owed, or nothing is there.
    package static func advanceRecovered(
        at: Instant, _ currency: Currency, balance: (Account) -> Int64
    ) -> Transfer? {
        let owed = -balance(.platformAdvance)
        let amount = Money(minorUnits: max(0, min(owed, balance(.payable))), currency)
        return moving(amount, from: .payable, to: .platformAdvance, cause: .advanceRecovered, at: at)
    }

    /// The shop is paid from what the platform owes it.
    package static func settled(_ amount: Money, at: Instant) throws(LedgerFault) -> Transfer? {
        try Ledger.check(amount)
        return moving(amount, from: .payable, to: .merchant, cause: .settled, at: at)
    }
}
