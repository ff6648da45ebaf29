import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// Plays a world through a market, comparing on the way.
struct WorldRun {
    private(set) var count = 0
    private(set) var mismatches: [String] = []
    private(set) var market: MemoryMarket

    /// `keepsTables` decides every batch a second time on loaded rows alone.
    init(_ world: World, tellings: [World.Telling]? = nil, comparesPins: Bool, keepsTables: Bool = false) {
        market = MemoryMarket(library: world.library, now: world.start, keepsTables: keepsTables)
        var batch: [Fact] = []
        for telling in tellings ?? world.tellings {
            batch.append(telling.fact)
            if telling.isHeldBack { continue }
            if telling.followsStandstill {
                market.oversleep(until: telling.toldAt)
            } else {
                market.move(to: telling.toldAt)
            }
            market.tell(batch)
            batch = []
            if telling.isChecked { compare { $0.compareMasks() } }
        }
        market.tell(batch)
        market.move(to: world.end)
        compare { comparison in
            comparison.compareMasks()
            if comparesPins { comparison.compareDecisions() }
        }
        mismatches += market.differencesOfTables
    }

    private mutating func compare(_ body: (inout Comparison) -> Void) {
        var comparison = Comparison(of: market)
        body(&comparison)
        count += comparison.count
        mismatches += comparison.mismatches
    }
}

extension World {
    /// The fewest of the tellings that still go wrong: first the shortest beginning, then one left out after another.
    func shrunk(_ goesWrong: ([Telling]) -> Bool) -> [Telling] {
        var shortest = tellings
        var (fine, wrong) = (0, tellings.count)
        while wrong - fine > 1 {
            let middle = (fine + wrong) / 2
            if goesWrong(Array(tellings.prefix(middle))) { wrong = middle } else { fine = middle }
        }
        if goesWrong(Array(tellings.prefix(wrong))) { shortest = Array(tellings.prefix(wrong)) }
        for index in shortest.indices.reversed() {
            var fewer = shortest
            fewer.remove(at: index)
            if goesWrong(fewer) { shortest = fewer }
        }
        return shortest
    }
}
