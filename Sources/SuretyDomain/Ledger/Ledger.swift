/// The book of a shop in one currency. Money moves through `post` and in no other way.
package enum Ledger {
    /// The balances that a transfer leaves in the accounts it touches; `balance` gives those before. A transfer
    /// balances by its type, so a book that summed to zero still does.
    ///
    /// All of it or nothing: it throws where one balance would break its account's bound or leave the range of money.
    package static func post(
        _ transfer: Transfer, balance: (Account) -> Int64
    ) throws(LedgerFault) -> [(account: Account, balance: Int64)] {
        var balances: [(account: Account, balance: Int64)] = []
        for posting in transfer.postings {
            let before = balance(posting.account)
            let (after, overflow) = before.addingReportingOverflow(posting.amount)
            guard !overflow, isInRange(after) else { throw .balanceOutOfRange(posting.account) }
            switch posting.account.bound {
            case .atLeastZero where after < 0:
                throw .insufficient(posting.account, has: before, needs: -posting.amount)
            case .atMostZero where after > 0:
                throw .insufficient(posting.account, has: -before, needs: posting.amount)
            case .atLeastZero, .atMostZero, .none:
                balances.append((posting.account, after))
            }
        }
        return balances
    }

    /// Whether it is no further from zero than money goes: 2⁵³.
    static func isInRange(_ minorUnits: Int64) -> Bool {
        minorUnits.magnitude <= Money.largestMinorUnits.magnitude
    }

    /// Lets through an amount to move: not below zero, and in range.
    static func check(_ amount: Money) throws(LedgerFault) {
        guard amount.minorUnits >= 0, isInRange(amount.minorUnits) else {
            throw .amountOutOfRange(amount.minorUnits)
        }
    }
}

/// Why money does not move. Nothing has, then.
package enum LedgerFault: Error, Hashable {
    /// An account has less than is to be taken from it; of the platform's advances: is owed less than is given back.
    case insufficient(Account, has: Int64, needs: Int64)
    /// All payers together have too little, by so much, and the platform is not among them.
    case uncovered(missing: Int64)
    /// Money is set aside for the instruction already; that has to be resolved first.
    case alreadyHeld(InstructionID)
    /// An amount below zero, or above 2⁵³.
    case amountOutOfRange(Int64)
    /// A balance would be more than 2⁵³ from zero.
    case balanceOutOfRange(Account)
}
