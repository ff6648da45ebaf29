import Foundation
import Testing

/// The built program, started as a user starts it. One after another: each has threads and files of its own, and there
/// are two cores.
@Suite("The process", .serialized) struct ProcessTests {}

/// A new key for a database file in a folder.
func makeKey(in folder: String, _ database: String = "market.sqlite", role: String = "integrator") throws -> String {
    let made = try Program.run("key", "create", "--role", role, "--database", database, in: folder)
    guard made.status == 0, let key = made.lines.first else { throw ProgramFailure("no key: \(made)") }
    return String(key)
}

/// How many facts a database holds, by what it exports.
func exported(_ folder: String, _ database: String = "market.sqlite") throws -> Int {
    let ended = try Program.run("export", "--database", database, in: folder)
    guard ended.status == 0 else { throw ProgramFailure("no export: \(ended)") }
    return ended.lines.count
}
