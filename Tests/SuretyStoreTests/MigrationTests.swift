import SuretyDomain
import SuretyStore
import SuretyTestKit
import Testing

@Suite("Migrations")
struct MigrationTests {
    @Test("run once; running them again changes nothing", arguments: TestDatabase.allCases)
    func runOnce(engine: TestDatabase) throws {
        let database = try engine.make()
        let first = try Migrator(database).migrate(at: Instant(milliseconds: 1), incarnation: "first")
        let (applied, contents, schema) = try Self.state(of: database)

        let second = try Migrator(database).migrate(at: Instant(milliseconds: 2), incarnation: "second")

        #expect(first == Migration.all.map(\.name))
        #expect(second.isEmpty)
        #expect(try Self.state(of: database) == (applied, contents, schema))
        #expect(Set(applied.keys) == Set(Migration.all.map(\.number)))
    }

    @Test("are numbered from 1 without a gap")
    func numbers() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }

    @Test(
        "never change once they have shipped",
        arguments: [
            (TestDatabase.sqliteInMemory, [1: "0bf68a54f1b5326642b047c4c2f765ba56690cfadd798d594cfa13f3a53aa1c6"]),
            (TestDatabase.postgres, [1: "9816221a40b5833208d1184c9ce2094b46242025ccbe467c24e81ab9553347d9"]),
        ])
    func digests(engine: TestDatabase, pinned: [Int: String]) throws {
        let database = try engine.make()
        for migration in Migration.all {
            #expect(
                migration.digest(for: database) == pinned[migration.number],
                """
                migration \(migration.number) differs from the one pinned for \(engine): what has shipped stays as it \
                is, add the next migration and pin that. Before the first release, pin this one anew
                """)
        }
    }

    @Test("end with the same tables on both engines: columns, their types, which may be null, keys")
    func sameSchema() throws {
        let described = Set(Tables.all.flatMap(Column.described))
        for engine in [TestDatabase.sqliteInMemory, .postgres] {
            let database = try engine.make()
            try Migrator(database).migrate(at: Instant(milliseconds: 1), incarnation: "i")
            let found = Set(try Self.columns(of: database))
            #expect(found.subtracting(described).isEmpty, "\(engine) has what the description has not")
            #expect(described.subtracting(found).isEmpty, "\(engine) lacks what the description has")
        }
    }

    /// A column as both engines can tell of it.
    struct Column: Hashable, CustomStringConvertible {
        let table: String
        let name: String
        let type: String
        let isNullable: Bool
        /// 1 for the first column of the primary key, 0 for columns outside it.
        let placeInKey: Int64

        var description: String {
            "\(table).\(name) \(type)\(isNullable ? " or null" : "")\(placeInKey > 0 ? ", key \(placeInKey)" : "")"
        }

        static func described(_ table: Table) -> [Column] {
            table.columns.enumerated().map { index, column in
                Column(
                    table: table.name, name: column.name, type: "\(column.type)", isNullable: column.isNullable,
                    placeInKey: index < table.keyLength ? Int64(index + 1) : 0)
            }
        }
    }

    /// What was applied, what stands in the tables that migrations fill, and the schema.
    private static func state(of database: any SQLDatabase) throws -> ([Int: String], [SQLRow], [String]) {
        let contents = try database.read { session in
            try session.run("SELECT partition, name, value FROM meta ORDER BY partition, name")
                + session.run("SELECT partition, next_number, recorded_at, chain FROM head ORDER BY partition")
        }
        return (
            try Migrator(database).applied(), contents, try columns(of: database).map(\.description).sorted()
        )
    }

    private static func columns(of database: any SQLDatabase) throws -> [Column] {
        let query: SQL =
            switch database.engine {
            case .sqlite: sqliteColumns
            case .postgres: postgresColumns
            }
        return try database.read { try $0.run(query) }.map { row in
            Column(
                table: try row.text(0), name: try row.text(1), type: types[try row.text(2)] ?? "unknown",
                isNullable: try row.integer(3) == 1, placeInKey: try row.integer(4))
        }
    }

    private static let types = [
        "INTEGER": "integer", "TEXT": "text", "BLOB": "bytes", "bigint": "integer", "text": "text", "bytea": "bytes",
    ]

    private static let sqliteColumns: SQL = """
        SELECT tables.name, columns.name, columns.type, 1 - columns."notnull", columns.pk
        FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
        """

    private static let postgresColumns: SQL = """
        SELECT columns.table_name::text, columns.column_name::text, columns.data_type::text,
            CASE columns.is_nullable WHEN 'YES' THEN 1 ELSE 0 END::bigint, COALESCE(keys.ordinal_position, 0)::bigint
        FROM information_schema.columns AS columns
        LEFT JOIN information_schema.key_column_usage AS keys
            ON keys.table_schema = columns.table_schema AND keys.table_name = columns.table_name
            AND keys.column_name = columns.column_name
        WHERE columns.table_schema = 'public'
        """
}
