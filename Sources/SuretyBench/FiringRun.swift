import Foundation
import SuretyDomain
import SuretyEngine
import SuretyStore

/// Deadlines carried out one round after another, by the live clock.
struct FiringRun {
    private let engine: Engine

    init(_ engine: Engine) { self.engine = engine }

    /// Does every other chore and delivery that is due, so that none is measured.
    @discardableResult
    func settle() throws -> [(String, Double)] {
        let meter = Meter()
        let nobody = Instant(milliseconds: 0)
        try ChoreRunner(engine, nodesThrough: { nobody }).runUntilIdle()
        return [("seconds", meter.seconds)]
    }

    func fire(through: Instant) throws -> [(String, Double)] {
        try settle()
        let due = try count(through: through)
        let meter = Meter()
        // It moves on by the milliseconds that pass: by it the runner counts how long deadlines that wait may rest.
        let runner = ChoreRunner(engine, nodesThrough: { through.adding(milliseconds: Int64(meter.seconds * 1_000)) })
        var (seconds, rounds, idle) = (0.0, 0.0, 0)
        // A round that only asks how far a source has told does nothing yet; later ones bring the answer.
        while idle < 3 {
            guard try runner.runOnce() > 0 else {
                idle += 1
                usleep(60_000)
                continue
            }
            (seconds, rounds, idle) = (meter.seconds, rounds + 1, 0)
        }
        let left = try count(through: through)
        return [
            ("fired", Double(due - left)), ("left", Double(left)), ("seconds", seconds), ("cpu", meter.cpuSeconds),
            ("rounds", rounds),
        ]
    }

    /// Deadlines due by an instant. Every key begins with the partition, so each is asked.
    func count(through: Instant) throws -> Int64 {
        let sql: SQL = """
            SELECT count(*) FROM head, deadline
            WHERE deadline.partition = head.partition AND deadline.due_at <= \(through)
            """
        return try engine.database.read { try $0.run(sql) }.first?.integer(0) ?? 0
    }
}
