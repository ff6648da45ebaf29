import CPostgres

/// What one connection has prepared, by text and parameter types: a NULL has no type of its own, so one text can
/// stand for several statements.
struct PreparedStatements {
    struct Key: Hashable {
        let text: String
        let types: [Oid]
    }

    /// Above this many, all are given up once the transaction is over. Each costs the server tens of kilobytes.
    static let limit = 512

    private var names: [Key: String] = [:]
    private var given = 0

    var isFull: Bool { names.count > Self.limit }

    func name(of key: Key) -> String? { names[key] }

    /// A fresh name. A name is never used twice, not even where its preparation failed.
    mutating func admit(_ key: Key) -> String {
        given += 1
        let name = "s\(given)"
        names[key] = name
        return name
    }

    mutating func forget(_ key: Key) { names[key] = nil }
    mutating func removeAll() { names.removeAll() }
}
