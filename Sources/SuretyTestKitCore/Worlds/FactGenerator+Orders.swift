import SuretyDomain

/// The stories of orders: paid, perhaps dispatched, refunded before or after, reviewed, marked as brushing, paid twice.
extension FactGenerator {
    mutating func order(_ order: OrderID) {
        let shop = chance.pick(Pools.shops)
        let paidAt = instant()
        let paid = payment(of: order, shop)
        add(.orderPaid(paid), at: paidAt)
        if chance.percent(8) { add(.orderPaid(payment(of: order, shop)), at: chance.bool() ? paidAt : instant()) }
        let dispatchedAt = chance.percent(60) ? after(paidAt) : nil
        if let dispatchedAt {
            add(.orderStepped(.init(shop: shop, order: order, step: .dispatched)), at: dispatchedAt)
        }
        for line in paid.lines where chance.percent(25) { refund(line, of: order, shop, paidAt, dispatchedAt) }
        for _ in 0..<chance.pick([0, 0, 1, 1, 1, 1, 2]) {
            let review = OrderReviewed(shop: shop, order: order, score: chance.pick([1, 2, 3, 5, 5]))
            add(.orderReviewed(review), at: chance.percent(90) ? after(paidAt) : instant())
        }
        if chance.percent(12) { add(.brushingMarked(shop: shop, order: order), at: after(paidAt)) }
    }

    /// In full or in part, in one or in two; before dispatch, at the same instant, or after.
    private mutating func refund(
        _ line: PaidLine, of order: OrderID, _ shop: ShopID, _ paidAt: Instant, _ dispatchedAt: Instant?
    ) {
        let at: Instant
        switch chance.int(in: 0...3) {
        case 0: at = dispatchedAt ?? after(paidAt)
        case 1: at = (dispatchedAt ?? after(paidAt)).adding(milliseconds: -1)
        default: at = after(paidAt)
        }
        let less = max(line.paid - 1, 0)
        let parts = chance.pick([[line.paid], [line.paid], [less], [less, 1]])
        for amount in parts {
            let refund = LineRefunded(shop: shop, order: order, line: line.line, amount: amount, currency: .cny)
            add(.lineRefunded(refund), at: at)
        }
    }

    private mutating func payment(of order: OrderID, _ shop: ShopID) -> OrderPaid {
        let lines = lines(of: shop)
        let isShown = chance.percent(20)
        let shown = isShown ? chance.some(lines, percent: 70).map { ShownLabel(line: $0.line, programme: label()) } : []
        return OrderPaid(
            shop: shop, order: order, checkout: nil, consumer: chance.pick(Pools.consumers),
            promoter: chance.percent(35) ? chance.pick(Pools.promoters) : nil, room: nil, currency: .cny, lines: lines,
            shown: shown)
    }

    private mutating func label() -> ProgrammeKey { chance.pick(Pools.programmes) }

    mutating func lines(of shop: ShopID) -> [PaidLine] {
        Pools.lines.prefix(chance.pick([1, 1, 2, 3])).map { line in
            PaidLine(
                line: line, product: chance.pick(Pools.products), quantity: 1, paid: chance.pick([0, 1, 999, 5_000]),
                freight: 0)
        }
    }

    /// From at once to four days later, often on a day's edge.
    private mutating func after(_ start: Instant) -> Instant {
        let zone = Almanacs.china
        switch chance.int(in: 0...3) {
        case 0: return zone.start(of: zone.day(of: start).adding(days: chance.int64(in: 1...3)))
        case 1: return start
        default: return start.adding(milliseconds: chance.int64(in: 0...4 * Instant.millisecondsPerDay))
        }
    }
}
