package import SuretyStore
import Synchronization

/// A database that loses the answer to a COMMIT when told to, in both ways it can be lost.
package final class LosingDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let next = Mutex<[Loss]>([])

    package enum Loss: Sendable {
        /// The transaction was kept, and nobody heard of it.
        case kept
        /// The transaction was not kept.
        case dropped
        /// The database could not be asked at all.
        case unreachable
    }

    package init(_ database: any SQLDatabase) { self.database = database }

    /// The next writes are lost in these ways, one each.
    package func lose(_ losses: Loss...) { next.withLock { $0 += losses } }

    package var engine: EngineKind { database.engine }

    package func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        switch next.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case nil: return try database.write(body)
        case .kept: _ = try database.write(body)
        case .dropped:
            do {
                try database.write { session in
                    _ = try body(session)
                    // So that what is only enqueued has run, as it would have by the time of a COMMIT.
                    try session.run("SELECT 1")
                    throw Dropped()
                }
            } catch is Dropped {}
        case .unreachable: throw StoreError.unavailable("the test cut the line")
        }
        throw StoreError.commitUnknown("the test lost the answer")
    }

    private struct Dropped: Error {}

    package func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value { try database.read(body) }
    package func createTable(_ table: Table) -> String { database.createTable(table) }
    package func migrate(_ script: [String]) throws(StoreError) { try database.migrate(script) }
    package func close() throws(StoreError) { try database.close() }
}
