package import SuretyDomain
package import SuretyLabels
package import SuretyRules
import SuretyWire

/// A batch in one partition, within a transaction that the caller commits: lock the head, load, decide, write.
package struct PartitionWriter: Sendable {
    private let engine: EngineKind
    private let library: RulebookLibrary

    package init(engine: EngineKind, library: RulebookLibrary) {
        self.engine = engine
        self.library = library
    }

    /// Decides the commands one after another and enqueues what they write. Nothing may be answered before the
    /// transaction has been committed. `batchID` is random: it settles a COMMIT whose answer was lost.
    package func write(
        _ commands: [Command], to partition: Partition, in session: any SQLSession, now: Instant, batchID: String
    ) throws(StoreError) -> Written {
        var head = try lockHead(of: partition, commands, in: session, now: now)
        let loader = PartitionLoader(session, partition)
        try loader.load(commands, into: &head.workspace)
        let first = head.workspace.nextNumber
        let outcomes = commands.map { head.workspace.execute($0) }
        let set = WriteSet(of: head.workspace, firstNumber: first, batchID: batchID, chain: head.chain)
        session.enqueue(set.statements)
        return Written(
            outcomes: outcomes, first: first, last: head.workspace.nextNumber - 1, recordedAt: head.workspace.now,
            isRouted: head.workspace.appended.contains { $0.event.route != .nobody })
    }

    /// What a batch came to.
    package struct Written: Sendable {
        package let outcomes: [Outcome]
        /// Numbers of the first and last event; `last` is `first - 1` where none was appended.
        package let first: Int64
        package let last: Int64
        package let recordedAt: Instant
        /// Whether something is to be delivered to another partition.
        package let isRouted: Bool
    }

    /// Whether a batch whose COMMIT went unanswered was kept; asks under the head lock, so the answer is final.
    package func wasKept(
        batchID: String, in partition: Partition, _ session: any SQLSession
    ) throws(StoreError) -> Bool {
        try session.run(headQuery(partition))
        return try !session.run(
            "SELECT id FROM batch WHERE partition = \(partition.stored) AND id = \(batchID)"
        ).isEmpty
    }

    private func lockHead(
        of partition: Partition, _ commands: [Command], in session: any SQLSession, now: Instant
    ) throws(StoreError) -> (workspace: Workspace, chain: [UInt8]) {
        // What the commands name themselves is asked for in the trip that takes the lock.
        let blank = Workspace(partition: partition, library: library, nextNumber: 0, now: now, isComplete: false)
        let plan = LoadPlan(blank.needs(of: commands), partition)
        let answers = try session.run([.sql(headQuery(partition))] + plan.statements)
        guard let row = answers[0].first else { throw .corrupt("partition \(partition.index) has no head") }
        let recordedAt = Instant(milliseconds: try row.integer(1))
        var workspace = Workspace(
            partition: partition, library: library, nextNumber: try row.integer(0), now: max(now, recordedAt),
            isComplete: false)
        try plan.take(answers.dropFirst(), into: &workspace)
        return (workspace, try row.bytes(2))
    }

    private func headQuery(_ partition: Partition) -> SQL {
        switch engine {
        // BEGIN IMMEDIATE has locked the whole file.
        case .sqlite: "SELECT next_number, recorded_at, chain FROM head WHERE partition = \(partition.stored)"
        case .postgres:
            "SELECT next_number, recorded_at, chain FROM head WHERE partition = \(partition.stored) FOR UPDATE"
        }
    }
}
