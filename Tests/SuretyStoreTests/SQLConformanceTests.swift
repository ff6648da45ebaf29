import SuretyStore
import SuretyTestKit
import Testing

/// What both engines do alike. Names that SQL reserves are used on purpose.
@Suite struct SQLConformanceTests {
    @Test("rows come back as they went in", arguments: TestDatabase.allCases)
    func roundTrip(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let rows: [[SQLValue]] = [
            [.integer(1), .text("extremes"), .integer(.min), .text(""), .bytes([])],
            [.integer(1), .text("zeros"), .integer(.max), .text("信任购 🤝 e\u{301}"), .bytes([0, 255, 0])],
            [.integer(1), .text("nulls"), .null, .null, .null],
        ]
        try database.send(.add(orders, rows: rows))
        #expect(try fetch(database, rows.map { Array($0.prefix(2)) }) == sorted(rows))
    }

    @Test("one row alone is written and read like many", arguments: TestDatabase.allCases)
    func singleRow(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.send(.add(orders, rows: [order("a", nil)]))
        try database.send(.put(orders, rows: [order("a", 2)]))
        #expect(try fetch(database, [key("a")]) == [order("a", 2)])
        try database.send(.drop(orders, keys: [key("a")]))
        #expect(try fetch(database, [key("a")]).isEmpty)
    }

    @Test("put adds new rows and replaces old ones", arguments: TestDatabase.allCases)
    func put(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.send(.add(orders, rows: [order("a", 1), order("b", 1)]))
        try database.send(.put(orders, rows: [order("b", 2), order("c", 2)]))
        #expect(try fetch(database, ["a", "b", "c"].map { key($0) }) == [order("a", 1), order("b", 2), order("c", 2)])
    }

    @Test("put leaves a row alone that is nothing but its key", arguments: TestDatabase.allCases)
    func putKeysOnly(engine: TestDatabase) throws {
        let marks = Table("mark", key: [.integer("partition"), .text("group")], columns: [])
        let database = try engine.make(marks)
        for _ in 1...2 { try database.send(.put(marks, rows: [key("a"), key("b")])) }
        #expect(try database.read { try $0.run("SELECT COUNT(*) FROM mark")[0].integer(0) } == 2)
    }

    @Test("keys that are not there are left out and passed over", arguments: TestDatabase.allCases)
    func missingKeys(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.write { session in
            try session.run([.add(orders, rows: [order("a", 1), order("b", 1)])])
            try session.run([.drop(orders, keys: [key("b"), key("none")])])
        }
        #expect(try fetch(database, [key("a"), key("b"), key("none")]) == [order("a", 1)])
    }

    @Test("a key that is asked for twice is answered once", arguments: TestDatabase.allCases)
    func repeatedKeys(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.send(.add(orders, rows: [order("a", 1)]))
        #expect(try fetch(database, [key("a"), key("a")]).count == 1)
    }

    @Test("keys of several partitions go in one statement", arguments: TestDatabase.allCases)
    func severalPartitions(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let rows = (1...3).map { order("same", $0, partition: $0) }
        try database.send(.put(orders, rows: rows))
        try database.send(.drop(orders, keys: [key("same", partition: 2), key("none")]))
        #expect(try fetch(database, (1...3).map { key("same", partition: $0) }) == [rows[0], rows[2]])
    }

    @Test("a table whose whole key is the partition works alike", arguments: TestDatabase.allCases)
    func partitionKey(engine: TestDatabase) throws {
        let heads = Table("head", key: [.integer("partition")], columns: [.integer("number")])
        let database = try engine.make(heads)
        let rows: [[SQLValue]] = (1...64).map { [.integer($0), .integer($0 * 10)] }
        try database.send(.put(heads, rows: rows))
        let keys: [[SQLValue]] = [[.integer(7)], [.integer(64)], [.integer(65)]]
        #expect(try database.read { try $0.run([.fetch(heads, keys: keys)])[0] }.count == 2)
    }

    @Test("a key of three columns finds exactly its row", arguments: TestDatabase.allCases)
    func longKey(engine: TestDatabase) throws {
        let panes = Table(
            "pane", key: [.integer("partition"), .text("shop"), .integer("day")], columns: [.integer("count")])
        let database = try engine.make(panes)
        let rows: [[SQLValue]] = (1...20).map { [.integer(1), .text("s\($0 % 2)"), .integer($0), .integer($0)] }
        try database.send(.add(panes, rows: rows))
        let keys: [[SQLValue]] = [
            [.integer(1), .text("s0"), .integer(4)], [.integer(1), .text("s0"), .integer(5)],
            [.integer(1), .text("s1"), .integer(5)],
        ]
        let found = try database.read { try $0.run([.fetch(panes, keys: keys)])[0].map { try $0.integer(3) } }
        #expect(found.sorted() == [4, 5])
    }

    @Test("empty sets answer nothing and change nothing", arguments: TestDatabase.allCases)
    func emptySets(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let answers = try database.write { session in
            try session.run([
                .fetch(orders, keys: []), .add(orders, rows: []), .put(orders, rows: []), .drop(orders, keys: []),
                .sql("SELECT \(1 as Int64)"),
            ])
        }
        #expect(answers == [[], [], [], [], [SQLRow(values: [.integer(1)])]])
        #expect(try database.write { try $0.run([]) }.isEmpty)
    }

    @Test("twenty thousand rows go through one statement", arguments: TestDatabase.allCases)
    func manyRows(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let rows = (0..<20_000).map { order("id-\($0)", Int64($0)) }
        try database.send(.add(orders, rows: rows))
        let keys = rows.map { Array($0.prefix(2)) }
        #expect(try database.read { try $0.run([.fetch(orders, keys: keys)])[0].count } == 20_000)
        try database.send(.put(orders, rows: rows), .drop(orders, keys: Array(keys.dropFirst())))
        #expect(try fetch(database, Array(keys.prefix(2))) == [rows[0]])
    }

    @Test("megabytes in one row survive", arguments: TestDatabase.allCases)
    func largeRows(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let body = (0..<6_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let rows: [[SQLValue]] = ["a", "b", "c", "d"].map { key($0) + [.null, .null, .bytes(body)] }
        try database.send(.add(orders, rows: rows), .fetch(orders, keys: [key("a")]))
        #expect(try fetch(database, rows.map { Array($0.prefix(2)) }) == rows)
    }

    @Test("text is ordered by its bytes", arguments: TestDatabase.allCases)
    func textOrder(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let ids = ["B", "a", "Z", "ä", "_", "é", "10", "9", "信", "a b", "a-b", "aB"]
        try database.send(.add(orders, rows: ids.map { order($0, 1) }))
        let ordered = try database.read { session in
            try session.run("SELECT id FROM \"order\" WHERE id > \("9") ORDER BY id").map { try $0.text(0) }
        }
        let expected = ids.filter { $0 != "10" && $0 != "9" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(ordered == expected)
    }

    @Test("one value may stand in several places of a statement", arguments: TestDatabase.allCases)
    func reusedParameters(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let sql: SQL = "SELECT $2, $1, $2 WHERE \(1 as Int64) < \(2 as Int64) AND $2 > $1"
        #expect(try database.read { try $0.run(sql) } == [SQLRow(values: [.integer(2), .integer(1), .integer(2)])])
    }

    @Test("a statement binds null where it bound a value before", arguments: TestDatabase.allCases)
    func nullParameters(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.write { session in
            try session.run([.add(orders, rows: [order("a", 1), order("b", 1)])])
            for amount in [5, nil, 6, nil] as [Int64?] {
                try session.run("UPDATE \"order\" SET \"group\" = \(amount.sqlValue) WHERE id = \("a")")
            }
        }
        #expect(try fetch(database, [key("a")]) == [order("a", nil)])
    }

    @Test("counts, sums and comparisons answer integers", arguments: TestDatabase.allCases)
    func aggregates(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.send(.add(orders, rows: [order("a", -70_000), order("b", 12), order("c", 0)]))
        let sql: SQL = "SELECT COUNT(*), SUM(\"group\"), MIN(\"group\"), MAX(\"group\") > 3, SUM(0) FROM \"order\""
        let values: [SQLValue] = [.integer(3), .integer(-69_988), .integer(-70_000), .integer(1), .integer(0)]
        #expect(try database.read { try $0.run(sql) } == [SQLRow(values: values)])
    }
}
