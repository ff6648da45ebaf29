package import SuretyDomain
package import SuretyRules

/// So many of so many.
package struct Tally: Hashable, Sendable {
    package var count: Int64
    package var of: Int64

    package init(count: Int64 = 0, of: Int64 = 0) {
        self.count = count
        self.of = of
    }

    package static func + (lhs: Tally, rhs: Tally) -> Tally {
        Tally(count: lhs.count + rhs.count, of: lhs.of + rhs.of)
    }
}

extension Metric.Share {
    /// What one day contributes to this share.
    package func tally(of pane: DayPane) -> Tally {
        var tally = Tally()
        for entry in pane.counts {
            if isWhole(entry.counter) { tally.of += entry.count }
            if measures(entry.counter) == of && has(trait: entry.counter) { tally.count += entry.count }
        }
        return tally
    }

    /// What one thing counted contributes; sales count for products only through the latest line of each product.
    package func tally(of review: Counted) -> Tally {
        guard of == .reviews, review.kind == .review else { return Tally() }
        return Tally(count: has(trait: .reviews(score: review.score)) ? 1 : 0, of: 1)
    }

    private func measures(_ counter: DayPane.Counter) -> Measure {
        switch counter {
        case .orders, .ordersCarrying: .orders
        case .products, .productsCarrying: .productsSold
        case .reviews: .reviews
        }
    }

    /// Whether a counter counts the whole, of which the share is taken.
    private func isWhole(_ counter: DayPane.Counter) -> Bool {
        switch (of, counter) {
        case (.orders, .orders), (.productsSold, .products), (.reviews, .reviews): true
        default: false
        }
    }

    private func has(trait counter: DayPane.Counter) -> Bool {
        switch (that, counter) {
        case (.scoreAtMost(let limit), .reviews(let score)): score <= limit
        case (.carrying(let programme), .ordersCarrying(let carried)): programme == carried
        case (.carrying(let programme), .productsCarrying(let carried)): programme == carried
        default: false
        }
    }
}
