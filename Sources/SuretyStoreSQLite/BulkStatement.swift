package import SuretyStore

/// One text of a bulk statement: what it does, to which table, for how many rows at once.
package struct BulkStatement: Hashable {
    package enum Verb: Hashable {
        case fetch, add, put, drop

        /// Whether it is given keys; the others are given rows.
        var takesKeys: Bool { self == .fetch || self == .drop }
    }

    let verb: Verb
    let table: String
    let columns: [String]
    let keyLength: Int
    let rows: Int

    /// Row counts a text is prepared for. More than 64 gains nothing. Deletes go one by one:
    /// for a list of keys SQLite 3.40 scans the table, and one prepared step costs little beside the row itself.
    package static func sizes(_ verb: Verb) -> [Int] { verb == .drop ? [1] : [64, 8, 1] }

    package init(_ verb: Verb, _ table: Table, rows: Int) {
        self.verb = verb
        self.table = table.name
        columns = table.columns.map(\.name)
        keyLength = table.keyLength
        self.rows = rows
    }

    package var text: String {
        switch verb {
        case .fetch: fetch
        case .add: insert
        case .put: insert + onConflict
        case .drop: drop
        }
    }

    /// The keys drive and each finds its row through the primary key. CROSS JOIN keeps SQLite from turning the loop
    /// round; the schema's name keeps a table called `wanted` from being taken for the list of keys.
    private var fetch: String {
        let columns = columns.map { "stored.\(quoted($0))" }.joined(separator: ", ")
        if rows == 1 { return "SELECT \(columns) FROM main.\(quoted(table)) AS stored WHERE \(keyIsGiven)" }
        let same = keys.map { "stored.\($0) = wanted.\($0)" }.joined(separator: " AND ")
        return """
            WITH wanted (\(list(keys))) AS (VALUES \(places)) \
            SELECT \(columns) FROM wanted CROSS JOIN main.\(quoted(table)) AS stored ON \(same)
            """
    }

    private var insert: String {
        "INSERT INTO \(quoted(table)) (\(list(columns.map(quoted)))) VALUES \(places)"
    }

    private var onConflict: String {
        let rest = columns.dropFirst(keyLength).map(quoted)
        let target = " ON CONFLICT (\(list(keys))) DO"
        if rest.isEmpty { return "\(target) NOTHING" }
        return "\(target) UPDATE SET \(list(rest.map { "\($0) = excluded.\($0)" }))"
    }

    private var drop: String { "DELETE FROM \(quoted(table)) WHERE \(keyIsGiven)" }

    private var keys: [String] { columns.prefix(keyLength).map(quoted) }

    private var keyIsGiven: String { keys.map { "\($0) = ?" }.joined(separator: " AND ") }

    private var places: String {
        let row = "(" + list(Array(repeating: "?", count: verb.takesKeys ? keyLength : columns.count)) + ")"
        return list(Array(repeating: row, count: rows))
    }

    private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
}

/// A name as SQL spells it; a table may be called `order`.
func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
