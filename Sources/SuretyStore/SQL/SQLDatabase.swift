/// One open transaction on one connection. Synchronous on purpose: a transaction cannot await.
package protocol SQLSession {
    /// Sends the statements together, in order, after all those enqueued before: one round trip on PostgreSQL.
    /// Answers the rows of each of `statements`; those enqueued before answer nothing.
    @discardableResult
    func run(_ statements: [Statement]) throws(StoreError) -> [[SQLRow]]

    /// Leaves statements to be sent with the next `run`, or with the COMMIT when there is none.
    func enqueue(_ statements: [Statement])

    /// Runs `body` so that its writes can be taken back alone. Where `body` throws, its writes and whatever it
    /// enqueued are undone and the error is thrown on; the transaction goes on.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value
}

extension SQLSession {
    /// One statement's rows.
    @discardableResult
    package func run(_ sql: SQL) throws(StoreError) -> [SQLRow] { try run([.sql(sql)])[0] }
}

/// A database that holds one Surety. Every call blocks the calling thread, which therefore is never one of the
/// cooperative pool's.
package protocol SQLDatabase: Sendable {
    var engine: EngineKind { get }

    /// Runs `body` in one write transaction and commits: nobody is answered before COMMIT is durable. Where `body`
    /// throws, all is rolled back and the error is thrown on. `StoreError.commitUnknown` means that the connection
    /// was lost while the COMMIT's answer was awaited.
    ///
    /// SQLite begins IMMEDIATE, which is its head lock; PostgreSQL is READ COMMITTED and locks rows.
    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value

    /// Runs `body` in one read-only transaction that sees one state of the database (REPEATABLE READ on PostgreSQL).
    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value

    /// The DDL of a table in this engine's spelling.
    func createTable(_ table: Table) -> String

    /// Runs statements without parameters one by one inside one write transaction, for migrations.
    func migrate(_ script: [String]) throws(StoreError)

    /// Ends all connections. No call may be running or come later.
    func close() throws(StoreError)
}

package enum EngineKind: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// What can go wrong with a database: faults of the world, not refusals of the domain.
package enum StoreError: Error, Hashable {
    /// A unique key refused a row; the text is the engine's own name of the constraint or columns.
    case duplicate(String)
    /// The database cannot be reached or answered too late. Nothing of the transaction was kept.
    case unavailable(String)
    /// The connection was lost after COMMIT was sent: it may or may not have been kept.
    case commitUnknown(String)
    /// Another process has the file, or the schema is of another version: `detail` says which and what to do.
    case refused(String)
    /// What is stored cannot be what Surety wrote.
    case corrupt(String)
    /// The disk failed or is full. After a failed fsync the process must end.
    case disk(String)
    /// A statement the engine does not accept: a mistake of ours.
    case statement(String)
}
