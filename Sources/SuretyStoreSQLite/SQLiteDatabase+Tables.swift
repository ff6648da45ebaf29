package import SuretyStore

extension SQLiteDatabase {
    /// The DDL of a table. STRICT, so that SQLite refuses a value of another type as PostgreSQL does.
    package func createTable(_ table: Table) -> String {
        let columns = table.columns.map { column in
            "\(quoted(column.name)) \(column.type.sqlite)\(column.isNullable ? "" : " NOT NULL")"
        }
        let key = table.key.map { quoted($0.name) }.joined(separator: ", ")
        return """
            CREATE TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")), PRIMARY KEY (\(key))) \
            STRICT\(table.isWide ? "" : ", WITHOUT ROWID")
            """
    }
}

extension Table {
    /// Whether rows carry documents: events, states, answers.
    ///
    /// Such rows lie better in a table of their own with the key in an index. Within the key's tree they make it deep
    /// (a page holds ten, inner pages too) and a batch that spans partitions rewrites a page for each. Measured with
    /// 300-byte events and 500-byte states, batches of 512 over 64 partitions: 265,000 rows a second against 113,000
    /// to 161,000, half the bytes written; a fetch by key costs 3.5 µs against 2.2. Narrow rows lose a tenth of the
    /// file to the second tree and gain nothing.
    fileprivate var isWide: Bool { columns.dropFirst(keyLength).contains { $0.type == .bytes } }
}

extension Table.ColumnType {
    fileprivate var sqlite: String {
        switch self {
        case .integer: "INTEGER"
        case .text: "TEXT"
        case .bytes: "BLOB"
        }
    }
}
