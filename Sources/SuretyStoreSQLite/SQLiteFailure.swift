internal import GRDB
internal import GRDBSQLite
internal import SuretyStore

/// An error as SQLite reports it, before it becomes a `StoreError`.
struct SQLiteFailure: Error {
    /// SQLite's extended result code.
    let code: Int32
    let message: String

    init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: DatabaseError) {
        self.init(code: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    }

    /// The error of the call just made on `connection`.
    static func last(on connection: OpaquePointer?) -> SQLiteFailure {
        SQLiteFailure(
            code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)))
    }

    /// After a failed fsync nobody knows what the disk holds: the kernel may have dropped the pages and reports the
    /// next fsync as a success.
    var isFailedSync: Bool { code == Self.fsync || code == Self.directoryFsync }

    var storeError: StoreError {
        let detail = "\(message) (SQLite code \(code))"
        return switch code & 0xFF {
        case SQLITE_CONSTRAINT where code == Self.primaryKey || code == Self.unique:
            .duplicate(columns)
        case SQLITE_FULL, SQLITE_IOERR: .disk(detail)
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_PROTOCOL:
            .unavailable(detail)
        case SQLITE_NOTADB, SQLITE_CORRUPT: .corrupt(detail)
        default: .statement(detail)
        }
    }

    /// `UNIQUE constraint failed: orders.partition, orders.id` without what every such message begins with.
    private var columns: String {
        guard let colon = message.firstRange(of: ": ") else { return message }
        return String(message[colon.upperBound...])
    }

    // Swift does not import macros that are computed from others.
    private static let unique = SQLITE_CONSTRAINT | (8 << 8)
    private static let primaryKey = SQLITE_CONSTRAINT | (6 << 8)
    private static let fsync = SQLITE_IOERR | (4 << 8)
    private static let directoryFsync = SQLITE_IOERR | (5 << 8)
}
