package import SuretyStore

/// How PostgreSQL spells what a table description asks for. Every parameter has its declared type: no casts.
package enum PostgresDialect {
    package static func createTable(_ table: Table) -> String {
        let columns = table.columns.map { column in
            "    \(quote(column.name)) \(column.type.spelling)\(column.isNullable ? "" : " NOT NULL")"
        }
        let key = "    PRIMARY KEY (\(list(table.key)))"
        return "CREATE TABLE \(quote(table.name)) (\n\((columns + [key]).joined(separator: ",\n"))\n)"
    }

    static func text(of call: TableCall) -> String {
        let table = quote(call.table.name)
        return switch call.verb {
        case .fetch: fetch(call)
        case .drop: "DELETE FROM \(table) WHERE \(keys(call))"
        case .add: "INSERT INTO \(table) (\(list(call.table.columns[...]))) \(rows(call))"
        case .put:
            """
            INSERT INTO \(table) (\(list(call.table.columns[...]))) \(rows(call)) \
            ON CONFLICT (\(list(call.table.key))) \(onConflict(call.table))
            """
        }
    }

    private static func rows(_ call: TableCall) -> String {
        let columns = call.table.columns[...]
        return switch call.shape {
        case .oneRow: "VALUES (\(places(of: columns)))"
        case .onePartition: "SELECT $1, * FROM unnest(\(places(of: columns.dropFirst())))"
        case .anyPartition: "SELECT * FROM unnest(\(places(of: columns)))"
        }
    }

    private static func onConflict(_ table: Table) -> String {
        let rest = table.columns.dropFirst(table.keyLength)
        guard !rest.isEmpty else { return "DO NOTHING" }
        return "DO UPDATE SET "
            + rest.map { "\(quote($0.name)) = EXCLUDED.\(quote($0.name))" }.joined(separator: ", ")
    }

    /// The primary key finds each row, whatever the planner knew: a plan made while the table was empty and kept since
    /// would read whole partitions until the next ANALYZE. OFFSET 0 keeps the look-ups from being turned into a join.
    private static func fetch(_ call: TableCall) -> String {
        let (columns, table) = (list(call.table.columns[...]), quote(call.table.name))
        let listed = call.listedKey
        guard call.shape != .oneRow, listed.count > 1 else {
            return "SELECT \(columns) FROM \(table) WHERE \(keys(call))"
        }
        let names = listed.indices.map { "c\($0)" }
        let matches = zip(listed, names).map { "\(quote($0.name)) = asked_for.\($1)" }
        let predicate = (partition(call) + matches).joined(separator: " AND ")
        return """
            SELECT found.* FROM (SELECT DISTINCT * FROM unnest(\(places(of: listed)))) \
            AS asked_for (\(names.joined(separator: ", "))), \
            LATERAL (SELECT \(columns) FROM \(table) WHERE \(predicate) OFFSET 0) AS found
            """
    }

    /// The predicate of rows by their keys. `ANY` uses the primary key like `fetch`; the other set form does not, and
    /// is planned each time (`TableCall.isPrepared`).
    private static func keys(_ call: TableCall) -> String {
        let listed = call.listedKey
        let predicates =
            if call.shape == .oneRow {
                listed.indices.map { "\(quote(listed[$0].name)) = $\($0 + 1)" }
            } else if listed.count == 1 {
                ["\(list(listed)) = ANY (\(places(of: listed)))"]
            } else {
                ["(\(list(listed))) IN (SELECT * FROM unnest(\(places(of: listed))))"]
            }
        return (partition(call) + predicates).joined(separator: " AND ")
    }

    /// The partition as one value where all rows share it: the planner, and Citus, then see a single shard.
    private static func partition(_ call: TableCall) -> [String] {
        call.shape == .onePartition ? ["\(quote(call.table.key[0].name)) = $1"] : []
    }

    /// Column i is parameter i + 1.
    private static func places(of columns: ArraySlice<Table.Column>) -> String {
        columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    }

    private static func list(_ columns: ArraySlice<Table.Column>) -> String {
        columns.map { quote($0.name) }.joined(separator: ", ")
    }

    private static func quote(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
