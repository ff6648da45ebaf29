/// A place where money of one book stands, or goes to and comes from. A book belongs to one shop and one currency.
///
/// A balance is the sum of all postings to the account: what came in less what went out. Over all accounts of a book
/// the balances sum to zero, so those outside show, with the sign turned, what the book got from there.
package enum Account: Hashable, Sendable {
    /// What a buyer has paid for an order and the shop has not got yet.
    case escrow(OrderID)
    /// What the platform owes the shop.
    case payable
    case deposit(DepositKind)
    /// What the shop has set aside for guarantees.
    case budget
    case fees
    case commissions
    /// What is set aside for one payment to a buyer, until it is known to have been carried out or is given up.
    case held(InstructionID)

    // Outside the book.

    case buyer
    case carrier
    /// The shop's own money: where top-ups come from, and pay-outs go.
    case merchant
    /// What the platform has paid in the shop's place and not got back, below zero.
    case platformAdvance
    case platformSubsidy
    case penalties

    /// The limit a balance keeps to, whatever happens.
    package enum Bound: Hashable, Sendable {
        case atLeastZero
        case atMostZero
        case none
    }

    /// | account | above zero | below zero |
    /// | --- | --- | --- |
    /// | escrow, payable, deposit, budget, held | money that is there | never |
    /// | fees, commissions | charged to the shop | given back beyond what was charged |
    /// | buyer | got more than was paid, as by compensations | has paid |
    /// | merchant | was paid out | has topped up |
    /// | carrier, penalties | was paid | has paid |
    /// | platform advance | never: nobody gives back more than was advanced | what the shop owes the platform |
    /// | platform subsidy | was given back | was given |
    package var bound: Bound {
        switch self {
        case .escrow, .payable, .deposit, .budget, .held: .atLeastZero
        case .platformAdvance: .atMostZero
        case .fees, .commissions, .buyer, .carrier, .merchant, .platformSubsidy, .penalties: .none
        }
    }
}

/// A shop's two deposits, which are never offset against each other.
package enum DepositKind: String, Hashable, Sendable, CaseIterable { case shop, promotion }

/// What a balance is stored under.
package struct AccountKey: Hashable, Sendable {
    package let shop: ShopID
    package let account: Account
    package let currency: Currency

    package init(shop: ShopID, account: Account, currency: Currency) {
        self.shop = shop
        self.account = account
        self.currency = currency
    }
}
