import SuretyDomain
import Testing

@Suite("The ledger")
struct LedgerTests {
    @Test("changes the accounts of a transfer and no others")
    func posting() throws {
        let transfer = try #require(Self.transfer([(.buyer, -300), (.escrow(Sample.order), 200), (.fees, 100)]))
        #expect(transfer.accountsTouched == [.buyer, .escrow(Sample.order), .fees])
        var book = Book([.buyer: -5, .escrow(Sample.order): 5, .payable: 7, .merchant: -7])
        try book.post(transfer)
        #expect(
            book.balances == [.buyer: -305, .escrow(Sample.order): 205, .fees: 100, .payable: 7, .merchant: -7])
    }

    @Test("changes nothing where one account of many has too little")
    func allOrNothing() throws {
        let transfer = try #require(Self.transfer([(.buyer, 300), (.payable, -200), (.budget, -100)]))
        let before: [Account: Int64] = [.payable: 200, .budget: 99, .buyer: -299]
        var book = Book(before)
        #expect(throws: LedgerFault.insufficient(.budget, has: 99, needs: 100)) { try book.post(transfer) }
        #expect(book.balances == before)
    }

    @Test("takes all that is there, and not a unit more")
    func exactly() throws {
        var book = Book([.payable: 100, .merchant: -100])
        #expect(throws: LedgerFault.insufficient(.payable, has: 100, needs: 101)) {
            try book.post(.settled(Sample.yuan(101), at: Sample.at))
        }
        try book.post(.settled(Sample.yuan(100), at: Sample.at))
        #expect(book.balances == [.payable: 0, .merchant: 0])
    }

    @Test("lets nobody give back more than was advanced")
    func advances() throws {
        let transfer = try #require(Self.transfer([(.payable, -100), (.platformAdvance, 100)]))
        var book = Book([.payable: 200, .platformAdvance: -99])
        #expect(throws: LedgerFault.insufficient(.platformAdvance, has: 99, needs: 100)) { try book.post(transfer) }
    }

    @Test("holds balances up to 2⁵³ and refuses the next unit, on either side of zero")
    func range() throws {
        var book = Book()
        let most = Sample.yuan(Sample.most)
        try book.post(.paid(most, for: Sample.order, by: Sample.fact, at: Sample.at))
        #expect(book[.escrow(Sample.order)] == Sample.most)
        #expect(book[.buyer] == -Sample.most)
        #expect(throws: LedgerFault.balanceOutOfRange(.buyer)) {
            try book.post(.paid(Sample.yuan(1), for: OrderID("o-2"), by: Sample.fact, at: Sample.at))
        }
        let transfer = try #require(Self.transfer([(.merchant, -1), (.escrow(Sample.order), 1)]))
        #expect(throws: LedgerFault.balanceOutOfRange(.escrow(Sample.order))) { try book.post(transfer) }
    }

    @Test("refuses a sum that 64 bits cannot hold", arguments: [Int64.max, .min])
    func overflow(balance: Int64) throws {
        let sign: Int64 = balance > 0 ? 1 : -1
        let transfer = try #require(Self.transfer([(.buyer, sign), (.merchant, -sign)]))
        #expect(throws: LedgerFault.balanceOutOfRange(.buyer)) {
            try Ledger.post(transfer) { _ in balance }
        }
    }

    @Test("has no transfer that is empty, unbalanced, out of range, of zero, or twice to one account")
    func transfers() {
        #expect(Self.transfer([]) == nil)
        #expect(Self.transfer([(.buyer, 1)]) == nil)
        #expect(Self.transfer([(.buyer, -100), (.budget, 99)]) == nil)
        #expect(Self.transfer([(.buyer, 0), (.budget, 0)]) == nil)
        #expect(Self.transfer([(.buyer, -1), (.budget, 1), (.payable, 0)]) == nil)
        #expect(Self.transfer([(.buyer, -2), (.budget, 1), (.budget, 1)]) == nil)
        #expect(Self.transfer([(.buyer, -Sample.most), (.budget, Sample.most)]) != nil)
        #expect(Self.transfer([(.buyer, -Sample.most - 1), (.budget, Sample.most + 1)]) == nil)
        // Sums to zero only if it is taken in 64 bits.
        #expect(Self.transfer([(.buyer, .min), (.merchant, .min)]) == nil)
        #expect(Self.transfer([(.buyer, .max), (.merchant, .max), (.budget, 2)]) == nil)
    }

    private static func transfer(_ postings: [(Account, Int64)]) -> Transfer? {
        Transfer(
            cause: .budgetToppedUp, at: Sample.at, currency: .cny, postings: postings.map { Posting($0.0, $0.1) })
    }
}
