internal import Synchronization

/// The statements prepared on one connection. Preparing costs more than running: about half the rate of a batch of 64.
final class StatementCache: Sendable {
    enum Key: Hashable {
        case text(String)
        case bulk(BulkStatement)
    }

    // One thread at a time uses a connection; the lock is never waited for and costs less than a row.
    private let statements = Mutex<[Key: PreparedStatement]>([:])

    /// Far more than Surety's statements; where a text is built from what it queries, the cache stays bounded.
    private static let limit = 1024

    func statement(
        _ key: Key, on connection: OpaquePointer, text: () -> String
    ) throws(SQLiteFailure) -> PreparedStatement {
        if let known = statements.withLock({ $0[key] }) { return known }
        let new = try PreparedStatement(text(), on: connection)
        statements.withLock { statements in
            if statements.count >= Self.limit { statements.removeAll() }
            statements[key] = new
        }
        return new
    }
}
