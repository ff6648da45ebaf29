import SuretyDomain
import Testing

@Suite("Payers")
struct PayerTests {
    let book = Book([
        .escrow(Sample.order): 100, .payable: 50, .budget: 30, .deposit(.shop): 20, .deposit(.promotion): 1_000,
        .platformAdvance: -7,
    ])

    @Test("are asked in their order, each for what is missing")
    func order() throws {
        #expect(try draw(60, [.escrow, .payable]) == [Posting(.escrow(Sample.order), -60)])
        #expect(try draw(120, [.escrow, .payable]) == [Posting(.escrow(Sample.order), -100), Posting(.payable, -20)])
        #expect(try draw(120, [.payable, .escrow]) == [Posting(.payable, -50), Posting(.escrow(Sample.order), -70)])
        #expect(try draw(50, [.budget, .deposit]) == [Posting(.budget, -30), Posting(.deposit(.shop), -20)])
    }

    @Test("leave out an account that is empty")
    func empty() throws {
        let taken = try Payer.draw(Sample.yuan(10), from: [.escrow, .budget], for: OrderID("o-2")) { book[$0] }
        #expect(taken == [Posting(.budget, -10)])
    }

    @Test("are short by what all of them together lack, where the platform is not among them")
    func uncovered() throws {
        #expect(throws: LedgerFault.uncovered(missing: 1)) { try draw(51, [.budget, .deposit]) }
        #expect(throws: LedgerFault.uncovered(missing: 5)) { try draw(5, []) }
        #expect(try draw(0, []) == [])
    }

    @Test("end with the platform, which pays all the rest")
    func advance() throws {
        #expect(
            try draw(1_000, [.budget, .platformAdvance, .escrow])
                == [Posting(.budget, -30), Posting(.platformAdvance, -970)])
    }

    @Test("named twice pay once")
    func twice() throws {
        #expect(throws: LedgerFault.uncovered(missing: 1)) { try draw(31, [.budget, .budget]) }
        #expect(try draw(30, [.budget, .budget]) == [Posting(.budget, -30)])
    }

    private func draw(_ amount: Int64, _ payers: [Payer]) throws -> [Posting] {
        try Payer.draw(Sample.yuan(amount), from: payers, for: Sample.order) { book[$0] }
    }
}
