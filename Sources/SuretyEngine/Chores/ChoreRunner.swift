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
    private let memory: Memory
    private let nodesThrough: @Sendable () -> Instant

    /// What one runner leaves to the next, so that an idle round costs little: nothing that is lost with it matters.
    package struct Memory: Sendable {
        /// Which journals have nothing new to deliver.
        package let heads = HeadWatch()
        /// How far due deadlines were gone through.
        package let places = DeadlinePlaces()

        package init() {}
    }

    /// `nodesThrough` says up to when every node has answered all it had read; by default only this one counts.
    package init(
        _ engine: Engine, partitions: [Partition] = Partition.all, memory: Memory = Memory(),
        nodesThrough: (@Sendable () -> Instant)? = nil
    ) {
        self.engine = engine
        self.partitions = partitions
        self.memory = memory
        self.nodesThrough = nodesThrough ?? { engine.openActs.through(engine.surroundings.now) }
    }

    /// One round. Answers how much was fired, delivered, carried out and paid; 0 means that nothing is due now.
    package func runOnce() throws -> Int {
        guard !partitions.isEmpty else { return 0 }
        return try fireDue() + deliver() + expireDue() + Payments(engine).payDue(in: partitions)
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

    /// Deadlines that wait for somebody's word do not count as done.
    private func expireDue() throws -> Int {
        let through = min(engine.surroundings.now(), nodesThrough())
        let due = try Deadlines(engine, memory.places).due(of: partitions, through: through)
        let count = try commit(due) { outcome in
            if case .accepted(let number) = outcome { number > 0 } else { false }
        }
        // The end of one term begins another, which may have run out by now too.
        if count > 0 { memory.places.wake(due.keys) }
        return count
    }

    private func deliver() throws -> Int {
        var delivered = 0
        for (source, head) in try memory.heads.moved(of: partitions, in: engine.database) {
            let count = try deliver(from: source)
            if count == 0 { memory.heads.noteNothingLeft(of: source, upTo: head) }
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
        memory.places.wake(commands.keys)
        try Deliveries(engine.database, source).acknowledge(through: last.number)
        return messages.count
    }

    private func commit(
        _ commands: [Partition: [Command]], counting: (Outcome) -> Bool = { _ in true }
    ) throws -> Int {
        let batches = commands.sorted { $0.key < $1.key }.map { Committer.Batch(partition: $0.key, commands: $0.value) }
        guard !batches.isEmpty else { return 0 }
        var count = 0
        for (batch, answer) in zip(batches, engine.committer.commit(batches)) {
            switch answer {
            case .success(let written):
                memory.heads.note(written, to: batch.partition)
                count += written.outcomes.count(where: counting)
            case .failure(let error):
                guard error.isOfOneBatch else { throw error }
                try Quarantine(engine).carryOutOneByOne(batch)
                count += batch.commands.count
            }
        }
        return count
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
