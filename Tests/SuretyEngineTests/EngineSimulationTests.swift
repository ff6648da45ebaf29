import Foundation
import SuretyStoreSQLite
import SuretyTestKit
import Testing

/// The engine under seeds. `SURETY_SEEDS` says how many, `SURETY_SEED` runs a single one again.
@Suite(.serialized) struct EngineSimulationTests {
    @Test("Under any seed nothing acknowledged is lost, nothing is doubled, and the state is what the journal makes it")
    func seeds() throws {
        var failures: [String] = []
        for seed in Self.seeds {
            do {
                _ = try EngineSimulation(seed: seed).run()
            } catch let failure as SimulationFailure {
                failures.append(failure.description)
            }
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["SURETY_SEED"].flatMap(UInt64.init) { return [one] }
        let count = environment["SURETY_SEEDS"].flatMap(UInt64.init) ?? 12
        return Array(1...max(1, count))
    }()
}
