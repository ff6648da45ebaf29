import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyStore
package import SuretyStoreSQLite
import SuretyTestKitCore

/// The real engine under one seed: a small market tells its facts, time passes, chores run, and the disk fails and the
/// power goes at any moment. After every step the journals are held to what they promise, and after every restart the
/// state is rebuilt from them and compared.
///
/// Everything happens on one thread and all chance comes from the seed, so that a failed run can be had again. It is to
/// grow with the engine: a new kind of fact belongs in `SimulatedMarket`, a new thing that happens in `Step`, a new
/// promise in `JournalWatch` or `Verifier`.
package final class EngineSimulation {
    private let seed: UInt64
    private let synchronous: SQLiteDatabase.Synchronous
    var chance: SeededGenerator
    let world: VirtualWorld
    let disk: SimulatedDisk
    var market: SimulatedMarket
    var records = SenderRecords()
    var watch = JournalWatch()
    let provider: ScriptedProvider
    private var library: RulebookLibrary
    /// The process; nil while there is none.
    private var engine: Engine?
    /// Requests sent under a key, with what was first answered.
    var requests: [KeyedRequest] = []
    var caseRequests: [CaseRequest] = []
    /// Failed fsyncs before the process began.
    private var failedSyncsBefore = 0
    package var report = Report()

    /// What a run came to: equal for equal seeds.
    package struct Report: Hashable, Sendable {
        package var events: Int64 = 0
        package var facts = 0
        package var restarts = 0
        /// Chores fired and messages delivered.
        package var chores = 0
        /// Calls that the disk made fail.
        package var faults = 0
        /// Cases opened, terms that ended by themselves, and payments made.
        package var cases = 0
        package var terms = 0
        package var paid = 0
        /// Digest of the journals of all partitions.
        package var journal = ""
        /// Digest of everything that the disk was asked to do.
        package var disk: UInt64 = 0

        package init() {}
    }

    /// What is not `.full` loses what it acknowledges, which a test of these tests wants to see.
    package init(seed: UInt64, synchronous: SQLiteDatabase.Synchronous = .full) throws {
        self.seed = seed
        self.synchronous = synchronous
        chance = SeededGenerator(seed: seed)
        // Around the day on which the second version of Trust Buy came into force.
        let start = Instant(milliseconds: 1_663_776_000_000 + chance.int64(in: 0...2 * Instant.millisecondsPerDay))
        world = VirtualWorld(seed: chance.next(), now: start)
        disk = SimulatedDisk(seed: chance.next())
        market = SimulatedMarket(seed: chance.next())
        provider = ScriptedProvider(seed: chance.next())
        let isBeforeTheNews = chance.happens(oneIn: 3)
        library =
            try isBeforeTheNews
            ? ShippedRulebooks.library(before: "2022-09-trust-buy-v2") : ShippedRulebooks.library
    }

    /// Runs so many steps, and then until nothing is left to do. Throws what was found broken.
    package func run(steps: Int = 32) throws -> Report {
        do {
            try restart()
            try tell(market.opening(at: world.now))
            for _ in 0..<steps {
                if chance.happens(oneIn: 3) { scheduleFault() }
                try step()
                try look()
            }
            try comeToRest()
        } catch let failure as SimulationFailure {
            throw SimulationFailure("SURETY_SEED=\(seed): \(failure)")
        } catch {
            throw SimulationFailure("SURETY_SEED=\(seed): an error nobody reckoned with: \(error)")
        }
        return report
    }
}

// MARK: What happens

extension EngineSimulation {
    private func step() throws {
        switch chance.int(in: 1...26) {
        case 1...7: try tell(market.next(chance.int(in: 1...12), at: world.now))
        case 8: try retry()
        case 17: try request()
        case 18: try storm()
        case 19, 20: try claim()
        case 21, 22: try act()
        case 23: try stormOfCases()
        case 24: try hearProvider()
        case 25: try passTerm()
        case 9...11: try runChores()
        case 12, 13: world.move(milliseconds: chance.int64(in: 0...3_600_000))
        case 14: try passMidnight()
        // Clocks are set back now and then; journals must not follow.
        case 15: world.move(milliseconds: -chance.int64(in: 0...5_000))
        default:
            chance.bool() ? disk.crash() : disk.kill()
            try restart()
        }
    }

    /// To a moment just before, at or after 00:00 in the rulebook's zone.
    private func passMidnight() throws {
        let midnight = SimulatedMarket.midnight(before: world.now).adding(milliseconds: Instant.millisecondsPerDay)
        world.set(midnight.adding(milliseconds: chance.pick([-1, 0, 1, 60_000])))
        try runChores()
    }

    private func tell(_ tellings: [SimulatedMarket.Telling]) throws {
        let facts = tellings.map(\.fact)
        records.sending(facts)
        let fresh = tellings.filter(\.isFresh).map(\.fact)
        // Some answers never arrive: the sender knows nothing, and will tell again.
        let isHeard = !chance.happens(oneIn: 8)
        let now = world.now
        let answers = try calling { engine in try Intake(engine).record(facts) }
        try look()
        try checkWhole(fresh)
        guard let answers, isHeard else { return }
        for (fact, answer) in zip(facts, answers) { try records.heard(answer, to: fact, at: now) }
        report.facts = records.acknowledged.count
    }

    private func retry() throws {
        let facts = records.unanswered.shuffled(using: &chance).prefix(30)
        try tell(facts.map { market.again($0) })
    }

    func runChores() throws {
        let some = Partition.all.shuffled(using: &chance).prefix(chance.pick([1, 16, 64])).sorted()
        for _ in 0..<chance.int(in: 1...3) {
            report.chores += try calling { try ChoreRunner($0, partitions: some).runOnce() } ?? 0
        }
    }

    /// SQLite commits the batches of one call together: of facts told for the first time all are there, or none.
    private func checkWhole(_ fresh: [Fact]) throws(SimulationFailure) {
        let there = fresh.filter { watch.recorded[SenderRecords.Key($0)] != nil }
        guard there.isEmpty || there.count == fresh.count else {
            throw SimulationFailure("of \(fresh.count) facts told together \(there.count) are there")
        }
    }
}

// MARK: What goes wrong

extension EngineSimulation {
    private func scheduleFault() {
        guard disk.faultsLeft < 3 else { return }
        disk.schedule(chance.pick(SimulatedDisk.Fault.allCases), at: chance.int(in: 1...24))
    }

    /// Calls the process. Where the disk makes the call fail, the answer is nil, and the process has been started anew
    /// if it had to end.
    func calling<Value>(_ body: (Engine) throws -> Value) throws -> Value? {
        guard let engine else { throw SimulationFailure("there is no process to call") }
        let result = Result { try body(engine) }
        if case .success(let value) = result, !disk.isCrashed, !isFault(value) {
            // A checkpoint after the commit may have failed; what follows is refused.
            return value
        }
        report.faults += 1
        disk.freeSpace()
        switch result {
        case .failure(let error) where !(error is StoreError): throw error
        case .failure, .success: break
        }
        let mayGoOn = !disk.isCrashed && disk.failedSyncs == failedSyncsBefore && chance.bool()
        if !mayGoOn {
            // A process that met a failed fsync ends; the system, and with it what was never written, may go on.
            if !disk.isCrashed { chance.bool() ? disk.crash() : disk.kill() }
            try restart()
        }
        return try? result.get()
    }

    /// A call can succeed and answer that all its batches failed.
    private func isFault(_ value: some Any) -> Bool {
        switch value {
        case let answers as [Intake.Answer]: answers.contains { if case .fault = $0 { true } else { false } }
        case let answers as [Committer.Answer]: answers.contains { if case .failure = $0 { true } else { false } }
        default: false
        }
    }

    private var surroundings: Surroundings {
        var surroundings = world.surroundings
        surroundings.provider = provider
        return surroundings
    }

    /// Starts the process, which may meet the next fault at once, and verifies what it finds.
    private func restart() throws {
        try? engine?.database.close()
        engine = nil
        report.restarts += 1
        if chance.happens(oneIn: 3) { library = try ShippedRulebooks.library }
        for attempt in 1... {
            disk.freeSpace()
            disk.restart()
            // Some day the disk is well.
            if attempt == 4 { disk.cancelFaults() }
            failedSyncsBefore = disk.failedSyncs
            do {
                let database = try SQLiteDatabase(on: disk, synchronous: synchronous, checkpointFrames: 40)
                engine = try Engine(database: database, library: library, surroundings: surroundings)
                break
            } catch let error as StoreError {
                if attempt > 4 { throw SimulationFailure("it does not start on a disk that is well: \(error)") }
                if !disk.isCrashed { chance.bool() ? disk.crash() : disk.kill() }
            }
        }
        try look()
        try verify()
    }
}

// MARK: What must hold

extension EngineSimulation {
    /// Reads what was appended and holds it against what was promised.
    func look() throws {
        try withoutFaults { engine in
            try watch.advance(engine.database, sent: records)
            try records.check(against: watch.recorded)
            try watch.money.check(against: provider.paid, isAtRest: false)
        }
    }

    private func verify() throws {
        try withoutFaults { engine in
            let findings = try Verifier(engine).verify().findings
            guard findings.isEmpty else {
                throw SimulationFailure("verify finds: \(findings.prefix(5).joined(separator: "; "))")
            }
        }
    }

    /// Reading writes nothing, and so meets no fault that is scheduled; a process that is dead does not read.
    func withoutFaults(_ body: (Engine) throws -> Void) throws {
        if disk.isCrashed { try restart() }
        guard let engine else { return }
        try body(engine)
    }

    /// Senders tell all they have not heard of, chores run until none is due; then everything must be where it belongs.
    private func comeToRest() throws {
        disk.cancelFaults()
        disk.crash()
        try restart()
        let faults = report.faults
        for fact in records.unanswered { try tell([market.again(fact)]) }
        guard report.faults == faults else { throw SimulationFailure("a call failed on a disk that is well") }
        guard let engine else { return }
        try ChoreRunner(engine).runUntilIdle(rounds: 500)
        try settleCases()
        try look()
        try verify()
        guard try ChoreRunner(engine).runOnce() == 0 else { throw SimulationFailure("the chores never end") }
        if let undelivered = watch.undelivered { throw SimulationFailure(undelivered) }
        let integrity = try engine.database.read { try $0.run("PRAGMA integrity_check")[0].text(0) }
        guard integrity == "ok" else { throw SimulationFailure("SQLite finds: \(integrity)") }
        try engine.database.close()
        report.events = watch.eventCount
        report.journal = watch.digest
        report.disk = disk.digest
    }
}
