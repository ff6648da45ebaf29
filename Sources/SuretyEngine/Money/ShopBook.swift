package import SuretyDomain
import SuretyStore

/// What stands on the accounts of a shop's book.
package struct ShopBook: Sendable {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Balance: Sendable {
        package let account: Account
        package let amount: Money
    }

    /// Balances that are not zero, by currency and account; nil for a shop that is not known.
    package func balances(of shop: ShopID) throws -> [Balance]? {
        let partition = Home.shop(shop).partition.stored
        let (rows, isKnown) = try engine.database.read { session in
            let rows = try session.run(
                """
                SELECT account, currency, balance FROM account
                WHERE partition = \(partition) AND shop = \(shop) ORDER BY currency, account
                """)
            let shops = try session.run("SELECT id FROM shop WHERE partition = \(partition) AND id = \(shop)")
            return (rows, !rows.isEmpty || !shops.isEmpty)
        }
        guard isKnown else { return nil }
        return try rows.compactMap { row in
            guard let account = Account(text: try row.text(0)), let currency = Currency(code: try row.text(1)) else {
                throw StoreError.corrupt("an account of a shop's book is none of ours")
            }
            let amount = Money(minorUnits: try row.integer(2), currency)
            return amount.minorUnits == 0 ? nil : Balance(account: account, amount: amount)
        }
    }
}
