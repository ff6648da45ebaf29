import ArgumentParser
import Foundation
import SuretyEngine
import SuretyRules
import SuretyStore
import SuretyStorePostgres
import SuretyStoreSQLite
import SuretyWire

/// Which database and which rules a command works on.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "A file for the embedded database, or postgres://… (also SURETY_DATABASE).")
    var database: String?

    @Option(help: "The folder of rulebook editions (also SURETY_RULEBOOKS).")
    var rulebooks: String?

    var address: DatabaseAddress { DatabaseAddress(given) }

    private var given: String {
        database ?? ProcessInfo.processInfo.environment["SURETY_DATABASE"] ?? "surety.sqlite"
    }

    /// Taken for a file, an address of another kind would be printed with its password.
    func validate() throws {
        guard case .file(let path) = address, path.contains("://") else { return }
        throw ValidationError("a database is a file, or an address that begins with postgres://")
    }

    func library(_ console: Console) throws -> RulebookLibrary {
        try RulebookFolder.load(path: try RulebookLocation.find(rulebooks, console))
    }

    func openEngine(_ console: Console, in surroundings: Surroundings = .live) throws -> Engine {
        let library = try library(console)
        return try Engine(database: try address.open(console), library: library, surroundings: surroundings)
    }
}

enum DatabaseAddress: Equatable {
    case file(String)
    case postgres(String)

    init(_ text: String) {
        self = text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") ? .postgres(text) : .file(text)
    }

    func open(_ console: Console) throws -> any SQLDatabase {
        switch self {
        case .file(let path): return try SQLiteDatabase(path: console.path(path))
        case .postgres(let url): return try PostgresDatabase(url: url, connections: 8)
        }
    }

    /// The socket on which a process that serves the file takes commands.
    func socketPath(_ console: Console) -> String? {
        if case .file(let path) = self { console.path(path) + ".sock" } else { nil }
    }
}

/// Where the rulebooks lie: where told, in the folder at hand, or beside the program.
enum RulebookLocation {
    static func find(_ told: String?, _ console: Console) throws -> String {
        if let told = told ?? ProcessInfo.processInfo.environment["SURETY_RULEBOOKS"] { return console.path(told) }
        let candidates = [console.path("Rulebooks"), "/usr/share/surety/Rulebooks"] + besideProgram
        for candidate in candidates where isFolder(candidate) { return candidate }
        throw UsageError(message: "no rulebooks found; name their folder with --rulebooks")
    }

    /// `Rulebooks` in a folder above the program, as in a checkout.
    private static var besideProgram: [String] {
        var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        return (0..<6).map { _ in
            folder.deleteLastPathComponent()
            return folder.appendingPathComponent("Rulebooks").path
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
