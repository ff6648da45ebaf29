import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("A journal")
struct FoldTests {
    @Test("folded from its first event gives the state that was decided on", arguments: 1...ArrivalTests.worlds)
    func fold(seed: UInt64) throws {
        let world = try World(seed: seed)
        let market = WorldRun(world, comparesPins: false).market
        for (decided, journal) in zip(market.workspaces, market.journals) {
            var folded = Workspace(
                partition: decided.partition, library: world.library, nextNumber: 1, now: world.start, isComplete: true)
            for entry in journal { folded.fold(entry.event, number: entry.number, recordedAt: entry.recordedAt) }
            #expect(folded.nextNumber == decided.nextNumber)
            expectSame(folded.shops, decided.shops, seed)
            expectSame(folded.products, decided.products, seed)
            expectSame(folded.orders, decided.orders, seed)
            expectSame(folded.promoters, decided.promoters, seed)
            expectSame(folded.copies, decided.copies, seed)
            expectSame(folded.blocks, decided.blocks, seed)
            expectSame(folded.market, decided.market, seed)
            expectSame(folded.counted, decided.counted, seed)
            expectSame(folded.inboxes, decided.inboxes, seed)
            #expect(folded.catalogues == decided.catalogues)
            // The digest of a fact as it was sent is not in the event; the store computes it again.
            #expect(standings(of: folded) == standings(of: decided), "seed \(seed)")
        }
    }

    @Test(
        "numbers its events without a gap, and its recorded time never goes back",
        arguments: 1...3 as ClosedRange<UInt64>)
    func numbers(seed: UInt64) throws {
        let market = WorldRun(try World(seed: seed), comparesPins: false).market
        for journal in market.journals {
            #expect(journal.map(\.number) == Array(1..<Int64(journal.count + 1)))
            #expect(zip(journal, journal.dropFirst()).allSatisfy { $0.recordedAt <= $1.recordedAt })
        }
    }

    private func expectSame<Key: Hashable, Value: Equatable>(
        _ folded: Cache<Key, Value>, _ decided: Cache<Key, Value>, _ seed: UInt64,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let folded = Dictionary(uniqueKeysWithValues: folded.all.map { ($0.key, $0.value) })
        let decided = Dictionary(uniqueKeysWithValues: decided.all.map { ($0.key, $0.value) })
        let differing = Set(folded.keys).union(decided.keys).filter { folded[$0] != decided[$0] }
        let first = differing.first.map { key in
            "\(key) is \(String(describing: folded[key])), was \(String(describing: decided[key]))"
        }
        #expect(first == nil, "seed \(seed)", sourceLocation: sourceLocation)
    }

    private func standings(of workspace: Workspace) -> [FactKey: [Int64]] {
        var standings: [FactKey: [Int64]] = [:]
        for (key, record) in workspace.facts.all { standings[key] = [record.number, record.standing.rawValue] }
        return standings
    }
}
