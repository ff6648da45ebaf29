import SuretyDomain
import Testing

@Suite("An account")
struct AccountTests {
    /// Every account, its stored text, and whether its balance may be below and above zero.
    static let accounts: [(Account, text: String, below: Bool, above: Bool)] = [
        (.escrow(OrderID("o-1")), "escrow/o-1", false, true),
        (.payable, "payable", false, true),
        (.deposit(.shop), "deposit/shop", false, true),
        (.deposit(.promotion), "deposit/promotion", false, true),
        (.budget, "budget", false, true),
        (.fees, "fees", true, true),
        (.commissions, "commissions", true, true),
        (.held(InstructionID("i-1")), "held/i-1", false, true),
        (.buyer, "buyer", true, true),
        (.carrier, "carrier", true, true),
        (.merchant, "merchant", true, true),
        (.platformAdvance, "platform-advance", true, false),
        (.platformSubsidy, "platform-subsidy", true, true),
        (.penalties, "penalties", true, true),
    ]

    @Test("keeps its stored text, and is read back from it", arguments: accounts.map { ($0.0, $0.text) })
    func text(account: Account, text: String) {
        #expect(account.text == text)
        #expect(Account(text: text) == account)
    }

    @Test(
        "of an id with slashes, or of 64 bytes, is read back",
        arguments: ["a/b", "/", String(repeating: "é", count: 32)])
    func ids(id: String) {
        for account in [Account.escrow(OrderID(id)), .held(InstructionID(id))] {
            #expect(Account(text: account.text) == account)
        }
    }

    @Test(
        "is not read from any other text",
        arguments: [
            "", "escrow", "escrow/", "held/", "Payable", "payable/", "deposit", "deposit/other", "buyer/b-1",
            "platformAdvance", "escrow/" + String(repeating: "x", count: 65),
        ])
    func noAccount(text: String) {
        #expect(Account(text: text) == nil)
    }

    @Test("is one of those that a book has exactly one of, or has an id")
    func plain() {
        let plain = Self.accounts.map(\.0).filter { !$0.text.hasPrefix("escrow/") && !$0.text.hasPrefix("held/") }
        #expect(Set(Account.plain) == Set(plain))
        #expect(Account.plain.count == plain.count)
    }

    @Test("is bounded on the side where a balance would mean nothing", arguments: accounts.indices)
    func bound(index: Int) throws {
        let (account, _, below, above) = Self.accounts[index]
        let other: Account = account == .buyer ? .merchant : .buyer
        for (amount, isAllowed, has) in [(Int64(-1), below, Int64(0)), (1, above, 0)] {
            let transfer = try #require(
                Transfer(
                    cause: .budgetToppedUp, at: Sample.at, currency: .cny,
                    postings: [Posting(other, -amount), Posting(account, amount)]))
            var book = Book()
            if isAllowed {
                try book.post(transfer)
                #expect(book[account] == amount)
            } else {
                #expect(throws: LedgerFault.insufficient(account, has: has, needs: 1)) { try book.post(transfer) }
                #expect(book.balances.isEmpty)
            }
        }
    }
}
