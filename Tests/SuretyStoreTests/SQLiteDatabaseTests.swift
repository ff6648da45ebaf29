import Foundation
import SuretyStore
import SuretyStoreSQLite
import SuretyTestKit
import Testing

/// What is SQLite's own; what both engines promise is in the conformance suite.
@Suite struct SQLiteDatabaseTests {
    @Test(
        "The writer is durable and its settings are what the design says",
        arguments: [
            ("synchronous", "2"), ("journal_mode", "wal"), ("page_size", "4096"), ("foreign_keys", "1"),
            ("cache_size", "-65536"), ("busy_timeout", "5000"), ("locking_mode", "normal"),
        ])
    func settings(_ name: String, _ value: String) throws {
        let database = try SQLiteDatabase(path: TestFolder.make() + "/surety.sqlite")
        try #expect(database.setting(name) == value)
        try database.close()
    }

    @Test("Only its owner may read the files")
    func modes() throws {
        let path = try TestFolder.make() + "/surety.sqlite"
        let database = try SQLiteDatabase(path: path)
        try database.migrate(["CREATE TABLE t (a INTEGER) STRICT"])
        for file in [path, path + ".lock", path + "-wal", path + "-shm"] {
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(file)")
        }
        try database.close()
    }

    @Test("A second opening is refused and says who has the file, until the first is closed")
    func ownership() throws {
        let path = try TestFolder.make() + "/surety.sqlite"
        let first = try SQLiteDatabase(path: path)
        let error = #expect(throws: StoreError.self) { try SQLiteDatabase(path: path) }
        #expect(
            error
                == .refused(
                    "database \(path) is in use by process \(getpid()); only one process may have it open"))
        try first.close()
        try SQLiteDatabase(path: path).close()
    }

    @Test("Another name of the same file meets the same lock")
    func link() throws {
        let folder = try TestFolder.make()
        let first = try SQLiteDatabase(path: folder + "/surety.sqlite")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/other.sqlite", withDestinationPath: folder + "/surety.sqlite")
        #expect(throws: StoreError.self) { try SQLiteDatabase(path: folder + "/other.sqlite") }
        try first.close()
    }

    @Test("Another process that has the lock keeps this one out")
    func otherProcess() throws {
        let path = try TestFolder.make() + "/surety.sqlite"
        try Data("4711\n".utf8).write(to: URL(fileURLWithPath: path + ".lock"))
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = [path + ".lock", "sh", "-c", "echo locked; read line"]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        _ = output.fileHandleForReading.availableData
        let error = #expect(throws: StoreError.self) { try SQLiteDatabase(path: path) }
        #expect(
            error == .refused("database \(path) is in use by process 4711; only one process may have it open"))
        #expect(!FileManager.default.fileExists(atPath: path))
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        try SQLiteDatabase(path: path).close()
    }

    @Test("What cannot be a database is refused in a clear sentence")
    func notADatabase() throws {
        let folder = try TestFolder.make()
        #expect(throws: StoreError.refused("\(folder) is a directory, not a database file")) {
            try SQLiteDatabase(path: folder)
        }
        #expect(throws: StoreError.refused("no folder for \(folder)/none/surety.sqlite")) {
            try SQLiteDatabase(path: folder + "/none/surety.sqlite")
        }
        #expect(throws: StoreError.refused("/dev/null is not a regular file")) { try SQLiteDatabase(path: "/dev/null") }
        let picture = Data(repeating: 7, count: 8192)
        try picture.write(to: URL(fileURLWithPath: folder + "/picture"))
        #expect(throws: StoreError.corrupt("\(folder)/picture is not an SQLite database")) {
            try SQLiteDatabase(path: folder + "/picture")
        }
        try #expect(Data(contentsOf: URL(fileURLWithPath: folder + "/picture")) == picture)
    }

    @Test(
        "Versions with the WAL-reset bug are known",
        arguments: [
            ("3.6.23", false), ("3.7.0", true), ("3.40.1", true), ("3.44.5", true), ("3.44.6", false),
            ("3.45.0", true), ("3.50.6", true), ("3.50.7", false), ("3.51.2", true), ("3.51.3", false),
            ("3.52.0", false), ("4.0.0", false), ("3.51", true), ("unknown", true),
        ])
    func walResetBug(_ version: String, _ isAffected: Bool) {
        #expect(SQLiteDatabase.hasWALResetBug(version: version) == isAffected)
    }

    @Test("Closing leaves the whole database in one file, though readers were open")
    func closing() throws {
        let path = try TestFolder.make() + "/surety.sqlite"
        let database = try SQLiteDatabase(path: path)
        try database.migrate(["CREATE TABLE t (a INTEGER) STRICT"])
        try database.write { _ = try $0.run("INSERT INTO t VALUES (\(Int64(1)))") }
        try #expect(database.read { try $0.run("SELECT a FROM t")[0].integer(0) } == 1)
        try database.close()
        try database.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        #expect(throws: StoreError.self) { try database.read { try $0.run("SELECT a FROM t") } }
    }

    @Test("The WAL is checkpointed once it has a thousand frames")
    func checkpoint() throws {
        let path = try TestFolder.make() + "/surety.sqlite"
        let database = try SQLiteDatabase(path: path)
        try database.migrate(["CREATE TABLE t (a BLOB) STRICT"])
        func size() throws -> Int {
            try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        }
        for _ in 0..<3 { try database.write { _ = try $0.run("INSERT INTO t VALUES (zeroblob(1000000))") } }
        try #expect(size() < 1_000_000)
        for _ in 0..<2 { try database.write { _ = try $0.run("INSERT INTO t VALUES (zeroblob(1000000))") } }
        try #expect(size() > 4_000_000)
        try database.close()
    }

    @Test("Bulk statements find rows through the primary key", arguments: [1, 8, 64], [2, 3])
    func plans(_ rows: Int, _ keyLength: Int) throws {
        let key = [Table.Column.integer("partition"), .integer("due"), .text("id")].prefix(keyLength)
        for columns in [[Table.Column.integer("last")], [.bytes("state")]] {
            let table = Table("order", key: Array(key), columns: columns)
            let database = try SQLiteDatabase.inMemory()
            try database.migrate([database.createTable(table)])
            for verb in [BulkStatement.Verb.fetch, .drop] where BulkStatement.sizes(verb).contains(rows) {
                let shape = BulkStatement(verb, table, rows: rows)
                let plan = try database.read { session in
                    try session.run([.sql(shape.explained)])[0].map { try $0.text(3) }
                }
                let search = plan.filter { $0.hasPrefix("SEARCH") && $0.contains("partition=? AND due=?") }
                #expect(search.count == 1, "\(verb): \(plan)")
                #expect(!plan.contains { $0.hasPrefix("SCAN order") || $0.hasPrefix("SCAN stored") }, "\(plan)")
            }
        }
    }
}

extension BulkStatement {
    /// The statement's plan; the values of its parameters do not matter to it.
    fileprivate var explained: SQL {
        let literal = text.split(separator: "?", omittingEmptySubsequences: false).joined(separator: "0")
        return SQL(stringLiteral: "EXPLAIN QUERY PLAN \(literal)")
    }
}
