import SuretyDomain
import SuretyTestKitCore

/// One order, told of sentence by sentence.
struct OrderScene {
    static let paidAt = Almanacs.at(2022, 2, 25, 10)

    private(set) var order = Order()
    private var told = 0

    /// One line of 3 units for 100.00 with 10.00 of freight, unless a test says otherwise; all rights promised on all.
    init(
        _ lines: [PaidLine] = [.line(quantity: 3, paid: 10_000, freight: 1_000)], at instant: Instant = paidAt,
        currency: Currency = .cny, rights: [RightKey] = [.sevenDayReturn, .instantRefund, .platformRefund]
    ) {
        let paid = OrderPaid(
            shop: "shop", order: "order", checkout: nil, consumer: "buyer", promoter: nil, room: nil,
            currency: currency,
            lines: lines, shown: [])
        let fact = tell(.orderPaid(paid), at: instant)
        let pinned = lines.map { PinnedLine(line: $0.line, labels: [], rights: rights) }
        order.pins[fact.key] = Pin(fact: fact.key, book: "book", lines: pinned)
    }

    @discardableResult
    mutating func tell(_ body: FactBody, at instant: Instant) -> Fact {
        told += 1
        let fact = Fact(id: FactID("fact-\(1_000 + told)"), source: "market", at: instant, body: body)
        order.change(.gained, fact)
        return fact
    }

    @discardableResult
    mutating func step(
        _ step: OrderStep, at instant: Instant, parcel: ParcelID? = nil, by signer: Signer? = nil
    ) -> Fact {
        let body = OrderStepped(shop: "shop", order: "order", step: step, parcel: parcel, signedBy: signer)
        return tell(.orderStepped(body), at: instant)
    }

    mutating func refund(_ line: LineID, _ amount: Int64, at instant: Instant) {
        let body = LineRefunded(shop: "shop", order: "order", line: line, amount: amount, currency: .cny)
        tell(.lineRefunded(body), at: instant)
    }

    mutating func retract(_ fact: Fact) { order.change(.lost, fact) }

    /// What time has done to it.
    mutating func pass(_ change: (inout OrderProgress) -> Void) { change(&order.clock) }

    func judge(
        _ claim: Claim, under guarantee: Guarantee = .sevenDayReturn, at instant: Instant, cases: [Case] = [],
        standing: Standing = .good
    ) throws(CaseRefusal) -> CaseOpening {
        try order.judge(
            claim, at: instant,
            ClaimContext(
                guarantee: guarantee, guaranteeBook: "then", procedureBook: "now", almanac: Almanacs.ordinary,
                cases: cases, standing: StandingSeen(standing: standing, number: 7)))
    }
}

extension PaidLine {
    static func line(_ line: LineID = "line", quantity: Int64 = 1, paid: Int64, freight: Int64 = 0) -> PaidLine {
        PaidLine(line: line, product: "product", quantity: quantity, paid: paid, freight: freight)
    }
}

extension ClaimedUnits {
    static func units(_ quantity: Int64, of line: LineID = "line") -> ClaimedUnits {
        ClaimedUnits(line: line, quantity: quantity)
    }
}

extension Instant {
    var justBefore: Instant { adding(milliseconds: -1) }
}
