import SuretyDomain
import SuretyLabels
import SuretyStore

/// Sets aside the one chore or message of a batch that always faults, and lets the others go on.
struct Quarantine {
    private let engine: Engine

    init(_ engine: Engine) { self.engine = engine }

    /// Commits the commands of a batch that faulted one at a time; those that fault by themselves are set aside.
    func carryOutOneByOne(_ batch: Committer.Batch) throws {
        for command in batch.commands {
            let alone = Committer.Batch(partition: batch.partition, commands: [command])
            guard case .failure(let error)? = engine.committer.commit([alone]).first else { continue }
            guard error.isOfOneBatch else { throw error }
            try setAside(command, in: batch.partition, because: error)
        }
    }

    private func setAside(_ command: Command, in partition: Partition, because error: StoreError) throws {
        guard let (what, release) = Quarantine.release(command, partition) else { throw error }
        let row: [SQLValue] = [
            .integer(partition.stored), .text(engine.surroundings.newID()), .text(what), .text("\(error)"),
            engine.surroundings.now().sqlValue,
        ]
        try engine.database.write { session in session.enqueue([.add(Tables.quarantine, rows: [row]), release]) }
    }

    /// What the command was, and the statement that lets its partition go on without it.
    private static func release(_ command: Command, _ partition: Partition) -> (what: String, Statement)? {
        switch command {
        case .fire(let key):
            let row: [SQLValue] = [
                .integer(partition.stored), key.due.sqlValue, .integer(key.kind.rawValue), .integer(key.subject),
            ]
            return ("chore \(key.kind) of \(key.due.milliseconds)", .drop(Tables.chore, keys: [row]))
        case .receive(let source, let number, _):
            let row: [SQLValue] = [.integer(partition.stored), .integer(source.stored), .integer(number)]
            return ("message \(number) of partition \(source.index)", .put(Tables.inbox, rows: [row]))
        case .expire(let expiring):
            let key = expiring.key
            let row: [SQLValue] = [
                .integer(partition.stored), key.due.sqlValue, key.shop.sqlValue, .text(key.kind.rawValue),
                .text(key.subject.text),
            ]
            return (
                "deadline \(key.kind.rawValue) of \(key.subject.text) in shop \(key.shop.text)",
                .drop(Tables.deadline, keys: [row])
            )
        case .record, .once, .claim, .act, .extendReceipt, .settleOrder, .takeOutcome, .retry: return nil
        }
    }
}
