import Dispatch
package import SuretyDomain
package import SuretyLabels
package import SuretyRules
package import SuretyStore
import Synchronization

/// Makes batches durable. Nobody is answered before COMMIT.
package struct Committer: Sendable {
    private let database: any SQLDatabase
    private let writer: PartitionWriter
    private let surroundings: Surroundings
    /// Where batches are decided; none for the thread that commits them. Serial queues, which never wait for a thread of
    /// the pool that blocking commands use too.
    private let deciding: [DispatchQueue]

    package struct Batch: Sendable {
        package let partition: Partition
        package let commands: [Command]

        package init(partition: Partition, commands: [Command]) {
            self.partition = partition
            self.commands = commands
        }
    }

    package typealias Answer = Result<BatchDraft.Written, StoreError>

    package init(database: any SQLDatabase, library: RulebookLibrary, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
        writer = PartitionWriter(engine: database.engine, library: library)
        let count = surroundings.isParallel ? Committer.deciders : 0
        deciding = (0..<count).map { DispatchQueue(label: "surety.deciding.\($0)") }
    }

    /// Commits batches of different partitions and answers each. SQLite takes them in one transaction, a savepoint
    /// each, so that a fault costs only its own; PostgreSQL takes partitions side by side, each on a connection.
    package func commit(_ batches: [Batch]) -> [Answer] {
        switch database.engine {
        case .sqlite: commitTogether(batches)
        case .postgres: SideBySide.map(batches, by: \.partition, width: Committer.connections, commitAlone)
        }
    }

    /// What a command would come to now; nothing is written.
    package func rehearse(
        _ command: Command, in partition: Partition
    ) throws(StoreError) -> (outcome: Outcome, events: [JournalEvent]) {
        do {
            let written = try database.read { session in
                try writer.rehearse([command], in: partition, session, now: surroundings.now())
            }
            return (written.outcomes.first ?? .duplicate(number: 0), written.events)
        } catch {
            throw StoreError(error)
        }
    }

    private func commitTogether(_ batches: [Batch]) -> [Answer] {
        do {
            return try database.write { session in
                var answers: [Int: Answer] = [:]
                for round in Committer.rounds(batches) {
                    let written = try write(round.map { batches[$0] }, in: session)
                    for (index, answer) in zip(round, written) { answers[index] = answer }
                }
                return batches.indices.compactMap { answers[$0] }
            }
        } catch {
            return batches.map { _ in .failure(StoreError(error)) }
        }
    }

    /// The places of batches that do not build on one another: the first of every partition, then the second.
    private static func rounds(_ batches: [Batch]) -> [[Int]] {
        var rounds: [[Int]] = []
        var next: [Partition: Int] = [:]
        for (index, batch) in batches.enumerated() {
            let round = next[batch.partition, default: 0]
            next[batch.partition] = round + 1
            if round == rounds.count { rounds.append([]) }
            rounds[round].append(index)
        }
        return rounds
    }

    /// Batches of different partitions. The one session asks and writes for each in turn; between its turns a batch
    /// goes on by itself, beside those whose turn it is.
    private func write(_ batches: [Batch], in session: any SQLSession) throws -> [Answer] {
        let queues = batches.count > 1 ? deciding : []
        func queue(_ index: Int) -> DispatchQueue? { queues.isEmpty ? nil : queues[index % queues.count] }
        var answers = [Answer?](repeating: nil, count: batches.count)
        var turns = batches.enumerated().map { index, batch in
            let (now, id) = (surroundings.now(), surroundings.newID())
            return (
                index,
                Errand(on: queue(index)) { [writer] () -> Result<Desk, StoreError> in
                    .success(Desk(writer.draft(batch.commands, to: batch.partition, now: now, batchID: id)))
                }
            )
        }[...]
        while let (index, errand) = turns.popFirst() {
            do {
                let desk = try errand.wait().get()
                switch desk.draft.withLock({ $0.stage }) {
                case .asks(let statements):
                    let rows = try session.savepoint { try session.run(statements) }
                    turns.append(
                        (
                            index,
                            Errand(on: queue(index)) {
                                Result { () throws(StoreError) in
                                    try desk.draft.withLock { draft throws(StoreError) in try draft.take(rows) }
                                    return desk
                                }
                            }
                        ))
                case .decided(let statements, let written):
                    try session.savepoint { session.enqueue(statements) }
                    answers[index] = .success(written)
                }
            } catch let error as StoreError where error.isOfOneBatch {
                answers[index] = .failure(error)
            }
        }
        return answers.compactMap { $0 }
    }

    private func commitAlone(_ batch: Batch) -> Answer {
        let id = surroundings.newID()
        var written: BatchDraft.Written?
        do {
            return .success(
                try database.write { session in
                    let result = try write(batch, in: session, id: id)
                    written = result
                    return result
                })
        } catch StoreError.commitUnknown(let reason) {
            return settle(written, batch, id: id, reason)
        } catch {
            return .failure(StoreError(error))
        }
    }

    private func write(
        _ batch: Batch, in session: any SQLSession, id: String
    ) throws(StoreError) -> BatchDraft.Written {
        try writer.write(
            batch.commands, to: batch.partition, in: session, now: surroundings.now(), batchID: id)
    }

    /// Finds out whether a batch was kept whose COMMIT went unanswered; it is never simply tried again.
    private func settle(
        _ written: BatchDraft.Written?, _ batch: Batch, id: String, _ reason: String
    ) -> Answer {
        for _ in 0..<Committer.settlingAttempts {
            do {
                let wasKept = try database.write { session in
                    try writer.wasKept(batchID: id, in: batch.partition, session)
                }
                guard let written, wasKept else { return .failure(.unavailable(reason)) }
                return .success(written)
            } catch {
                continue
            }
        }
        return .failure(.commitUnknown(reason))
    }

    private static let settlingAttempts = 5
    private static let deciders = 4
    /// Four connections fill a small server; more only wait for one another.
    private static let connections = 4
}

/// A draft that goes from one thread to another, in place.
private final class Desk: Sendable {
    let draft: Mutex<BatchDraft>
    init(_ draft: consuming BatchDraft) { self.draft = Mutex(draft) }
}

extension StoreError {
    /// Whether the fault concerns the rows of one batch, and others in the same transaction may go on.
    var isOfOneBatch: Bool {
        switch self {
        case .duplicate, .corrupt, .statement: true
        case .unavailable, .commitUnknown, .refused, .disk: false
        }
    }

    package init(_ error: any Error) {
        self = error as? StoreError ?? .statement("an error that is none of the store's: \(type(of: error))")
    }
}
