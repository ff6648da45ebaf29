package import SuretyDomain
package import SuretyEngine
import SuretyLabels
import SuretyStore

/// Tells an engine a simulated marketplace, with the clock moving along: days turn, chores fall due and deliveries are
/// made in simulated time, as they would in sixty days of service.
///
/// The engine must have been opened with surroundings of the same clock, set to the plan's start.
package struct SimulationRun {
    private let simulation: Simulation
    private let engine: Engine
    private let clock: VirtualClock

    package init(_ simulation: Simulation, on engine: Engine, clock: VirtualClock) {
        self.simulation = simulation
        self.engine = engine
        self.clock = clock
    }

    /// How far a run has come.
    package struct Progress: Hashable, Sendable {
        package var facts = 0
        /// The simulated instant.
        package var at: Instant
        /// The share of the simulated time that is over, in thousandths.
        package var perMille = 0
    }

    /// Records every fact and does every chore up to the plan's end, and answers how many facts there were. Blocks.
    ///
    /// Throws where the engine does not take a fact: a simulation tells nothing that may be refused.
    @discardableResult
    package func run(progress: (Progress) -> Void = { _ in }) throws -> Int {
        let intake = Intake(engine)
        let chores = ChoreRunner(engine)
        var done = Progress(at: simulation.plan.start)
        var chunk: [Fact] = []
        var until = simulation.plan.start
        // The clock shows the latest instant told of; late facts do not turn it back.
        var told = simulation.plan.start
        for fact in simulation {
            if fact.at >= until || chunk.count == SimulationRun.longestChunk {
                try record(&chunk, at: told, intake, chores, &done, progress)
                // Hours in which nothing happens are passed over, midnights are not.
                while fact.at >= until {
                    if SimulationRun.isMidnight(until, simulation.plan.zone) {
                        clock.advance(to: until)
                        try chores.runUntilIdle()
                    }
                    until = until.adding(hours: SimulationRun.hoursOfChunk)
                }
            }
            told = max(told, fact.at)
            chunk.append(fact)
        }
        try record(&chunk, at: told, intake, chores, &done, progress)
        try record(&chunk, at: simulation.plan.end, intake, chores, &done, progress)
        return done.facts
    }

    private func record(
        _ chunk: inout [Fact], at instant: Instant, _ intake: Intake, _ chores: ChoreRunner, _ done: inout Progress,
        _ progress: (Progress) -> Void
    ) throws {
        clock.advance(to: instant)
        for (fact, answer) in zip(chunk, try intake.record(chunk)) { try check(answer, to: fact) }
        try chores.runUntilIdle()
        done.facts += chunk.count
        chunk.removeAll(keepingCapacity: true)
        done.at = clock.now
        let plan = simulation.plan
        let length = max(1, plan.end.milliseconds - plan.start.milliseconds)
        done.perMille = Int((done.at.milliseconds - plan.start.milliseconds) * 1_000 / length)
        progress(done)
    }

    private func check(_ answer: Intake.Answer, to fact: Fact) throws {
        switch answer {
        case .outcome(.accepted), .outcome(.duplicate), .outcome(.replayed): return
        case .outcome(.refused(let refusal)): throw SimulationRefused(fact: fact.id, refusal: refusal.code)
        case .fault(let error): throw error
        }
    }

    private static func isMidnight(_ instant: Instant, _ zone: Zone) -> Bool { zone.timeOfDay(instant) == 0 }

    private static let longestChunk = 1_000
    private static let hoursOfChunk: Int64 = 6
}

/// The engine refused what the simulated marketplace told it.
package struct SimulationRefused: Error, Hashable {
    package let fact: FactID
    package let refusal: String
}
