extension Payer {
    /// The account it pays for an order from. Guarantees draw on the shop deposit, never on the promotion deposit.
    package func account(for order: OrderID) -> Account {
        switch self {
        case .escrow: .escrow(order)
        case .payable: .payable
        case .budget: .budget
        case .deposit: .deposit(.shop)
        case .platformAdvance: .platformAdvance
        }
    }

    /// `amount` taken from payers, each asked in its turn for what the ones before it lack: from each what is there,
    /// from the platform all the rest. The postings are below zero and sum to the amount.
    ///
    /// Throws `uncovered` where they have too little and the platform is not among them.
    package static func draw(
        _ amount: Money, from payers: [Payer], for order: OrderID, balance: (Account) -> Int64
    ) throws(LedgerFault) -> [Posting] {
        try Ledger.check(amount)
        var missing = amount.minorUnits
        var postings: [Posting] = []
        for account in payers.map({ $0.account(for: order) }) where missing > 0 {
            // A payer named twice has nothing more to give.
            if postings.contains(where: { $0.account == account }) { continue }
            let part =
                switch account.bound {
                case .atLeastZero: min(missing, max(0, balance(account)))
                case .atMostZero, .none: missing
                }
            if part > 0 { postings.append(Posting(account, -part)) }
            missing -= part
        }
        guard missing == 0 else { throw .uncovered(missing: missing) }
        return postings
    }
}
