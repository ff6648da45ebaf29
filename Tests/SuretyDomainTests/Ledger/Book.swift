import SuretyDomain

/// A book in memory, as a caller keeps it.
struct Book {
    private(set) var balances: [Account: Int64]

    init(_ balances: [Account: Int64] = [:]) { self.balances = balances }

    subscript(account: Account) -> Int64 { balances[account] ?? 0 }

    /// Whether there was anything to move.
    @discardableResult
    mutating func post(_ transfer: Transfer?) throws(LedgerFault) -> Bool {
        guard let transfer else { return false }
        for (account, balance) in try Ledger.post(transfer, balance: { self[$0] }) { balances[account] = balance }
        return true
    }
}

enum Sample {
    static let order = OrderID("o-1")
    static let instruction = InstructionID("i-1")
    static let fact = FactKey(source: "shop-system", id: FactID("f-1"))
    static let at = Instant(milliseconds: 1_700_000_000_000)
    static let most = Money.largestMinorUnits
    static let payers: [Payer] = [.escrow, .payable, .deposit, .platformAdvance]

    static func yuan(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .cny) }
}

extension Transfer {
    /// What it does, without the rest.
    var effect: [Account: Int64] {
        Dictionary(uniqueKeysWithValues: postings.map { ($0.account, $0.amount) })
    }
}
