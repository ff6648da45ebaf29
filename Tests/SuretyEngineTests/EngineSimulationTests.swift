import Foundation
import SuretyStoreSQLite
import SuretyTestKit
import Testing

/// The engine under seeds. `SURETY_SEEDS` says how many, `SURETY_SEED` runs a single one again.
@Suite struct EngineSimulationTests {
    @Test(
        "Under any seed nothing acknowledged is lost, nothing is doubled, and the state is what the journal makes it",
        arguments: 0..<lanes)
    func seeds(lane: Int) throws {
        var total = EngineSimulation.Report()
        let seeds = Self.seeds.filter { Int($0) % Self.lanes == lane % Self.lanes || Self.seeds.count == 1 }
        for seed in seeds where lane == 0 || Self.seeds.count > 1 {
            do {
                let report = try EngineSimulation(seed: seed).run()
                total.restarts += report.restarts
                total.faults += report.faults
                total.chores += report.chores
            } catch let failure as SimulationFailure {
                Issue.record("\(failure)")
            }
        }
        // A run in which nothing went wrong would show nothing.
        if seeds.count > 4 { #expect(total.restarts > 10 && total.faults > 5 && total.chores > 100, "\(total)") }
    }

    @Test("The same seed gives the same journals, byte for byte, and asks the same of the disk")
    func determinism() throws {
        let reports = try (UInt64(1)...3).map { seed in
            let first = try EngineSimulation(seed: seed).run()
            let second = try EngineSimulation(seed: seed).run()
            #expect(first == second)
            return first
        }
        #expect(Set(reports.map(\.journal)).count == 3, "the seed changes nothing")
        #expect(reports.allSatisfy { $0.facts > 50 && $0.events > 300 }, "\(reports)")
    }

    @Test("With less than synchronous=FULL the same runs do lose what was acknowledged, so these tests can fail")
    func control() {
        let losses = (UInt64(1)...6).filter { seed in
            (try? EngineSimulation(seed: seed, synchronous: .off).run()) == nil
        }
        #expect(losses.count > 3, "\(losses)")
    }

    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["SURETY_SEED"].flatMap(UInt64.init) { return [one] }
        let count = environment["SURETY_SEEDS"].flatMap(UInt64.init) ?? 6
        return Array(1...max(1, count))
    }()

    /// Each lane is a thread of its own; a simulation never leaves its.
    private static let lanes = max(1, ProcessInfo.processInfo.activeProcessorCount)
}
