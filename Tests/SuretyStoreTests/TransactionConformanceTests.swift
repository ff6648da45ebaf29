import SuretyStore
import SuretyTestKit
import Testing

/// What both engines promise of transactions, savepoints and errors.
@Suite struct TransactionConformanceTests {
    struct Mistake: Error {}

    @Test("a key that is there already is a duplicate, alone and among many", arguments: TestDatabase.allCases)
    func duplicate(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.send(.add(orders, rows: [order("a", 1)]))
        for rows in [[order("a", 2)], [order("b", 2), order("a", 2), order("c", 2)]] {
            let error = storeError {
                try database.send(.add(orders, rows: rows))
            }
            guard case .duplicate(let name)? = error else {
                Issue.record("\(String(describing: error)) is not a duplicate")
                continue
            }
            #expect(!name.isEmpty)
        }
        #expect(try fetch(database, [key("a"), key("b")]) == [order("a", 1)])
    }

    @Test("where the body throws, nothing is kept and its error is thrown on", arguments: TestDatabase.allCases)
    func rollback(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        #expect(throws: Mistake.self) {
            try database.write { session in
                try session.run([.add(orders, rows: [order("a", 1)])])
                session.enqueue([.add(orders, rows: [order("b", 1)])])
                throw Mistake()
            }
        }
        #expect(try fetch(database, [key("a"), key("b")]).isEmpty)
    }

    @Test(
        "a transaction does not outlive a failed statement whose error was swallowed", arguments: TestDatabase.allCases)
    func swallowedError(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        #expect(throws: StoreError.self) {
            try database.write { session in
                try session.run([.add(orders, rows: [order("a", 1)])])
                _ = try? session.run([.add(orders, rows: [order("a", 2)])])
            }
        }
        #expect(try fetch(database, [key("a")]).isEmpty)
    }

    @Test("an enqueued statement's error fails the write", arguments: TestDatabase.allCases)
    func enqueuedError(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let error = storeError {
            try database.write { $0.enqueue([.add(orders, rows: [order("a", 1), order("a", 2)])]) }
        }
        #expect(error?.kind == .duplicate)
        #expect(try fetch(database, [key("a")]).isEmpty)
    }

    @Test("enqueued statements run in order, before the next run and before COMMIT", arguments: TestDatabase.allCases)
    func enqueueOrder(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let seen = try database.write { session in
            session.enqueue([.put(orders, rows: [order("a", 1)]), .put(orders, rows: [order("a", 2)])])
            let seen = try session.run([.fetch(orders, keys: [key("a")])])
            session.enqueue([.put(orders, rows: [order("a", 3)])])
            session.enqueue([.put(orders, rows: [order("b", 4)]), .drop(orders, keys: [key("none")])])
            return seen
        }
        #expect(seen == [[SQLRow(values: order("a", 2))]])
        #expect(try fetch(database, [key("a"), key("b")]) == [order("a", 3), order("b", 4)])
    }

    @Test("a savepoint is taken back alone", arguments: TestDatabase.allCases)
    func savepointUndone(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.write { session in
            session.enqueue([.add(orders, rows: [order("before", 1)])])
            #expect(throws: Mistake.self) {
                try session.savepoint {
                    try session.run([.add(orders, rows: [order("run", 1)])])
                    session.enqueue([.add(orders, rows: [order("enqueued", 1)])])
                    throw Mistake()
                }
            }
            #expect(throws: Mistake.self) {
                try session.savepoint {
                    session.enqueue([.add(orders, rows: [order("never sent", 1)])])
                    throw Mistake()
                }
            }
            try session.savepoint { session.enqueue([.add(orders, rows: [order("kept", 1)])]) }
            session.enqueue([.add(orders, rows: [order("after", 1)])])
        }
        #expect(try ids(database) == ["after", "before", "kept"])
    }

    @Test("an error inside a savepoint shows there and leaves the transaction whole", arguments: TestDatabase.allCases)
    func savepointError(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.write { session in
            try session.run([.add(orders, rows: [order("a", 1)])])
            let clash = Statement.add(orders, rows: [order("a", 2)])
            #expect(throws: StoreError.self) { try session.savepoint { try session.run([clash]) } }
            #expect(throws: StoreError.self) { try session.savepoint { session.enqueue([clash]) } }
            #expect(throws: StoreError.self) { try session.savepoint { _ = try? session.run([clash]) } }
            try session.run([.add(orders, rows: [order("b", 1)])])
        }
        #expect(try ids(database) == ["a", "b"])
    }

    @Test("savepoints nest", arguments: TestDatabase.allCases)
    func nestedSavepoints(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.write { session in
            try session.savepoint {
                session.enqueue([.add(orders, rows: [order("outer", 1)])])
                #expect(throws: StoreError.self) {
                    try session.savepoint {
                        try session.run([.add(orders, rows: [order("inner", 1)])])
                        try session.run([.add(orders, rows: [order("outer", 1)])])
                    }
                }
                try session.savepoint { session.enqueue([.add(orders, rows: [order("second", 1)])]) }
            }
            #expect(throws: Mistake.self) {
                try session.savepoint {
                    _ = try session.savepoint { try session.run([.add(orders, rows: [order("deep", 1)])]) }
                    throw Mistake()
                }
            }
            try session.savepoint {}
        }
        #expect(try ids(database) == ["outer", "second"])
    }

    @Test("a failure before a savepoint is not mended by it", arguments: TestDatabase.allCases)
    func failureBeforeSavepoint(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let error = storeError {
            try database.write { session in
                session.enqueue([.add(orders, rows: [order("a", 1), order("a", 2)])])
                try? session.savepoint { _ = try session.run([.fetch(orders, keys: [key("a")])]) }
                try session.run([.add(orders, rows: [order("b", 1)])])
            }
        }
        // The first error, not the savepoint's complaint about it.
        #expect(error?.kind == .duplicate)
        #expect(try ids(database).isEmpty)
    }

    @Test("a read sees one state and may not write", arguments: [TestDatabase.sqliteOnDisk, .postgres])
    func readSeesOneState(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        try database.send(.add(orders, rows: [order("a", 1)]))
        let counts = try database.read { session in
            let before = try session.run("SELECT COUNT(*) FROM \"order\"")
            try database.send(.add(orders, rows: [order("b", 1)]))
            return [before, try session.run("SELECT COUNT(*) FROM \"order\"")]
        }
        #expect(counts[0] == counts[1])
        #expect(try ids(database) == ["a", "b"])
        let error = storeError {
            try database.read { try $0.run([.add(orders, rows: [order("c", 1)])]) }
        }
        #expect(error?.kind == .statement)
    }

    @Test("a mistake in a statement is called one", arguments: TestDatabase.allCases)
    func mistakes(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        let wrong: [Statement] = [
            .sql("SELEKT 1"), .sql("SELECT nothing FROM \"order\""),
            .add(orders, rows: [[.null, .text("a"), .null, .null, .null]]),
            .add(orders, rows: [[.integer(1), .integer(2), .null, .null, .null]]),
        ]
        for statement in wrong {
            let error = storeError { try database.send(statement) }
            guard case .statement? = error else {
                Issue.record("\(statement): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("a migration is kept whole or not at all", arguments: TestDatabase.allCases)
    func migration(engine: TestDatabase) throws {
        let database = try engine.make(orders)
        #expect(throws: StoreError.self) {
            try database.migrate(["CREATE TABLE a (n BIGINT)", "INSERT INTO a VALUES (1)", "CREATE TABLE a (n BIGINT)"])
        }
        try database.migrate(["CREATE TABLE a (n BIGINT)", "CREATE INDEX a_n ON a (n)"])
        #expect(try database.read { try $0.run("SELECT n FROM a") }.isEmpty)
    }

    private func ids(_ database: any SQLDatabase) throws -> [String] {
        try database.read { try $0.run("SELECT id FROM \"order\" ORDER BY id").map { try $0.text(0) } }
    }
}
