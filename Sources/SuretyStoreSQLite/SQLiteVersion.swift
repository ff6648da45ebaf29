internal import GRDBSQLite

extension SQLiteDatabase {
    /// The version of the SQLite library that runs, such as `3.40.1`: printed at start-up and in reports.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    /// Whether this SQLite can corrupt a database when two connections write or checkpoint at the same instant
    /// (sqlite.org/wal.html#walresetbug): 3.7.0 to 3.51.2, but for 3.44.6 and 3.50.7 and what followed on those
    /// branches. Surety keeps to one writer connection in one process, so start-up warns and goes on.
    ///
    /// A text that is no version counts as affected: not known is not no.
    package static func hasWALResetBug(version: String = libraryVersion) -> Bool {
        let parts = version.split(separator: ".").map { Int($0) }
        guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return true }
        let patch = parts.count > 2 ? parts[2] ?? 0 : 0
        switch (major, minor, patch) {
        case (3, 44, 6...), (3, 50, 7...): return false
        case (...2, _, _), (3, ..<7, _): return false
        case (3, 7...50, _), (3, 51, ...2): return true
        default: return false
        }
    }
}
