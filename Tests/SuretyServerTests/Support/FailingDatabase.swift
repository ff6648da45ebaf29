import SuretyStore
import Synchronization

/// A database that fails as told, with an error whose text nobody outside should read.
final class FailingDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let state = Mutex(State())

    private struct State {
        var reads: StoreError?
        var readsLeft = 0
        var failuresLeft = Int.max
        var writes: StoreError?
    }

    init(_ database: any SQLDatabase) { self.database = database }

    var engine: EngineKind { database.engine }

    /// Lets so many reads pass, a request's first one looks at its key, and fails so many after them.
    func failReads(with fault: StoreError?, after count: Int = 0, times: Int = .max) {
        state.withLock { ($0.reads, $0.readsLeft, $0.failuresLeft) = (fault, count, times) }
    }

    func failWrites(with fault: StoreError?) { state.withLock { $0.writes = fault } }

    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        if let fault = state.withLock({ $0.writes }) { throw fault }
        return try database.write(body)
    }

    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        let fault = state.withLock { state -> StoreError? in
            guard state.readsLeft == 0 else {
                state.readsLeft -= 1
                return nil
            }
            guard let fault = state.reads, state.failuresLeft > 0 else { return nil }
            state.failuresLeft -= 1
            return fault
        }
        if let fault { throw fault }
        return try database.read(body)
    }

    func createTable(_ table: Table) -> String { database.createTable(table) }
    func migrate(_ script: [String]) throws(StoreError) { try database.migrate(script) }
    func close() throws(StoreError) { try database.close() }
}

extension StoreError {
    /// One of each kind, with a text that must not leave the process.
    static let secrets: [StoreError] = [
        .duplicate(secret), .unavailable(secret), .commitUnknown(secret), .refused(secret), .corrupt(secret),
        .disk(secret), .statement(secret),
    ]

    static let secret = "host db-7.internal refused hunter2"
}
