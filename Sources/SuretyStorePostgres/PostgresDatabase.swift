package import SuretyStore

/// Surety on PostgreSQL through libpq in pipeline mode. The caller's thread does the work and waits.
///
/// It needs connections of its own: directly, or through a pooler that gives one for the whole session.
package final class PostgresDatabase: SQLDatabase {
    private let pool: ConnectionPool

    /// Opens the first connection, so that a wrong address or an unsafe server shows at once; the others are made
    /// when they are needed. `url` is a `postgres://` URL or libpq's `key=value` form.
    package init(url: String, connections: Int, limits: PostgresLimits = .init()) throws(StoreError) {
        precondition(connections > 0, "a pool needs at least one connection")
        pool = ConnectionPool(address: try PostgresAddress(url), size: connections, limits: limits)
        try pool.openFirst()
    }

    package var engine: EngineKind { .postgres }

    package func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try pool.withConnection { connection in
            try PostgresSession(connection, .write).complete(body)
        }
    }

    package func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try pool.withConnection { connection in
            try PostgresSession(connection, .read).complete(body)
        }
    }

    package func migrate(_ script: [String]) throws(StoreError) {
        do {
            try pool.withConnection { connection in
                try connection.withoutTimeLimit {
                    try PostgresSession(connection, .write).complete { session in
                        try session.runScript(["SET LOCAL statement_timeout = 0"] + script)
                    }
                }
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .statement("\(error)")
        }
    }

    package func createTable(_ table: Table) -> String { PostgresDialect.createTable(table) }

    package func close() throws(StoreError) { pool.close() }
}
