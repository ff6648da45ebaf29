import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("Facts told in any order")
struct ArrivalTests {
    @Test("end in the same figures and verdicts", arguments: 1...Self.worlds)
    func permuted(seed: UInt64) throws {
        try comparePermutations(of: World(seed: seed), withPins: false)
    }

    @Test(
        "end in the same shares of labels, where only what checkout showed can be carried", arguments: 1...Self.worlds)
    func permutedWithPins(seed: UInt64) throws {
        var options = RulebookGenerator.Options()
        options.isNeverLit = true
        try comparePermutations(of: World(seed: seed, options: options), withPins: true)
    }

    @Test("are known when they are told again, and change nothing", arguments: 1...Self.worlds)
    func toldAgain(seed: UInt64) throws {
        let world = try World(seed: seed)
        var market = WorldRun(world, comparesPins: false).market
        let known = market.accepted
        let before = market.journals
        var chance = SeededGenerator(seed: seed)
        for outcome in market.tell((known + known).shuffled(using: &chance)) {
            guard case .duplicate = outcome else {
                Issue.record("seed \(seed): a fact told again was \(outcome)")
                continue
            }
        }
        #expect(market.journals == before, "seed \(seed)")
    }

    static let worlds = UInt64(max(3, DifferentialTests.cases / 2_000))

    private func comparePermutations(of world: World, withPins: Bool) throws {
        var chance = SeededGenerator(seed: world.seed)
        // What lies beyond the end is refused or still to come, whichever way it is told.
        var once: Set<FactKey> = []
        let facts = world.tellings.map(\.fact).filter { $0.at <= world.end && once.insert($0.key).inserted }
        let inOrder = summary(of: facts.sorted { $0.at < $1.at }, in: world, &chance, withPins: withPins)
        let atRandom = summary(of: facts.shuffled(using: &chance), in: world, &chance, withPins: withPins)
        let twice = summary(of: (facts + facts).shuffled(using: &chance), in: world, &chance, withPins: withPins)
        let atTheEnd = summary(of: facts.shuffled(using: &chance), in: world, nil, withPins: withPins)
        let backwards = summary(of: facts.sorted { $0.at > $1.at }, in: world, nil, withPins: withPins)
        for (name, other) in [
            ("at random", atRandom), ("twice", twice), ("at the end", atTheEnd), ("backwards", backwards),
        ] where other != inOrder {
            Issue.record(
                "seed \(world.seed), told \(name):\n\(other.differences(from: inOrder).joined(separator: "\n"))")
        }
    }

    /// Tells facts in their order while time goes on, or, without chance, all at the very end.
    private func summary(
        of facts: [Fact], in world: World, _ chance: inout SeededGenerator, withPins: Bool
    ) -> Summary {
        var market = MemoryMarket(library: world.library, now: world.start)
        var left = facts[...]
        while !left.isEmpty {
            let batch = left.prefix(chance.pick([1, 1, 3, 10]))
            left = left.dropFirst(batch.count)
            let earliest = (batch.map(\.at).max() ?? market.now).adding(hours: -23)
            market.move(to: max(market.now, min(earliest.adding(hours: chance.int64(in: 0...12)), world.end)))
            market.tell(Array(batch))
        }
        return finish(&market, world, withPins: withPins)
    }

    private func summary(of facts: [Fact], in world: World, _ chance: Never?, withPins: Bool) -> Summary {
        var market = MemoryMarket(library: world.library, now: world.start)
        market.move(to: world.end)
        market.tell(facts)
        return finish(&market, world, withPins: withPins)
    }

    /// A day on, so that the last mean was taken when all was known.
    private func finish(_ market: inout MemoryMarket, _ world: World, withPins: Bool) -> Summary {
        market.move(to: world.end.adding(hours: 30))
        return Summary(of: market, withPins: withPins)
    }
}

extension MemoryMarket {
    /// Every fact recorded anywhere.
    var accepted: [Fact] {
        journals.flatMap { $0 }.compactMap { entry in
            if case .factRecorded(let fact) = entry.event { fact } else { nil }
        }
    }
}
