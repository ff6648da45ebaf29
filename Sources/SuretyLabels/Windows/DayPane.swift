package import SuretyDomain

/// What was counted on one day of the rulebook's zone.
package struct DayPane: Hashable, Sendable {
    package private(set) var counts: [Count] = []

    package init() {}

    /// Restores a pane from the counts of one.
    package init(restoring counts: [Count]) { self.counts = counts }

    package struct Count: Hashable, Sendable {
        package let counter: Counter
        package var count: Int64

        package init(counter: Counter, count: Int64) {
            self.counter = counter
            self.count = count
        }
    }

    package enum Counter: Hashable, Sendable {
        case orders
        case ordersCarrying(ProgrammeKey)
        /// Products whose latest counted line was paid on this day.
        case products
        case productsCarrying(ProgrammeKey)
        case reviews(score: Int)
    }

    package var isEmpty: Bool { counts.isEmpty }

    package mutating func add(_ delta: Int64, to counter: Counter) {
        if let index = counts.firstIndex(where: { $0.counter == counter }) {
            counts[index].count += delta
            if counts[index].count == 0 { counts.remove(at: index) }
        } else {
            // In the order of the counters, so that equal counts are equal panes, whatever came first.
            let index = counts.firstIndex { counter < $0.counter } ?? counts.count
            counts.insert(Count(counter: counter, count: delta), at: index)
        }
    }
}

extension DayPane.Counter: Comparable {
    package static func < (lhs: Self, rhs: Self) -> Bool {
        switch (lhs, rhs) {
        case (.reviews(let left), .reviews(let right)): left < right
        case (.ordersCarrying(let left), .ordersCarrying(let right)): left < right
        case (.productsCarrying(let left), .productsCarrying(let right)): left < right
        default: lhs.rank < rhs.rank
        }
    }

    private var rank: Int {
        switch self {
        case .orders: 1
        case .ordersCarrying: 2
        case .products: 3
        case .productsCarrying: 4
        case .reviews: 5
        }
    }
}
