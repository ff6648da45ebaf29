import Foundation

/// The processes and the folder of one PostgreSQL server. Where the tests run as root, it runs as `postgres`.
struct PostgresServer: Sendable {
    let folder: String
    private let options: String

    /// Makes the folder and the files of an empty cluster.
    init(settings: [String: String]) throws {
        folder = "/tmp/surety-pg-\(getpid())-\(UInt32.random(in: .min ... .max))"
        let settings = settings.merging(
            ["unix_socket_directories": folder, "max_connections": "200"], uniquingKeysWith: { ours, _ in ours })
        options = settings.map { "-c \($0.key)=\($0.value)" }.joined(separator: " ")
        try Self.asOwner("mkdir", "-m", "700", folder)
        try Self.asOwner(
            Self.program("initdb"), "-D", "\(folder)/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
    }

    /// Waits until it answers.
    func start() throws { try control("start", "-l", "\(folder)/log", "-o", options) }

    func control(_ command: String, _ arguments: String...) throws {
        try Self.asOwner([Self.program("pg_ctl"), command, "-w", "-s", "-D", "\(folder)/data"] + arguments)
    }

    /// Sends a signal to the server's first process and to all its children.
    func signal(_ name: String) throws {
        let script = "first=$(head -1 \"$0/data/postmaster.pid\"); kill -\(name) $first $(pgrep -P $first)"
        try Shell.run("/bin/sh", "-c", script, folder)
    }

    /// A shell that stops the server and removes its folder once the pipe's other end is closed, by the kernel if by
    /// nobody else.
    func stopWithThisProcess() throws -> Lifeline {
        let script = """
            trap '' INT TERM HUP; read line
            \(Self.ownerPrefix.joined(separator: " ")) "$1" stop -m immediate -s -D "$0/data"; rm -rf "$0"
            """
        return try Shell.startReading(["/bin/sh", "-c", script, folder, Self.program("pg_ctl")])
    }

    /// The newest installed version, or the first on the path.
    static func program(_ name: String) -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).sorted().last
        return newest.map { "\(root)/\($0)/bin/\(name)" } ?? name
    }

    private static var ownerPrefix: [String] { getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : [] }

    private static func asOwner(_ words: String...) throws { try asOwner(words) }
    private static func asOwner(_ words: [String]) throws { try Shell.run(ownerPrefix + words) }
}
