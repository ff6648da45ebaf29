import Foundation
import SuretyStoreSQLite
import SuretyTestKit
import Testing

extension ProcessTests {
    @Suite("A database that cannot be opened") struct Opening {
        let folder: String

        init() throws { folder = try TestFolder.make() }

        @Test("is told in one sentence, without a trace and without the password", arguments: cases)
        func sentence(database: String, status: Int32, sentence: String) throws {
            try FileManager.default.createDirectory(atPath: "\(folder)/directory", withIntermediateDirectories: true)
            try String(repeating: "no database at all\n", count: 500).write(
                toFile: "\(folder)/text", atomically: true, encoding: .utf8)
            try "SQLite format 3\0".write(toFile: "\(folder)/header", atomically: true, encoding: .utf8)
            for command in [["verify"], ["serve", "--port", "0"], ["migrate"]] {
                let ended = try Program(command + ["--database", database], in: folder).end(within: 30)
                #expect(ended.status == status, "\(command): \(ended)")
                #expect(ended.err.contains(sentence), "\(command): \(ended)")
                #expect(!ended.err.contains("hunter2") && !ended.out.contains("hunter2"), "\(ended)")
                #expect(!ended.err.contains("Fatal error") && !ended.err.contains(".swift"), "\(ended)")
                if status == 3 { #expect(ended.err.split(separator: "\n").count == 1, "\(ended)") }
            }
        }

        static let cases: [(String, Int32, String)] = [
            ("directory", 3, "is a directory, not a database file"),
            ("text", 3, "text is not an SQLite database"),
            ("header", 3, "header is not an SQLite database"),
            ("nowhere/market.sqlite", 3, "surety: no folder for "),
            ("/dev/null", 3, "is not a regular file"),
            ("/proc/version", 3, "surety: cannot "),
            ("postgres://surety:hunter2@127.0.0.1:1/market", 3, "surety: the database cannot be reached: "),
            ("postgres://surety:hunter2@no.invalid/market", 3, "surety: the database cannot be reached: "),
            ("postgres://surety:hunter2@[bad", 3, "write postgres://user@host:5432/database"),
            ("mysql://surety:hunter2@127.0.0.1/market", 2, "begins with postgres://"),
        ]

        @Test("because another process has it is told with that process's number")
        func owned() throws {
            let database = try SQLiteDatabase(path: "\(folder)/market.sqlite")
            let ended = try Program.run("verify", "--database", "market.sqlite", in: folder)
            #expect(ended.status == 3, "\(ended)")
            #expect(
                ended.err.contains("is in use by process \(getpid()); only one process may have it open"), "\(ended)")
            try database.close()
            #expect(try Program.run("verify", "--database", "market.sqlite", in: folder).status == 0)
        }
    }
}
