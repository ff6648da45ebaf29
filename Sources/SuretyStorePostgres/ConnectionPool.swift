import Dispatch
import SuretyStore
import Synchronization

/// At most `size` connections, each lent to one thread at a time.
final class ConnectionPool: Sendable {
    private let address: PostgresAddress
    private let size: Int
    private let limits: PostgresLimits
    /// Counts up from zero: a dispatch semaphore that is freed below its first value traps.
    private let permits = DispatchSemaphore(value: 0)
    /// Connections that nobody uses, the most recently used last.
    private let idle = Mutex<[PostgresConnection]>([])

    init(address: PostgresAddress, size: Int, limits: PostgresLimits) {
        self.address = address
        self.size = size
        self.limits = limits
        for _ in 0..<size { permits.signal() }
    }

    func withConnection<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        guard permits.wait(timeout: .now() + .milliseconds(limits.poolWaitMilliseconds)) == .success else {
            throw StoreError.unavailable(
                "all \(size) database connections stayed busy for \(limits.poolWaitMilliseconds) ms")
        }
        defer { permits.signal() }
        let connection = try idleConnection() ?? PostgresConnection(address, limits)
        defer { giveBack(connection) }
        return try body(connection)
    }

    func openFirst() throws(StoreError) {
        let connection = try PostgresConnection(address, limits)
        idle.withLock { $0.append(connection) }
    }

    func close() {
        idle.withLock { $0.removeAll() }
    }

    /// The server may have ended connections while they were idle; those are passed over.
    private func idleConnection() -> PostgresConnection? {
        while let connection = idle.withLock({ $0.popLast() }) {
            if connection.isAlive() { return connection }
        }
        return nil
    }

    private func giveBack(_ connection: PostgresConnection) {
        connection.boundPreparedStatements()
        if !connection.isBroken { idle.withLock { $0.append(connection) } }
    }
}
