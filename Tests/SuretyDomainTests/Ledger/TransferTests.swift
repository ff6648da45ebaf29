import SuretyDomain
import Testing

@Suite("A transfer")
struct TransferTests {
    let escrow = Account.escrow(Sample.order)

    @Test("of a payment goes from the buyer into the order's escrow, and says so")
    func paid() throws {
        let paid = try #require(
            try Transfer.paid(Sample.yuan(300), for: Sample.order, by: Sample.fact, at: Sample.at))
        #expect(paid.effect == [.buyer: -300, escrow: 300])
        #expect(paid.cause == .paid(Sample.order, Sample.fact))
        #expect(paid.at == Sample.at)
        #expect(paid.currency == .cny)
    }

    @Test("names the order whose payments or refunds it is about")
    func order() throws {
        let book = Book([escrow: 300])
        #expect(try corrected(by: -1, book)?.cause.order == Sample.order)
        #expect(try refunded(1, book)?.cause.order == Sample.order)
        #expect(try refundCorrected(by: -1, book)?.cause.order == Sample.order)
        #expect(Transfer.released(Sample.order, at: Sample.at, .cny) { book[$0] }?.cause.order == nil)
    }

    @Test("of nothing is none")
    func nothing() throws {
        let (zero, fact, at) = (Sample.yuan(0), Sample.fact, Sample.at)
        #expect(try Transfer.paid(zero, for: Sample.order, by: fact, at: at) == nil)
        #expect(try corrected(by: 0, Book()) == nil)
        #expect(try refunded(0, Book()) == nil)
        #expect(try refundCorrected(by: 0, Book()) == nil)
        #expect(Transfer.released(Sample.order, at: at, .cny, balance: Self.empty) == nil)
        #expect(Transfer.closed(Sample.order, at: at, .cny, balance: Self.empty) == nil)
        #expect(try Transfer.depositStated(zero, by: fact, at: at, balance: Self.empty) == nil)
        #expect(try Transfer.budgetToppedUp(by: zero, at: at) == nil)
        #expect(Transfer.advanceRecovered(at: at, .cny, balance: Self.empty) == nil)
        #expect(try Transfer.settled(zero, at: at) == nil)
    }

    @Test("of an amount below zero, or above 2⁵³, is refused", arguments: [-1, Sample.most + 1, .min, .max])
    func outOfRange(amount: Int64) {
        let (money, fact, at) = (Sample.yuan(amount), Sample.fact, Sample.at)
        let fault = LedgerFault.amountOutOfRange(amount)
        #expect(throws: fault) { try Transfer.paid(money, for: Sample.order, by: fact, at: at) }
        #expect(throws: fault) { try refunded(amount, Book()) }
        #expect(throws: fault) { try Transfer.depositStated(money, by: fact, at: at, balance: Self.empty) }
        #expect(throws: fault) { try Transfer.budgetToppedUp(by: money, at: at) }
        #expect(throws: fault) { try Transfer.settled(money, at: at) }
        #expect(throws: fault) {
            try Payer.draw(money, from: Sample.payers, for: Sample.order, balance: Self.empty)
        }
        guard amount != -1 else { return }
        #expect(throws: fault) { try corrected(by: amount, Book()) }
        #expect(throws: fault) { try refundCorrected(by: amount, Book()) }
    }

    @Test("of a payment corrected adds to escrow, or takes from the payers what was not paid")
    func paymentCorrected() throws {
        let book = Book([escrow: 300, .payable: 50])
        #expect(try corrected(by: 100, book)?.effect == [.buyer: -100, escrow: 100])
        #expect(try corrected(by: -300, book)?.effect == [.buyer: 300, escrow: -300])
        #expect(
            try corrected(by: -400, book)?.effect
                == [.buyer: 400, escrow: -300, .payable: -50, .platformAdvance: -50])
    }

    @Test("of a refund told takes from the payers, and of one corrected puts back into escrow")
    func refundTold() throws {
        let book = Book([escrow: 100, .deposit(.shop): 1_000, .deposit(.promotion): 1_000, .budget: 1_000])
        #expect(try refunded(150, book)?.effect == [.buyer: 150, escrow: -100, .deposit(.shop): -50])
        #expect(try refundCorrected(by: 150, book)?.effect == [.buyer: 150, escrow: -100, .deposit(.shop): -50])
        #expect(try refundCorrected(by: -70, book)?.effect == [.buyer: -70, escrow: 70])
    }

    @Test("releases an order's escrow, and closes an order, as a whole")
    func releasing() {
        let book = Book([escrow: 300, .escrow(OrderID("o-2")): 40])
        let released = Transfer.released(Sample.order, at: Sample.at, .cny) { book[$0] }
        #expect(released?.effect == [escrow: -300, .payable: 300])
        let closed = Transfer.closed(Sample.order, at: Sample.at, .cny) { book[$0] }
        #expect(closed?.effect == [escrow: -300, .buyer: 300])
    }

    @Test(
        "brings a deposit to where it is stated to be",
        arguments: [(0, 500, 500), (500, 200, -300), (200, 0, -200), (0, Sample.most, Sample.most)]
            as [(Int64, Int64, Int64)])
    func deposit(before: Int64, stated: Int64, difference: Int64) throws {
        for kind in DepositKind.allCases {
            let transfer = try Transfer.depositStated(Sample.yuan(stated), on: kind, by: Sample.fact, at: Sample.at) {
                $0 == .deposit(kind) ? before : 0
            }
            #expect(transfer?.effect == [.merchant: -difference, .deposit(kind): difference])
        }
    }

    @Test(
        "gives back what was advanced, as far as the payable goes",
        arguments: [(100, 300, 100), (300, 100, 100), (100, 100, 100), (100, 0, 0), (0, 100, 0)]
            as [(Int64, Int64, Int64)])
    func recovery(owed: Int64, payable: Int64, recovered: Int64) {
        let book = Book([.platformAdvance: -owed, .payable: payable])
        let transfer = Transfer.advanceRecovered(at: Sample.at, .cny) { book[$0] }
        #expect(
            (transfer?.effect ?? [:]) == (recovered == 0 ? [:] : [.payable: -recovered, .platformAdvance: recovered]))
    }

    @Test("moves the shop's own money into the budget and out of the payable")
    func ownMoney() throws {
        #expect(
            try Transfer.budgetToppedUp(by: Sample.yuan(9), at: Sample.at)?.effect == [.merchant: -9, .budget: 9])
        #expect(try Transfer.settled(Sample.yuan(9), at: Sample.at)?.effect == [.payable: -9, .merchant: 9])
    }

    private static func empty(_: Account) -> Int64 { 0 }

    private func corrected(by difference: Int64, _ book: Book) throws -> Transfer? {
        try .paymentCorrected(
            by: Sample.yuan(difference), for: Sample.order, by: Sample.fact, at: Sample.at, payers: Sample.payers
        ) { book[$0] }
    }

    private func refunded(_ amount: Int64, _ book: Book) throws -> Transfer? {
        try .refundTold(
            Sample.yuan(amount), of: LineID("1"), for: Sample.order, by: Sample.fact, at: Sample.at,
            payers: Sample.payers
        ) { book[$0] }
    }

    private func refundCorrected(by difference: Int64, _ book: Book) throws -> Transfer? {
        try .refundCorrected(
            by: Sample.yuan(difference), of: LineID("1"), for: Sample.order, by: Sample.fact, at: Sample.at,
            payers: Sample.payers
        ) { book[$0] }
    }
}
