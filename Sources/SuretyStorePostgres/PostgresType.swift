import CPostgres
import SuretyStore

/// The object ids of the types that Surety sends; they are the same on every server.
enum PostgresType {
    static let integer: Oid = 20
    static let text: Oid = 25
    static let bytes: Oid = 17
    /// The server finds out from where the parameter stands.
    static let inferred: Oid = 0
}

extension Table.ColumnType {
    var element: Oid {
        switch self {
        case .integer: PostgresType.integer
        case .text: PostgresType.text
        case .bytes: PostgresType.bytes
        }
    }

    var array: Oid {
        switch self {
        case .integer: 1016
        case .text: 1009
        case .bytes: 1001
        }
    }

    var spelling: String {
        switch self {
        case .integer: "BIGINT"
        case .text: "TEXT COLLATE \"C\""
        case .bytes: "BYTEA"
        }
    }
}
