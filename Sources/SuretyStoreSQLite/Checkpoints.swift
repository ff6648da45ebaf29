internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// Moves the WAL into the database once it is long enough, after a commit on the writer's connection, as SQLite's own
/// automatic checkpoint does. That one ignores every error, a failed fsync of the database file too; here nothing is
/// committed after it.
final class Checkpoints: Sendable {
    private let limit: Int
    private let frames = Atomic(0)

    init(every limit: Int) { self.limit = limit }

    /// Takes the place of SQLite's automatic checkpoint. This object must outlive the connection.
    func install(on db: Database) {
        _ = sqlite3_wal_hook(
            db.sqliteConnection,
            { context, _, _, frames in
                guard let context else { return SQLITE_OK }
                let checkpoints = Unmanaged<Checkpoints>.fromOpaque(context).takeUnretainedValue()
                checkpoints.frames.store(Int(frames), ordering: .relaxed)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Whether the last commit left enough in the WAL.
    var isDue: Bool { frames.load(ordering: .relaxed) >= limit }

    /// On the writer's connection, outside any transaction.
    func run(on db: Database) throws {
        frames.store(0, ordering: .relaxed)
        do {
            try db.checkpoint(.passive)
        } catch DatabaseError.SQLITE_BUSY, DatabaseError.SQLITE_LOCKED, DatabaseError.SQLITE_FULL {
            // A reader is in the way, or the database has no room to grow: the WAL has it all, and the next commit
            // tries again.
        }
    }
}
