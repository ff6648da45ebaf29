internal import GRDB
internal import GRDBSQLite
package import SuretyStore

extension SQLiteDatabase {
    /// Opens the database at `path`, made where there is none, for this process alone: one writer, several readers.
    package convenience init(path: String, readers: Int = 4) throws(StoreError) {
        let file = try DatabaseFile(path)
        let ownership = try FileOwnership(ofDatabase: file.path)
        try file.createIfMissing()
        try LeftoverLog(ofDatabase: file.path).makeDurable()
        let checkpoints = Checkpoints(every: Self.defaultCheckpointFrames)
        let pool = try opening(file.path) { () throws in
            let pool = try DatabasePool(path: file.path, configuration: configuration(readers: readers))
            try pool.writeWithoutTransaction { db in try makeDurable(db, .full, checkpoints) }
            return pool
        }
        self.init(pool, checkpoints, ownership: ownership)
    }

    /// A database of its own that goes when it is closed.
    package static func inMemory() throws(StoreError) -> SQLiteDatabase {
        let queue = try opening("in memory") { () throws in try DatabaseQueue(configuration: configuration()) }
        return SQLiteDatabase(queue, nil, ownership: nil)
    }

    /// Opens a database on a VFS that was registered with SQLite under the name `vfs`, through a single connection
    /// and without a lock file: for a simulated disk. What is not `.full` loses what it acknowledges, which a test of
    /// the tests wants to see; `checkpointFrames` lets short tests see checkpoints.
    package convenience init(
        path: String, vfs: String, synchronous: Synchronous = .full, checkpointFrames: Int = defaultCheckpointFrames
    ) throws(StoreError) {
        let checkpoints = Checkpoints(every: checkpointFrames)
        try LeftoverLog(ofDatabase: path, vfs: vfs).makeDurable()
        let queue = try opening(path) { () throws in
            let queue = try DatabaseQueue(
                path: "file:\(path)?vfs=\(vfs)", configuration: configuration(isExclusive: true))
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try makeDurable(db, synchronous, checkpoints)
            }
            return queue
        }
        self.init(queue, checkpoints, ownership: nil)
    }

    /// Frames in the WAL from which on a commit also checkpoints: SQLite's own default, 4 MiB.
    package static let defaultCheckpointFrames = 1000

    /// SQLite's own numbers.
    package enum Synchronous: Int, Sendable {
        case off = 0
        case normal = 1
        case full = 2
    }
}

private func configuration(readers: Int = 1, isExclusive: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.maximumReaderCount = readers
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
        // Before anything reads the file: then the WAL's index lies in this connection's memory and a VFS needs to
        // share none.
        if isExclusive { try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        try db.execute(sql: "PRAGMA page_size = 4096")
        // In KiB, for each connection.
        try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -16384 : -65536)")
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    return configuration
}

/// Comes after opening: `DatabasePool` sets `synchronous` to NORMAL once `prepareDatabase` has run, and in WAL mode
/// NORMAL loses acknowledged commits with the power.
private func makeDurable(
    _ db: Database, _ synchronous: SQLiteDatabase.Synchronous, _ checkpoints: Checkpoints
) throws {
    try db.execute(sql: "PRAGMA synchronous = \(synchronous.rawValue)")
    let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
    let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
    guard level == synchronous.rawValue, journal == "wal" else {
        throw StoreError.refused("SQLite would not be durable: synchronous \(level ?? -1), journal \(journal ?? "?")")
    }
    checkpoints.install(on: db)
}

/// Errors of opening, which in SQLite's words do not say which file they are about.
private func opening<Value>(_ path: String, _ work: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try work()
    } catch let error as StoreError {
        throw error
    } catch let error as DatabaseError {
        let failure = SQLiteFailure(error)
        switch failure.code & 0xFF {
        case SQLITE_NOTADB: throw .corrupt("\(path) is not an SQLite database")
        case SQLITE_CANTOPEN: throw .refused("cannot open \(path): \(failure.message)")
        case SQLITE_BUSY: throw .refused("database \(path) is locked by another program: \(failure.message)")
        default: throw failure.storeError
        }
    } catch {
        throw .refused("cannot open \(path): \(error)")
    }
}
