import SuretyDomain
import Testing

@Suite("A hold")
struct HoldTests {
    let escrow = Account.escrow(Sample.order)
    let held = Account.held(Sample.instruction)

    @Test("takes from the payers, and remembers what from whom")
    func opening() throws {
        let (_, transfer, hold) = try opened(180, [escrow: 100, .payable: 50])
        #expect(transfer.effect == [escrow: -100, .payable: -50, .platformAdvance: -30, held: 180])
        #expect(transfer.cause == .held(Sample.order, Sample.instruction))
        #expect(hold.sources == [Posting(escrow, 100), Posting(.payable, 50), Posting(.platformAdvance, 30)])
        #expect(hold.amount == 180)
    }

    @Test("goes to the buyer as a whole, and once")
    func paidOut() throws {
        var (book, _, hold) = try opened(180, [escrow: 100, .payable: 90])
        try book.post(hold.paidOut(at: Sample.at))
        #expect(book.balances == [escrow: 0, .payable: 10, held: 0, .buyer: 180])
        let again = LedgerFault.insufficient(held, has: 0, needs: 180)
        #expect(throws: again) { try book.post(hold.paidOut(at: Sample.at)) }
        #expect(throws: again) {
            try book.post(.paidOut(Sample.yuan(180), of: Sample.instruction, at: Sample.at))
        }
        #expect(throws: again) { try book.post(hold.returned(at: Sample.at) { book[$0] }) }
    }

    @Test("goes back to those it was taken from, and once")
    func returned() throws {
        let before: [Account: Int64] = [escrow: 100, .payable: 50, .deposit(.shop): 5]
        var (book, _, hold) = try opened(180, before)
        try book.post(hold.returned(at: Sample.at) { book[$0] })
        #expect(book.balances.filter { $0.value != 0 } == before)
        let again = LedgerFault.insufficient(held, has: 0, needs: 180)
        #expect(throws: again) { try book.post(hold.returned(at: Sample.at) { book[$0] }) }
        #expect(throws: again) { try book.post(hold.paidOut(at: Sample.at)) }
    }

    @Test(
        "gives the shop what it has already paid back to the platform",
        arguments: [(0, -100, 0), (40, -60, 0), (100, 0, 0)] as [(Int64, Int64, Int64)])
    func returnedAfterRecovery(recovered: Int64, owed: Int64, payable: Int64) throws {
        var (book, _, hold) = try opened(100, [.payable: 0])
        try book.post(.paid(Sample.yuan(recovered), for: Sample.order, by: Sample.fact, at: Sample.at))
        try book.post(.released(Sample.order, at: Sample.at, .cny) { book[$0] })
        try book.post(.advanceRecovered(at: Sample.at, .cny) { book[$0] })
        #expect(book[.platformAdvance] == owed)
        #expect(book[.payable] == payable)
        try book.post(hold.returned(at: Sample.at) { book[$0] })
        #expect(book[.platformAdvance] == 0)
        #expect(book[.payable] == recovered)
        #expect(book[held] == 0)
    }

    @Test("is the only one of its instruction until it is resolved")
    func onlyOne() throws {
        var (book, _, hold) = try opened(100, [escrow: 300])
        #expect(throws: LedgerFault.alreadyHeld(Sample.instruction)) { try transfer(100, book) }
        try book.post(hold.paidOut(at: Sample.at))
        #expect(try transfer(100, book)?.effect == [escrow: -100, held: 100])
    }

    @Test("of nothing is none, and no other transfer opens one")
    func none() throws {
        #expect(try transfer(0, Book()) == nil)
        let paid = try #require(try Transfer.paid(Sample.yuan(1), for: Sample.order, by: Sample.fact, at: Sample.at))
        #expect(Hold(openedBy: paid) == nil)
    }

    private func opened(_ amount: Int64, _ balances: [Account: Int64]) throws -> (Book, Transfer, Hold) {
        var book = Book(balances)
        let transfer = try #require(try transfer(amount, book))
        try book.post(transfer)
        return (book, transfer, try #require(Hold(openedBy: transfer)))
    }

    private func transfer(_ amount: Int64, _ book: Book) throws -> Transfer? {
        try .held(
            Sample.yuan(amount), for: Sample.order, in: Sample.instruction, at: Sample.at, payers: Sample.payers
        ) { book[$0] }
    }
}
