import SuretyStore

/// One transaction. BEGIN travels with the first statements, COMMIT with the last, and a body that asks for nothing
/// costs no trip.
final class PostgresSession: SQLSession {
    enum Mode: String {
        case write = "BEGIN ISOLATION LEVEL READ COMMITTED"
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }

    /// SQLSTATE 25006 is a mistake of ours where the transaction said it would only read.
    private static let standby = StoreError.unavailable("the server takes no writes: it is a standby or set read-only")

    private struct Failure {
        let error: StoreError
        /// How many savepoints were open around what failed; leaving one of them repairs the transaction.
        let depth: Int
    }

    private let connection: PostgresConnection
    private let mode: Mode
    private var pending: [PostgresCall]
    private var flushes = 0
    private var depth = 0
    /// After a failure the server takes nothing more until a savepoint is taken back.
    private var failure: Failure?
    private var hasEnded = false

    init(_ connection: PostgresConnection, _ mode: Mode) {
        self.connection = connection
        self.mode = mode
        pending = [PostgresCall(.plain(mode.rawValue))]
    }

    /// Runs `body` and commits; where anything throws, rolls back and throws it on.
    func complete<Value>(_ body: (PostgresSession) throws -> Value) throws -> Value {
        defer { hasEnded = true }
        do {
            let value = try body(self)
            try commit()
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    @discardableResult
    func run(_ statements: [Statement]) throws(StoreError) -> [[SQLRow]] {
        for (index, statement) in statements.enumerated() {
            pending += PostgresCall.calls(for: statement, depth: depth, answers: index)
        }
        guard pending.contains(where: \.isWork) else { return Array(repeating: [], count: statements.count) }
        return try flush(answers: statements.count)
    }

    func enqueue(_ statements: [Statement]) {
        for statement in statements { pending += PostgresCall.calls(for: statement, depth: depth, answers: nil) }
    }

    /// Runs texts as they are, none of them prepared.
    func runScript(_ script: [String]) throws(StoreError) {
        for text in script { pending.append(PostgresCall(.plain(text), depth: depth)) }
        _ = try flush(answers: 0)
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        let (mark, flushesBefore) = (pending.count, flushes)
        depth += 1
        pending.append(PostgresCall(.plain("SAVEPOINT s\(depth)"), depth: depth - 1))
        defer { depth -= 1 }
        do {
            let value = try body()
            try keepSavepoint(from: flushes == flushesBefore ? mark : nil)
            return value
        } catch {
            if flushes == flushesBefore {
                pending.removeSubrange(mark...)
            } else {
                takeBackSavepoint()
            }
            throw error
        }
    }

    /// Sends what is left inside the savepoint, so that its errors show here and not after it. `start` is where it
    /// begins among what is pending, nil where it was sent.
    private func keepSavepoint(from start: Int?) throws(StoreError) {
        if let failure { throw failure.error }
        let hasWork = pending.contains { $0.isWork && $0.depth >= depth }
        if let start, !hasWork {
            pending.removeSubrange(start...)
            return
        }
        pending.append(PostgresCall(.plain("RELEASE SAVEPOINT s\(depth)"), depth: depth - 1))
        if hasWork { _ = try flush(answers: 0) }
    }

    /// What the transaction needs to go on travels with the next statements.
    private func takeBackSavepoint() {
        pending.removeAll()
        if let failure, failure.depth < depth { return }
        failure = nil
        pending = ["ROLLBACK TO SAVEPOINT s\(depth)", "RELEASE SAVEPOINT s\(depth)"]
            .map { PostgresCall(.plain($0), depth: depth - 1) }
    }

    private func commit() throws(StoreError) {
        if let failure { throw failure.error }
        guard flushes > 0 || pending.contains(where: \.isWork) else { return }
        switch mode {
        case .write:
            pending.append(PostgresCall(.commit))
            _ = try flush(answers: 0)
        case .read where pending.contains(where: \.isWork):
            pending.append(PostgresCall(.plain("COMMIT")))
            _ = try flush(answers: 0)
        case .read:
            // Nobody has to wait for the end of a transaction that only read.
            connection.sendAhead("COMMIT")
        }
    }

    /// Leaves the connection without a transaction, or broken. The error that led here is the one worth telling.
    private func rollBack() {
        guard flushes > 0, !connection.isBroken else { return }
        let outcome = connection.exchange([PostgresCall(.plain("ROLLBACK"))], answers: 0)
        if outcome.failure != nil { connection.abandon() }
    }

    private func flush(answers: Int) throws(StoreError) -> [[SQLRow]] {
        precondition(!hasEnded, "a session was used after its transaction")
        if let failure { throw failure.error }
        let calls = pending
        pending = []
        flushes += 1
        let outcome = connection.exchange(calls, answers: answers)
        guard let failed = outcome.failure else { return outcome.answers }
        let error = mode == .write && failed.state == "25006" ? Self.standby : failed.error
        failure = Failure(error: error, depth: connection.isBroken ? -1 : calls[failed.call].depth)
        throw error
    }
}
