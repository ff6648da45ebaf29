import Foundation
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyWire
import Synchronization

/// Deadlines carried out while the clock runs, as a server's chore thread does it: how late each was made durable.
///
/// The marketplace says five times a second how far it has told, since nothing that goes against somebody is carried
/// out before it has.
struct LiveRun {
    private let clock: RunningClock
    private let log: CommitLog
    private let engine: Engine
    private let start: Instant

    private static let wordMilliseconds = 200
    /// As the server's chore thread rests.
    private static let restMilliseconds = 100
    private static let longestSeconds = 600.0

    init(_ opening: Opening, start: Instant) throws {
        let clock = RunningClock(at: start)
        let log = CommitLog(clock)
        let surroundings = Surroundings(
            now: { clock.now },
            randomBytes: { count in
                let bytes = Digest.randomBytes(count)
                log.note(Digest.hex(bytes))
                return bytes
            })
        (self.clock, self.log, self.start) = (clock, log, start)
        engine = try opening.engine(on: TimedDatabase(try opening.open(), log), surroundings)
    }

    func run(through: Instant) throws -> [(String, Double)] {
        let firing = FiringRun(engine)
        try firing.settle()
        try tell(0)
        try firing.settle()
        let isOver = Mutex(false)
        let telling = DispatchGroup()
        clock.run()
        let meter = Meter()
        DispatchQueue(label: "bench.word").async(group: telling) {
            var number = 1
            while !isOver.withLock({ $0 }) {
                usleep(UInt32(LiveRun.wordMilliseconds) * 1_000)
                try? tell(number)
                number += 1
            }
        }
        let runner = ChoreRunner(engine)
        while meter.seconds < LiveRun.longestSeconds {
            if try runner.runOnce() > 0 { continue }
            if clock.now > through, try firing.count(through: through) == 0 { break }
            usleep(UInt32(LiveRun.restMilliseconds) * 1_000)
        }
        let cpu = meter.cpuSeconds
        isOver.withLock { $0 = true }
        telling.wait()
        return try lateness(through: through) + [("cpu", cpu), ("left", Double(try firing.count(through: through)))]
    }

    private func tell(_ number: Int) throws {
        let id = "word-\(start.milliseconds)-\(number)"
        _ = try Intake(engine).record([
            Fact(id: FactID(id), source: "market", at: clock.now, body: .sourceCaughtUp(SourceCaughtUp()))
        ])
    }

    /// From the instant a deadline was due to the return of the COMMIT it was carried out in.
    private func lateness(through: Instant) throws -> [(String, Double)] {
        var late: [Double] = []
        var last = 0.0
        for partition in Partition.all {
            let rows = try engine.database.read { session in
                try session.run([
                    .sql(
                        """
                        SELECT id, last_number FROM batch WHERE partition = \(partition.stored)
                        AND recorded_at >= \(start) ORDER BY last_number
                        """),
                    .sql(
                        """
                        SELECT number, kind, schema, payload FROM event WHERE partition = \(partition.stored)
                        AND recorded_at >= \(start) AND kind = \(EventKind.orderMoved.rawValue) ORDER BY number
                        """),
                ])
            }
            var batches = rows[0][...]
            for row in rows[1] {
                let number = try row.integer(0)
                while let batch = batches.first, try batch.integer(1) < number { batches.removeFirst() }
                let event = try EventCodec.decode(kind: row.integer(1), schema: row.integer(2), row.bytes(3))
                guard case .orderMoved(let move) = event, let batch = batches.first else { continue }
                guard move.at >= start, move.at <= through, let kept = log.time(of: try batch.text(0)) else { continue }
                late.append(Double(kept.milliseconds - move.at.milliseconds))
                last = max(last, Double(kept.milliseconds - start.milliseconds))
            }
        }
        late.sort()
        return [
            ("fired", Double(late.count)), ("p50_ms", late.quantile(0.5)), ("p99_ms", late.quantile(0.99)),
            ("max_ms", late.last ?? 0), ("least_ms", late.first ?? 0), ("last_after_start_ms", last),
        ]
    }
}

/// A clock that shows one instant until it is set going, and then runs as clocks do.
final class RunningClock: Sendable {
    private let start: Instant
    private let begun = Mutex<Instant?>(nil)

    init(at start: Instant) { self.start = start }

    func run() { begun.withLock { $0 = Meter.now } }

    var now: Instant {
        guard let begun = begun.withLock({ $0 }) else { return start }
        return start.adding(milliseconds: Meter.now.milliseconds - begun.milliseconds)
    }
}

/// When the batches of this process were made durable. A batch's id is drawn on the thread that commits it.
final class CommitLog: Sendable {
    private struct State {
        var drawn: [UInt: [String]] = [:]
        var kept: [String: Instant] = [:]
    }

    private let clock: RunningClock
    private let state = Mutex(State())

    init(_ clock: RunningClock) { self.clock = clock }

    private static var thread: UInt { UInt(pthread_self()) }

    func note(_ id: String) { state.withLock { $0.drawn[CommitLog.thread, default: []].append(id) } }

    /// Of what was drawn before, only the last can be the id of a batch that begins now.
    func begin() {
        state.withLock { state in
            let last = state.drawn[CommitLog.thread]?.last
            state.drawn[CommitLog.thread] = last.map { [$0] } ?? []
        }
    }

    func commit() {
        state.withLock { state in
            let now = clock.now
            for id in state.drawn[CommitLog.thread] ?? [] where state.kept[id] == nil { state.kept[id] = now }
            state.drawn[CommitLog.thread] = nil
        }
    }

    func time(of id: String) -> Instant? { state.withLock { $0.kept[id] } }
}

/// A database that tells the log when a write has returned.
struct TimedDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let log: CommitLog

    init(_ database: any SQLDatabase, _ log: CommitLog) {
        self.database = database
        self.log = log
    }

    var engine: EngineKind { database.engine }

    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        log.begin()
        let value = try database.write(body)
        log.commit()
        return value
    }

    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value { try database.read(body) }
    func createTable(_ table: Table) -> String { database.createTable(table) }
    func migrate(_ script: [String]) throws(StoreError) { try database.migrate(script) }
    func close() throws(StoreError) { try database.close() }
}
