internal import GRDBSQLite
internal import SuretyStore

/// One open transaction. After a failed statement it refuses all that follows, as PostgreSQL does, until a savepoint
/// takes the failure back: without that, a body that swallows an error would commit on one engine and not the other,
/// and statements after SQLite's own rollback (a full disk) would each commit alone.
final class SQLiteSession: SQLSession {
    private let connection: OpaquePointer
    private let statements: StatementCache
    private let arena = BindingArena()
    private let syncFailed: (StoreError) -> Void

    private(set) var failure: StoreError?

    /// `syncFailed` is told of a failed fsync, which concerns more than this transaction.
    init(_ connection: OpaquePointer, _ statements: StatementCache, syncFailed: @escaping (StoreError) -> Void) {
        self.connection = connection
        self.statements = statements
        self.syncFailed = syncFailed
    }

    func run(_ statements: [Statement]) throws(StoreError) -> [[SQLRow]] {
        try statements.map { (statement) throws(StoreError) in
            try guarded { () throws(SQLiteFailure) in
                try perform(statement)
            }
        }
    }

    /// Runs at once: there is no trip to save. An error surfaces with the next `run`, the savepoint's end or COMMIT.
    func enqueue(_ statements: [Statement]) {
        guard failure == nil else { return }
        do throws(StoreError) { _ = try run(statements) } catch { failure = error }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try control("SAVEPOINT surety")
        do {
            let value = try body()
            try control("RELEASE surety")
            return value
        } catch {
            try takeBack()
            throw error
        }
    }

    private func takeBack() throws(StoreError) {
        // Where SQLite has rolled back everything there is no savepoint left, and the failure stays.
        guard isOpen else { return }
        failure = nil
        try control("ROLLBACK TO surety")
        try control("RELEASE surety")
    }

    /// Runs one statement without parameters that will not come again.
    func execute(_ text: String) throws(StoreError) {
        try guarded { () throws(SQLiteFailure) in
            _ = try PreparedStatement(text, on: connection).run([], arena)
        }
    }

    private func control(_ text: String) throws(StoreError) {
        try guarded { () throws(SQLiteFailure) in
            let statement = try statements.statement(.text(text), on: connection) { text }
            _ = try statement.run([], arena)
        }
    }

    private var isOpen: Bool { sqlite3_get_autocommit(connection) == 0 }

    private func guarded<Value>(_ work: () throws(SQLiteFailure) -> Value) throws(StoreError) -> Value {
        if let failure { throw failure }
        guard isOpen else { throw .unavailable("SQLite has rolled the transaction back") }
        do throws(SQLiteFailure) {
            return try work()
        } catch {
            let failure = error.storeError
            self.failure = failure
            if error.isFailedSync { syncFailed(failure) }
            throw failure
        }
    }

    private func perform(_ statement: Statement) throws(SQLiteFailure) -> [SQLRow] {
        switch statement {
        case .sql(let sql):
            try statements.statement(.text(sql.text), on: connection) { sql.text }.run(sql.values, arena)
        case .fetch(let table, let keys): try bulk(.fetch, table, distinct(keys))
        case .add(let table, let rows): try bulk(.add, table, rows)
        case .put(let table, let rows): try bulk(.put, table, rows)
        case .drop(let table, let keys): try bulk(.drop, table, keys)
        }
    }

    private func bulk(
        _ verb: BulkStatement.Verb, _ table: Table, _ rows: [[SQLValue]]
    ) throws(SQLiteFailure) -> [SQLRow] {
        var answer: [SQLRow] = []
        let types = table.columns.prefix(verb.takesKeys ? table.keyLength : table.columns.count).map(\.type)
        var rest = rows[...]
        for size in BulkStatement.sizes(verb) where rest.count >= size {
            let shape = BulkStatement(verb, table, rows: size)
            let statement = try statements.statement(.bulk(shape), on: connection) { shape.text }
            while rest.count >= size {
                try statement.run(rest.prefix(size), types, arena, into: &answer)
                rest = rest.dropFirst(size)
            }
        }
        return answer
    }

    /// A key that is asked for twice is answered once.
    private func distinct(_ keys: [[SQLValue]]) -> [[SQLValue]] {
        if keys.count < 2 { return keys }
        var seen = Set<[SQLValue]>(minimumCapacity: keys.count)
        return keys.filter { seen.insert($0).inserted }
    }
}
