import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretySimulator
import SuretyStore
import SuretyWire

struct SimulateCommand: ParsableCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract:
            "Fill a database with a simulated marketplace, or print its facts. The same seed tells the same facts.")

    enum Preset: String, ExpressibleByArgument, CaseIterable { case demo, load }

    @OptionGroup var options: DatabaseOptions
    @Option(help: "demo: sixty days ending now; load: as many orders as --orders says.") var preset: Preset = .demo
    @Option(help: "For load: how many orders.") var orders = 10_000
    @Option(help: "What everything is drawn from.") var seed: UInt64 = 1
    @Option(help: "For demo: the instant it ends at; now by default.") var end: String?
    @Flag(help: "Print the facts, one a line, and touch no database.") var print = false

    func execute(_ console: Console) throws -> ExitStatus {
        let simulation = Simulation(seed: seed, plan: try plan())
        if print {
            for fact in simulation { console.out(String(decoding: FactCodec.encode(fact), as: UTF8.self) + "\n") }
            return .done
        }
        let clock = VirtualClock(at: simulation.plan.start)
        var surroundings = Surroundings.live
        surroundings.now = { clock.now }
        let engine = try Engine(
            database: try options.address.open(console), library: try options.library(console),
            surroundings: surroundings)
        defer { try? engine.database.close() }
        let facts = try SimulationRun(simulation, on: engine, clock: clock).run { progress in
            console.progress(
                "simulated \(RFC3339.format(progress.at, in: simulation.plan.zone).prefix(10)): "
                    + "\(progress.facts) facts, \(progress.perMille / 10)%")
        }
        console.endProgress()
        console.out("\(facts) facts of \(simulation.plan.shops) shops, \(simulation.plan.orders) orders\n")
        return .done
    }

    private func plan() throws -> SimulationPlan {
        switch preset {
        case .demo: return .demo(endingAt: try Text.instant(end, "--end") ?? .now)
        case .load: return .load(orders: orders)
        }
    }
}
