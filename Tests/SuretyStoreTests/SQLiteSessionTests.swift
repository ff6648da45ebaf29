import SuretyStore
import SuretyStoreSQLite
import Testing

@Suite struct SQLiteSessionTests {
    private static let table = Table(
        "order", key: [.integer("partition"), .text("id")],
        columns: [.integer("last").orNull, .text("note").orNull, .bytes("state").orNull])

    private func make() throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.inMemory()
        try database.migrate([database.createTable(Self.table)])
        return database
    }

    private func row(_ number: Int, state: [UInt8] = [1]) -> [SQLValue] {
        [.integer(5), .text("\(number)"), .null, .text(""), .bytes(state)]
    }

    @Test("Every number of rows fits the prepared sizes", arguments: [0, 1, 7, 8, 9, 63, 64, 65, 200])
    func sizes(_ count: Int) throws {
        let database = try make()
        let rows = (0..<count).map { row($0) }
        let keys = rows.map { Array($0.prefix(2)) }
        try database.write { session in
            try session.run([.add(Self.table, rows: rows)])
            let changed = (0..<count).map { row($0, state: []) }
            let found = try session.run([.put(Self.table, rows: changed), .fetch(Self.table, keys: keys)])[1]
            #expect(Set(found) == Set(changed.map(SQLRow.init)))
            let rest = try session.run([.drop(Self.table, keys: keys), .fetch(Self.table, keys: keys)])[1]
            #expect(rest.isEmpty)
        }
        try database.close()
    }

    @Test("Large and empty values come back as they went", arguments: [0, 1, 65_535, 65_536, 1_000_000])
    func values(_ size: Int) throws {
        let database = try make()
        let text = String(repeating: "保", count: size / 3)
        let rows: [[SQLValue]] = (0..<8).map {
            [.integer(.min), .text("\($0)"), .integer(.max), .text(text), .bytes(Array(repeating: 3, count: size))]
        }
        let found = try database.write { session in
            try session.run([.add(Self.table, rows: rows)])
            return try session.run("SELECT * FROM \"order\" ORDER BY id")
        }
        #expect(found == rows.map(SQLRow.init))
        try database.close()
    }

    @Test("Values are bound wherever they stand, and a parameter without a value is refused")
    func parameters() throws {
        let database = try make()
        let row = try database.read { try $0.run("SELECT b, a, b FROM (SELECT \("one") AS a, \(Int64(2)) AS b)")[0] }
        #expect(row.values == [.integer(2), .text("one"), .integer(2)])
        let error = #expect(throws: StoreError.self) { try database.read { try $0.run("SELECT $1") } }
        #expect(error?.isStatement == true)
        try database.close()
    }

    @Test("More than one statement in a text is refused, and so is none")
    func oneStatement() throws {
        let database = try make()
        for text in ["SELECT 1; SELECT 2", "", "-- nothing"] {
            let error = #expect(throws: StoreError.self) {
                try database.read { try $0.run(SQL(stringLiteral: text)) }
            }
            #expect(error?.isStatement == true, "\(text)")
        }
        try #expect(database.read { try $0.run("SELECT 1;\n").count } == 1)
        try database.close()
    }

    @Test("A key that is there already is named by its columns")
    func duplicate() throws {
        let database = try make()
        #expect(throws: StoreError.duplicate("order.partition, order.id")) {
            try database.write { try $0.run([.add(Self.table, rows: [row(1), row(1)])]) }
        }
        try database.close()
    }

    @Test("A value of another type is refused by the schema")
    func strict() throws {
        let database = try make()
        let error = #expect(throws: StoreError.self) {
            try database.write { session in
                try session.run([.add(Self.table, rows: [[.integer(1), .text("a"), .text("x"), .null, .null]])])
            }
        }
        #expect(error?.isStatement == true)
        try database.close()
    }

    @Test("A swallowed error still rolls the transaction back")
    func swallowed() throws {
        let database = try make()
        #expect(throws: StoreError.self) {
            try database.write { session in
                try session.run([.add(Self.table, rows: [row(1)])])
                session.enqueue([.add(Self.table, rows: [row(1)])])
                session.enqueue([.add(Self.table, rows: [row(2)])])
            }
        }
        try #expect(database.read { try $0.run([.fetch(Self.table, keys: [[.integer(5), .text("1")]])])[0] } == [])
        try database.close()
    }

    @Test("A savepoint takes back its own failure, an enqueued one too, and no other")
    func savepoints() throws {
        let database = try make()
        try database.write { session in
            session.enqueue([.add(Self.table, rows: [row(1)])])
            #expect(throws: StoreError.self) {
                try session.savepoint {
                    try session.run([.add(Self.table, rows: [row(2)])])
                    session.enqueue([.add(Self.table, rows: [row(1)])])
                }
            }
            try session.savepoint { session.enqueue([.add(Self.table, rows: [row(3)])]) }
        }
        let ids = try database.read { try $0.run("SELECT id FROM \"order\" ORDER BY id").map { try $0.text(0) } }
        #expect(ids == ["1", "3"])
        try database.close()
    }

    @Test("A reader cannot write")
    func readOnly() throws {
        let database = try make()
        let error = #expect(throws: StoreError.self) {
            try database.read { try $0.run([.add(Self.table, rows: [row(1)])]) }
        }
        #expect(error?.isStatement == true)
        try database.close()
    }
}

extension StoreError {
    fileprivate var isStatement: Bool {
        guard case .statement = self else { return false }
        return true
    }
}
