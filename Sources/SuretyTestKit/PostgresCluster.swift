import Foundation
package import SuretyStore
package import SuretyStorePostgres
import Synchronization

/// A throw-away PostgreSQL server in a folder of its own, or the one that `SURETY_TEST_POSTGRES` names.
///
/// A shell waits for this process to end, however it ends, then stops the server and removes the folder. The default
/// collation is English on purpose: what relies on byte order must say so.
package final class PostgresCluster: Sendable {
    /// The cluster of this test process, started when it is first asked for. It forgets on a crash (`fsync=off`).
    package static var shared: PostgresCluster { get throws { try started.get() } }

    /// Whether `shared` is a cluster of our own, with `fsync=off`.
    package static var isThrowAway: Bool { givenURL == nil }

    private static let givenURL = ProcessInfo.processInfo.environment["SURETY_TEST_POSTGRES"]

    private static let started = Result {
        if let givenURL { return PostgresCluster(url: givenURL) }
        return try PostgresCluster(settings: ["fsync": "off", "full_page_writes": "off", "listen_addresses": ""])
    }

    /// A cluster with `fsync=on` that listens on 127.0.0.1 only, to be stopped, paused and crashed by one test. It
    /// goes when `body` ends.
    package static func withDedicated<Value>(_ body: (PostgresCluster) throws -> Value) throws -> Value {
        let port = try freePort()
        let cluster = try PostgresCluster(settings: ["listen_addresses": "127.0.0.1", "port": "\(port)"], port: port)
        return try withExtendedLifetime(cluster) { try body(cluster) }
    }

    private let maintenanceURL: String
    private let server: PostgresServer?
    /// Held open for as long as the server shall live.
    private let lifeline: Lifeline?

    private init(url: String) {
        maintenanceURL = url
        server = nil
        lifeline = nil
    }

    private init(settings: [String: String], port: Int? = nil) throws {
        let server = try PostgresServer(settings: settings)
        self.server = server
        maintenanceURL =
            if let port {
                "postgres://postgres@127.0.0.1:\(port)/postgres"
            } else {
                "postgres:///postgres?host=\(server.folder)&user=postgres"
            }
        lifeline = try server.stopWithThisProcess()
        try server.start()
    }

    /// A fresh, empty database.
    package func makeDatabase() throws -> String {
        let name = "t_\(UInt64.random(in: .min ... .max))"
        try Shell.run(PostgresServer.program("psql"), "-XqAt", "-d", maintenanceURL, "-c", "CREATE DATABASE \(name)")
        guard var url = URLComponents(string: maintenanceURL) else { throw ShellFailure("bad URL \(maintenanceURL)") }
        url.path = "/\(name)"
        return url.string ?? maintenanceURL
    }

    /// A fresh database with these tables, opened.
    package func open(
        _ tables: [Table] = [], connections: Int = 4, limits: PostgresLimits = .init()
    ) throws -> PostgresDatabase {
        var limits = limits
        limits.acceptsUnsafeServer = true
        let database = try PostgresDatabase(url: try makeDatabase(), connections: connections, limits: limits)
        try database.migrate(tables.map(database.createTable))
        return database
    }

    /// Ends the server at once, as a power cut would, but for the bytes the kernel already has.
    package func crash() throws { try server?.control("stop", "-m", "immediate") }

    /// Starts it again after `crash`.
    package func restart() throws { try server?.start() }

    /// Stops all its processes where they are (SIGSTOP), until `resume`.
    package func pause() throws { try server?.signal("STOP") }
    package func resume() throws { try server?.signal("CONT") }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) != 0 || getsockname(descriptor, pointer, &length) != 0
            }
        }
        guard !failed else { throw ShellFailure("no free port on 127.0.0.1") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
