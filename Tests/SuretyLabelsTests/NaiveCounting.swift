import SuretyDomain
import SuretyLabels
import SuretyRules

/// A pin as decided: for which shop's order.
struct NaivePin: Hashable {
    let shop: ShopID
    let order: OrderID
    let pin: Pin
}

/// Orders, sales and reviews, put together anew from facts and pins. What an order counts for is judged by all that is
/// known of it; when it counts, by its payment or its review.
struct NaiveCounting {
    private let facts: [Fact]
    private let pins: [NaivePin]

    init(_ evaluator: NaiveEvaluator) { self.init(facts: evaluator.facts, pins: evaluator.pins) }

    init(facts: [Fact], pins: [NaivePin]) {
        self.facts = facts
        self.pins = pins
    }

    struct Sale {
        let order: OrderID
        let line: PaidLine
        let at: Instant
        let carrying: [ProgrammeKey]
    }

    func share(_ share: Metric.Share, of shop: ShopID, in window: ClosedRange<Instant>) -> Tally {
        switch share.of {
        case .reviews: reviews(share.that, of: shop, in: window)
        case .orders: orders(share.that, of: shop, in: window)
        case .productsSold: productsSold(share.that, of: shop, in: window)
        }
    }

    private func reviews(_ trait: Trait, of shop: ShopID, in window: ClosedRange<Instant>) -> Tally {
        var tally = Tally()
        for order in paidOrders(of: shop) {
            let told = facts.filter { fact in
                if case .orderReviewed(let body) = fact.body { body.shop == shop && body.order == order } else { false }
            }
            guard let last = told.max(by: NaiveEvaluator.isBefore), window.contains(last.at) else { continue }
            guard case .orderReviewed(let review) = last.body else { continue }
            tally.of += 1
            if case .scoreAtMost(let limit) = trait, review.score <= limit { tally.count += 1 }
        }
        return tally
    }

    private func orders(_ trait: Trait, of shop: ShopID, in window: ClosedRange<Instant>) -> Tally {
        var tally = Tally()
        for order in paidOrders(of: shop) {
            let lines = sales(of: order, shop)
            guard let first = lines.first, window.contains(first.at) else { continue }
            tally.of += 1
            if case .carrying(let programme) = trait, lines.allSatisfy({ $0.carrying.contains(programme) }) {
                tally.count += 1
            }
        }
        return tally
    }

    private func productsSold(_ trait: Trait, of shop: ShopID, in window: ClosedRange<Instant>) -> Tally {
        var tally = Tally()
        let sold = paidOrders(of: shop).flatMap { sales(of: $0, shop) }
        for product in Set(sold.map(\.line.product)) {
            let ofProduct = sold.filter { $0.line.product == product && $0.at <= window.upperBound }
            guard let last = ofProduct.max(by: NaiveCounting.isBefore), window.contains(last.at) else { continue }
            tally.of += 1
            if case .carrying(let programme) = trait, last.carrying.contains(programme) { tally.count += 1 }
        }
        return tally
    }

    private static func isBefore(_ left: Sale, _ right: Sale) -> Bool {
        if left.at != right.at { return left.at < right.at }
        let (mine, other) = ("\(left.order.text)#\(left.line.line.text)", "\(right.order.text)#\(right.line.line.text)")
        return Array(mine.utf8).lexicographicallyPrecedes(Array(other.utf8))
    }

    /// Orders known to be paid and not brushed.
    private func paidOrders(of shop: ShopID) -> Set<OrderID> {
        var paid: Set<OrderID> = []
        for fact in facts { if case .orderPaid(let body) = fact.body, body.shop == shop { paid.insert(body.order) } }
        return paid.filter { order in !facts.contains { $0.body == .brushingMarked(shop: shop, order: order) } }
    }

    /// The lines of an order that count: those not refunded in full before the first dispatch.
    private func sales(of order: OrderID, _ shop: ShopID) -> [Sale] {
        let payments = facts.compactMap { fact -> (fact: Fact, paid: OrderPaid)? in
            guard case .orderPaid(let paid) = fact.body, paid.shop == shop, paid.order == order else { return nil }
            return (fact, paid)
        }
        guard let (payment, paid) = payments.min(by: { NaiveEvaluator.isBefore($0.fact, $1.fact) }) else { return [] }
        let dispatchedAt = facts.filter { fact in
            guard case .orderStepped(let step) = fact.body else { return false }
            return step.shop == shop && step.order == order && step.step == .dispatched
        }.map(\.at).min()
        let pin = pins.first { $0.shop == shop && $0.order == order && $0.pin.fact == payment.key }?.pin
        return paid.lines.filter { line in
            let refunds = facts.compactMap { fact -> Int64? in
                guard case .lineRefunded(let refund) = fact.body, refund.shop == shop, refund.order == order else {
                    return nil
                }
                let isBefore = dispatchedAt.map { fact.at < $0 } ?? true
                return refund.line == line.line && isBefore ? refund.amount : nil
            }
            let refunded = refunds.reduce(0, +)
            return refunded == 0 || refunded < line.paid
        }.map { line in
            let labels = pin?.lines.filter { $0.line == line.line }.flatMap(\.labels) ?? []
            return Sale(order: order, line: line, at: payment.at, carrying: labels.map(\.programme))
        }
    }
}
