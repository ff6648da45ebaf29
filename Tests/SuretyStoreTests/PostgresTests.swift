import Foundation
import SuretyStore
import SuretyStorePostgres
import SuretyTestKit
import Testing

/// What only PostgreSQL has to promise: time-outs, lost connections, servers that stop.
@Suite struct PostgresTests {
    @Test("every connection sets its limits, and the server confirms them")
    func settings() throws {
        try PostgresCluster.withDedicated { cluster in
            let database = try PostgresDatabase(url: try cluster.makeDatabase(), connections: 2)
            let sql: SQL = """
                SELECT name || '=' || setting FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout', \
                'idle_in_transaction_session_timeout', 'synchronous_commit', 'client_encoding', 'application_name', \
                'standard_conforming_strings', 'tcp_user_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval', \
                'tcp_keepalives_count', 'fsync') ORDER BY name COLLATE "C"
                """
            // Two at once, so that the second connection shows its settings too.
            let answers = try database.read { first in
                [try first.run(sql), try database.read { try $0.run(sql) }]
            }
            for answer in answers {
                #expect(
                    try answer.map { try $0.text(0) } == [
                        "application_name=surety", "client_encoding=UTF8", "fsync=on",
                        "idle_in_transaction_session_timeout=10000", "lock_timeout=5000",
                        "standard_conforming_strings=on",
                        "statement_timeout=60000", "synchronous_commit=on", "tcp_keepalives_count=3",
                        "tcp_keepalives_idle=10", "tcp_keepalives_interval=5", "tcp_user_timeout=15000",
                    ])
            }
        }
    }

    @Test("a server that does not sync is refused", .enabled(if: PostgresCluster.isThrowAway))
    func unsafeServer() throws {
        let url = try PostgresCluster.shared.makeDatabase()
        let error = storeError { try PostgresDatabase(url: url, connections: 1) }
        guard case .refused(let text)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("fsync"))
    }

    @Test("no message tells the password")
    func passwords() throws {
        for url in ["postgres://u:hunter2@127.0.0.1:1/d", "postgres://u:hunter2@[bad", "password=hunter2 hunter2"] {
            let error = storeError { try PostgresDatabase(url: url, connections: 1) }
            #expect(!"\(String(describing: error))".contains("hunter2"))
        }
    }

    @Test("a connection lost in a transaction is a fault, and the next call works")
    func lostConnection() throws {
        let database = try PostgresCluster.shared.open([orders])
        let error = storeError {
            try database.write { session in
                let process = try session.run("SELECT pg_backend_pid()")[0].integer(0)
                _ = try database.write { try $0.run("SELECT pg_terminate_backend(\(process)::int, 5000)") }
                try session.run([.add(orders, rows: [order("a", 1)])])
            }
        }
        #expect(error?.kind == .unavailable)
        try database.send(.add(orders, rows: [order("b", 1)]))
        #expect(try fetch(database, [key("a"), key("b")]) == [order("b", 1)])
    }

    @Test("connections that were lost while idle are replaced without anybody's noticing")
    func lostWhileIdle() throws {
        try PostgresCluster.withDedicated { cluster in
            let database = try cluster.open([orders], connections: 1)
            try database.send(.add(orders, rows: [order("a", 1)]))
            try cluster.crash()
            try cluster.restart()
            #expect(try fetch(database, [key("a")]) == [order("a", 1)])
        }
    }

    @Test("a server that is gone is unavailable, not silent")
    func serverGone() throws {
        try PostgresCluster.withDedicated { cluster in
            let database = try cluster.open([orders], connections: 1)
            try cluster.crash()
            let error = storeError { try fetch(database, [key("a")]) }
            #expect(error?.kind == .unavailable)
        }
    }

    @Test("a server stopped while it commits leaves the outcome unknown, and a statement's loss certain")
    func pausedServer() throws {
        try PostgresCluster.withDedicated { cluster in
            var limits = PostgresLimits()
            limits.silenceMilliseconds = 300
            let database = try cluster.open([orders], connections: 2, limits: limits)
            let committing = storeError {
                try database.write { session in
                    try session.run([.add(orders, rows: [order("a", 1)])])
                    try cluster.pause()
                }
            }
            try cluster.resume()
            #expect(committing?.kind == .commitUnknown)
            let running = storeError {
                try database.write { session in
                    try session.run([.add(orders, rows: [order("b", 1)])])
                    try cluster.pause()
                    try session.run([.add(orders, rows: [order("c", 1)])])
                }
            }
            try cluster.resume()
            #expect(running?.kind == .unavailable)
            #expect(try fetch(database, [key("b"), key("c")]).isEmpty)
        }
    }

    @Test("a lock is waited for no longer than the limit")
    func lockTimeout() throws {
        var limits = PostgresLimits()
        limits.lockTimeoutMilliseconds = 150
        let database = try PostgresCluster.shared.open([orders], limits: limits)
        try database.send(.add(orders, rows: [order("a", 1)]))
        let began = ContinuousClock.now
        try database.write { holder in
            try holder.run([.put(orders, rows: [order("a", 2)])])
            let error = storeError {
                try database.send(.put(orders, rows: [order("a", 3)]))
            }
            #expect(error?.kind == .unavailable)
        }
        #expect(ContinuousClock.now - began < .seconds(3))
        #expect(try fetch(database, [key("a")]) == [order("a", 2)])
    }

    @Test("a transaction that idles is ended by the server, and nothing of it is kept")
    func idleInTransaction() throws {
        var limits = PostgresLimits()
        limits.idleInTransactionMilliseconds = 100
        let database = try PostgresCluster.shared.open([orders], limits: limits)
        let error = storeError {
            try database.write { session in
                try session.run([.add(orders, rows: [order("a", 1)])])
                Thread.sleep(forTimeInterval: 0.4)
            }
        }
        // Not `commitUnknown`: the loss showed before COMMIT was sent.
        #expect(error?.kind == .unavailable)
        #expect(try fetch(database, [key("a")]).isEmpty)
    }

    @Test("a statement runs no longer than the limit")
    func statementTimeout() throws {
        var limits = PostgresLimits()
        limits.statementTimeoutMilliseconds = 100
        let database = try PostgresCluster.shared.open(limits: limits)
        let error = storeError { try database.read { try $0.run("SELECT pg_sleep(5)") } }
        #expect(error?.kind == .unavailable)
        try database.migrate(["SELECT pg_sleep(0.3)"])
    }

    @Test("a caller waits no longer than the limit for a connection of a busy pool")
    func busyPool() throws {
        var limits = PostgresLimits()
        limits.poolWaitMilliseconds = 50
        let database = try PostgresCluster.shared.open(connections: 1, limits: limits)
        try database.read { _ in
            let error = storeError { try database.read { try $0.run("SELECT 1") } }
            #expect(error?.kind == .unavailable)
        }
    }

    @Test("text with a NUL character is refused before it is sent")
    func nulInText() throws {
        let database = try PostgresCluster.shared.open([orders])
        for rows in [[order("a\u{0}", 1)], [order("a", 1), order("b\u{0}", 1)]] {
            let error = storeError {
                try database.write { $0.enqueue([.add(orders, rows: [order("kept?", 1)]), .add(orders, rows: rows)]) }
            }
            guard case .statement(let text)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(text.contains("NUL"))
        }
        #expect(try fetch(database, [key("kept?")]).isEmpty)
    }

    @Test("large statements and large answers in one trip do not block each other")
    func largeTraffic() throws {
        let database = try PostgresCluster.shared.open([orders], connections: 1)
        let body = [UInt8](repeating: 7, count: 3_000_000)
        let rows: [[SQLValue]] = (0..<4).map { key("big-\($0)") + [.null, .null, .bytes(body)] }
        let answers = try database.write { session in
            try session.run(
                rows.flatMap { [.put(orders, rows: [$0]), .fetch(orders, keys: rows.map { Array($0.prefix(2)) })] })
        }
        #expect(answers.map(\.count) == [0, 1, 0, 2, 0, 3, 0, 4])
    }

    @Test("a connection that prepared very many statements goes on")
    func manyStatements() throws {
        let database = try PostgresCluster.shared.open(connections: 1)
        for batch in 0..<4 {
            let statements = (0..<300).map { Statement.sql(SQL(stringLiteral: "SELECT \(batch * 1_000 + $0)")) }
            #expect(try database.write { try $0.run(statements) }.count == 300)
        }
        let prepared = try database.read { try $0.run("SELECT COUNT(*) FROM pg_prepared_statements")[0].integer(0) }
        #expect(prepared <= 700)
    }

    @Test("the primary key serves bulk reads and deletes, though they were planned on an empty table")
    func plans() throws {
        let panes = Table("pane", key: [.integer("partition"), .text("id"), .integer("day")], columns: [])
        let database = try PostgresCluster.shared.open([orders, panes], connections: 1)
        let ids = (0..<40).map { "id-\($0 * 64 + 1)" }
        func touch() throws -> Int64 {
            try database.write { session in
                let keys = ids.map { key($0) }
                // `one` row, several in a partition, several partitions.
                for some in [Array(keys.prefix(1)), keys, keys + [key("id-2", partition: 2)]] {
                    let days = some.map { $0 + [.integer(0)] }
                    try session.run([.fetch(orders, keys: some), .fetch(panes, keys: days), .drop(panes, keys: days)])
                }
                try session.run([.drop(orders, keys: keys)])
                let read: SQL = "SELECT SUM(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables"
                return try session.run(read)[0].integer(0)
            }
        }
        // As often as it takes to keep a generic plan.
        for _ in 1...12 { _ = try touch() }
        try database.migrate([
            "INSERT INTO \"order\" SELECT i % 64, 'id-' || i FROM generate_series(1, 100000) AS i",
            "INSERT INTO pane SELECT i % 64, 'id-' || i, 0 FROM generate_series(1, 100000) AS i",
        ])
        for _ in 1...2 { #expect(try touch() < 500) }
    }
}
