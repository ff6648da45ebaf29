import Foundation
import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

/// Two readings of the same rules: the engine's, and one that counts everything anew. `SURETY_CASES` says how many
/// verdicts to compare, `SURETY_SEED` from which seed on.
@Suite("Under any rulebook and any facts")
struct DifferentialTests {
    static let cases = ProcessInfo.processInfo.environment["SURETY_CASES"].flatMap { Int($0) } ?? 3_000
    static let firstSeed = ProcessInfo.processInfo.environment["SURETY_SEED"].flatMap { UInt64($0) } ?? 1

    @Test("every mask is what the rules say of the facts known")
    func masks() throws {
        try compare(comparesPins: false, options: .init())
    }

    @Test("every pin is what the rules said at the instant of payment, of the facts known when it was told")
    func pins() throws {
        var options = RulebookGenerator.Options()
        options.gatesProductsOnSales = false
        try compare(comparesPins: true, options: options)
    }

    @Test("a batch on loaded rows decides as one on the whole state")
    func loadedRows() throws {
        try compare(comparesPins: false, options: .init(), keepsTables: true)
    }

    private func compare(
        comparesPins: Bool, options: RulebookGenerator.Options, keepsTables: Bool = false
    ) throws {
        var count = 0
        var seed = Self.firstSeed
        while count < Self.cases {
            let world = try World(seed: seed, options: options)
            let run = { WorldRun(world, tellings: $0, comparesPins: comparesPins, keepsTables: keepsTables) }
            let result = run(world.tellings)
            count += result.count
            if !result.mismatches.isEmpty {
                let fewest = world.shrunk { !run($0).mismatches.isEmpty }
                Issue.record(
                    """
                    after \(fewest.map { "\($0)" }.joined(separator: "\n"))
                    under \(world.library.versions.map { "\($0.key.text) \($0.from)..\(String(describing: $0.until))" })
                    seed \(seed): \(run(fewest).mismatches.first ?? "")
                    """)
                return
            }
            seed += 1
        }
        print("compared \(count) verdicts, seeds \(Self.firstSeed)..<\(seed)")
    }
}
