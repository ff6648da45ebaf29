package import SuretyDomain
package import SuretyLabels
package import SuretyRules
package import SuretyStore

/// Makes batches durable. Nobody is answered before COMMIT.
package struct Committer: Sendable {
    private let database: any SQLDatabase
    private let writer: PartitionWriter
    private let surroundings: Surroundings

    package struct Batch: Sendable {
        package let partition: Partition
        package let commands: [Command]

        package init(partition: Partition, commands: [Command]) {
            self.partition = partition
            self.commands = commands
        }
    }

    package typealias Answer = Result<PartitionWriter.Written, StoreError>

    package init(database: any SQLDatabase, library: RulebookLibrary, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
        writer = PartitionWriter(engine: database.engine, library: library)
    }

    /// Commits batches of different partitions and answers each. SQLite takes them in one transaction, a savepoint
    /// each, so that a fault costs only its own; PostgreSQL takes partitions side by side, each on a connection.
    package func commit(_ batches: [Batch]) -> [Answer] {
        switch database.engine {
        case .sqlite: commitTogether(batches)
        case .postgres: SideBySide.map(batches, by: \.partition, width: Committer.connections, commitAlone)
        }
    }

    private func commitTogether(_ batches: [Batch]) -> [Answer] {
        do {
            return try database.write { session in
                try batches.map { batch in
                    do {
                        return .success(
                            try session.savepoint { try write(batch, in: session, id: surroundings.newID()) })
                    } catch let error as StoreError where error.isOfOneBatch {
                        return .failure(error)
                    }
                }
            }
        } catch {
            return batches.map { _ in .failure(StoreError(error)) }
        }
    }

    private func commitAlone(_ batch: Batch) -> Answer {
        let id = surroundings.newID()
        var written: PartitionWriter.Written?
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
    ) throws(StoreError) -> PartitionWriter.Written {
        try writer.write(
            batch.commands, to: batch.partition, in: session, now: surroundings.now(), batchID: id)
    }

    /// Finds out whether a batch was kept whose COMMIT went unanswered; it is never simply tried again.
    private func settle(
        _ written: PartitionWriter.Written?, _ batch: Batch, id: String, _ reason: String
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
    /// Four connections fill a small server; more only wait for one another.
    private static let connections = 4
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
