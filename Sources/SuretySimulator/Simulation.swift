package import SuretyDomain

/// A marketplace that never was, as the facts that it tells: in the order of their telling, which is that of their ids.
/// A few are told late, so `at` does not always rise. The same seed and plan give the same facts, byte for byte, on
/// every machine; nothing is kept of days that are over, so even a long simulation needs little memory.
package struct Simulation: Sequence, Sendable {
    package let seed: UInt64
    package let plan: SimulationPlan

    package init(seed: UInt64, plan: SimulationPlan) {
        self.seed = seed
        self.plan = plan
    }

    package func makeIterator() -> SimulatedFacts { SimulatedFacts(seed: seed, plan: plan) }
}

package struct SimulatedFacts: IteratorProtocol, Sendable {
    private var market: Market
    private var bucket: (facts: [Fact], order: [Int])
    private var told = 0
    private var nextDay = 0

    init(seed: UInt64, plan: SimulationPlan) {
        market = Market(seed: seed, plan: plan)
        market.planOpening()
        bucket = market.agenda.take(0)
    }

    package mutating func next() -> Fact? {
        while told == bucket.order.count {
            guard nextDay < market.plan.days else { return nil }
            market.planDay(nextDay)
            nextDay += 1
            bucket = market.agenda.take(nextDay)
            told = 0
        }
        defer { told += 1 }
        return bucket.facts[bucket.order[told]]
    }
}
