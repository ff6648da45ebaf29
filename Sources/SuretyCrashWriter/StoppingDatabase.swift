import Foundation
import SuretyStore
import Synchronization

/// A database in one of whose transactions this process stops itself: all is written, and COMMIT is not sent yet.
final class StoppingDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let countdown: Mutex<Int?>

    init(_ database: any SQLDatabase, stopAt: Int?) {
        self.database = database
        countdown = Mutex(stopAt)
    }

    var engine: EngineKind { database.engine }

    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try database.write { session in
            let value = try body(session)
            if isTime {
                // So that the statements have reached the server.
                try session.run("SELECT 1")
                raise(SIGSTOP)
            }
            return value
        }
    }

    private var isTime: Bool {
        countdown.withLock { left in
            guard let count = left else { return false }
            left = count > 1 ? count - 1 : nil
            return count == 1
        }
    }

    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value { try database.read(body) }
    func createTable(_ table: Table) -> String { database.createTable(table) }
    func migrate(_ script: [String]) throws(StoreError) { try database.migrate(script) }
    func close() throws(StoreError) { try database.close() }
}
