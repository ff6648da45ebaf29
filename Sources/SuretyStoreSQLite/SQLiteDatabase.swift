internal import GRDB
package import SuretyStore
internal import Synchronization

/// SQLite behind the store's seam. GRDB owns connections and transactions; statements run on its connections through
/// the C interface, which keeps them prepared and binds without boxing (twice GRDB's rate at batches of 512).
package final class SQLiteDatabase: SQLDatabase {
    package var engine: EngineKind { .sqlite }

    private let connections: any DatabaseWriter
    /// None in memory.
    private let checkpoints: Checkpoints?
    private let state: Mutex<State>

    private struct State {
        var statements: [ObjectIdentifier: StatementCache] = [:]
        /// Held while the file is open.
        var ownership: FileOwnership?
        var failedSync: StoreError?
        var isClosed = false
    }

    init(_ connections: any DatabaseWriter, _ checkpoints: Checkpoints?, ownership: FileOwnership?) {
        self.connections = connections
        self.checkpoints = checkpoints
        state = Mutex(State(ownership: ownership))
    }

    deinit { try? close() }

    package func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try writeSession(body)
    }

    package func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try mapped { try connections.read { db in try inSession(db, body) } }
    }

    package func migrate(_ script: [String]) throws(StoreError) {
        do {
            try writeSession { session in for text in script { try session.execute(text) } }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .statement("\(error)")
        }
    }

    /// What `PRAGMA name` answers on the writer's connection, such as `2` for `synchronous`, which is FULL.
    package func setting(_ name: String) throws(StoreError) -> String {
        do {
            return try connections.writeWithoutTransaction { db in
                try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
            }
        } catch {
            throw .statement("PRAGMA \(name): \(error)")
        }
    }

    package func close() throws(StoreError) {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            // Prepared statements would keep their connections open.
            state.statements = [:]
            return state.isClosed
        }
        guard !wasClosed else { return }
        do {
            // Readers go first: the last connection to close checkpoints the WAL and deletes it, a reader cannot.
            (connections as? DatabasePool)?.releaseMemory()
            try connections.close()
        } catch {
            throw .unavailable("cannot close the database: \(error)")
        }
        state.withLock { $0.ownership = nil }
    }

    private func writeSession<Value>(_ body: (SQLiteSession) throws -> Value) throws -> Value {
        if let failure = state.withLock({ $0.failedSync }) { throw failure }
        let value = try mapped { try connections.write { db in try inSession(db, body) } }
        if let checkpoints, checkpoints.isDue { run(checkpoints) }
        return value
    }

    /// The commit before it is durable and is answered as such, whatever happens here; the next one is refused.
    private func run(_ checkpoints: Checkpoints) {
        do {
            try connections.writeWithoutTransaction { db in try checkpoints.run(on: db) }
        } catch let error as DatabaseError {
            rememberFailedSync(SQLiteFailure(error).storeError)
        } catch {
            rememberFailedSync(.unavailable("the checkpoint failed: \(error)"))
        }
    }

    private func inSession<Value>(_ db: Database, _ body: (SQLiteSession) throws -> Value) throws -> Value {
        guard let connection = db.sqliteConnection else { throw StoreError.unavailable("the database is closed") }
        let statements = statements(of: db)
        let session = SQLiteSession(connection, statements, syncFailed: rememberFailedSync)
        let value = try body(session)
        // The body may have swallowed it, and enqueued statements have nowhere else to report.
        if let failure = session.failure { throw failure }
        return value
    }

    private func statements(of db: Database) -> StatementCache {
        state.withLock { state in
            if let known = state.statements[ObjectIdentifier(db)] { return known }
            let new = StatementCache()
            state.statements[ObjectIdentifier(db)] = new
            return new
        }
    }

    /// The process ends after a failed fsync or checkpoint; until it has, nothing more is committed.
    private func rememberFailedSync(_ failure: StoreError) { state.withLock { $0.failedSync = failure } }

    private func mapped<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as DatabaseError {
            let failure = SQLiteFailure(error)
            if failure.isFailedSync { rememberFailedSync(failure.storeError) }
            throw failure.storeError
        }
    }
}
