package import SuretyDomain
package import SuretyLabels
package import SuretyRules

/// A batch in one partition, within a transaction that the caller commits: lock the head, load, decide, write.
package struct PartitionWriter: Sendable {
    private let engine: EngineKind
    private let library: RulebookLibrary

    package init(engine: EngineKind, library: RulebookLibrary) {
        self.engine = engine
        self.library = library
    }

    /// Decides the commands and enqueues what they write. Nothing may be answered before the transaction has been
    /// committed. `batchID` is random: it settles a COMMIT whose answer was lost.
    package func write(
        _ commands: [Command], to partition: Partition, in session: any SQLSession, now: Instant, batchID: String
    ) throws(StoreError) -> BatchDraft.Written {
        var draft = draft(commands, to: partition, now: now, batchID: batchID)
        while true {
            switch draft.stage {
            case .asks(let statements): try draft.take(try session.run(statements))
            case .decided(let statements, let written):
                session.enqueue(statements)
                return written
            }
        }
    }

    /// A batch that someone else asks and writes for.
    package func draft(
        _ commands: [Command], to partition: Partition, now: Instant, batchID: String
    ) -> BatchDraft {
        BatchDraft(commands, to: partition, library, head: headQuery(partition), now: now, batchID: batchID)
    }

    /// What commands would come to now, in a session that writes nothing and locks nothing.
    package func rehearse(
        _ commands: [Command], in partition: Partition, _ session: any SQLSession, now: Instant
    ) throws(StoreError) -> BatchDraft.Written {
        let head: SQL = "SELECT next_number, recorded_at, chain FROM head WHERE partition = \(partition.stored)"
        var draft = BatchDraft(commands, to: partition, library, head: head, now: now, batchID: "")
        while true {
            switch draft.stage {
            case .asks(let statements): try draft.take(try session.run(statements))
            case .decided(_, let written): return written
            }
        }
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

    private func headQuery(_ partition: Partition) -> SQL {
        switch engine {
        // BEGIN IMMEDIATE has locked the whole file.
        case .sqlite: "SELECT next_number, recorded_at, chain FROM head WHERE partition = \(partition.stored)"
        case .postgres:
            "SELECT next_number, recorded_at, chain FROM head WHERE partition = \(partition.stored) FOR UPDATE"
        }
    }
}
