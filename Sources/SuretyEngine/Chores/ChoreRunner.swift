package import SuretyDomain
import SuretyLabels
import SuretyStore

/// Does what falls due by itself in some partitions: fires chores, and delivers what other homes are to know.
///
/// Everything it does is an ordinary command, so two runners over the same partitions harm nothing: the second finds
/// the chore's row gone, or the inbox moved on.
package struct ChoreRunner: Sendable {
    private let engine: Engine
    private let partitions: [Partition]
    private let heads: HeadWatch

    /// `heads` remembers, from one runner to the next, which journals have nothing new to deliver.
    package init(_ engine: Engine, partitions: [Partition] = Partition.all, heads: HeadWatch = HeadWatch()) {
        self.engine = engine
        self.partitions = partitions
        self.heads = heads
    }

    /// One round. Answers how many chores were fired and messages delivered; 0 means that nothing is due now.
    package func runOnce() throws -> Int {
        guard !partitions.isEmpty else { return 0 }
        return try fireDue() + deliver()
    }

    /// Rounds until nothing is due, as tests and the simulator want it. Bounded, so that a fault cannot spin.
    package func runUntilIdle(rounds: Int = 10_000) throws {
        for _ in 0..<rounds where try runOnce() == 0 { return }
    }

    private func fireDue() throws -> Int {
        let now = engine.surroundings.now()
        let rows = try engine.database.read { session in
            try session.run([.sql(ChoreRunner.dueQuery(partitions, now))])[0]
        }
        var due: [Partition: [Command]] = [:]
        for row in rows {
            guard let partition = Partition(stored: try row.integer(0)) else { continue }
            guard let kind = ChoreKey.Kind(rawValue: try row.integer(2)) else { continue }
            let dueAt = Instant(milliseconds: try row.integer(1))
            due[partition, default: []].append(.fire(ChoreKey(due: dueAt, kind: kind, subject: try row.integer(3))))
        }
        return try commit(due)
    }

    private func deliver() throws -> Int {
        var delivered = 0
        for (source, head) in try heads.moved(of: partitions, in: engine.database) {
            let count = try deliver(from: source)
            if count == 0 { heads.noteNothingLeft(of: source, upTo: head) }
            delivered += count
        }
        return delivered
    }

    private func deliver(from source: Partition) throws -> Int {
        let messages = try Deliveries(engine.database, source).next(limit: ChoreRunner.messagesPerRound)
        guard let last = messages.last else { return 0 }
        var commands: [Partition: [Command]] = [:]
        for message in messages {
            for target in message.targets {
                commands[target, default: []].append(.receive(from: source, number: message.number, message.body))
            }
        }
        _ = try commit(commands)
        try Deliveries(engine.database, source).acknowledge(through: last.number)
        return messages.count
    }

    private func commit(_ commands: [Partition: [Command]]) throws -> Int {
        let batches = commands.sorted { $0.key < $1.key }.map { Committer.Batch(partition: $0.key, commands: $0.value) }
        guard !batches.isEmpty else { return 0 }
        for (batch, answer) in zip(batches, engine.committer.commit(batches)) {
            guard case .failure(let error) = answer else { continue }
            guard error.isOfOneBatch else { throw error }
            try Quarantine(engine).carryOutOneByOne(batch)
        }
        return batches.reduce(0) { $0 + $1.commands.count }
    }

    private static let messagesPerRound: Int64 = 200
    /// Chores of one partition that one round takes, at most.
    private static let choresPerRound: Int64 = 256

    private static func dueQuery(_ partitions: [Partition], _ now: Instant) -> SQL {
        let list = partitions.map { String($0.stored) }.joined(separator: ", ")
        return SQL(
            trusted: "SELECT partition, due_at, kind, subject FROM chore WHERE partition IN (\(list)) AND due_at <= $1"
                + " ORDER BY partition, due_at, kind, subject LIMIT $2",
            values: [now.sqlValue, .integer(choresPerRound)])
    }
}
