import Foundation
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyStorePostgres
import SuretyTestKit
import Testing

/// What happens to batches when a commit goes wrong.
@Suite struct CommitTests {
    private let shop = ShopID("shop-1")

    @Test("A COMMIT whose answer was lost is settled by its batch's id, not by trying again")
    func lostAnswer() throws {
        let database = LosingDatabase(try TestDatabase.postgres.make())
        let test = try TestEngine(database)
        database.lose(.kept)
        let kept = try test.record(.scored("kept", shop, 460))
        #expect(kept == [.accepted(number: 1)])
        #expect(try test.record(.scored("kept", shop, 460)) == [.duplicate(number: 1)])

        database.lose(.dropped)
        #expect(throws: StoreError.unavailable("the test lost the answer")) {
            try test.record(.scored("dropped", shop, 470))
        }
        let again = try test.record(.scored("dropped", shop, 470))
        #expect(again.first?.isAccepted == true)
        let ids = try test.facts(of: shop).map(\.id.text)
        #expect(ids == ["kept", "dropped"])
        #expect(try test.findings().isEmpty)
    }

    @Test("The settling goes on while the database cannot be asked, and then says what is not known")
    func lostForLong() throws {
        let database = LosingDatabase(try TestDatabase.postgres.make())
        let test = try TestEngine(database)
        database.lose(.kept, .unreachable, .unreachable)
        #expect(try test.record(.scored("kept", shop, 460)) == [.accepted(number: 1)])

        database.lose(.kept, .unreachable, .unreachable, .unreachable, .unreachable, .unreachable)
        #expect(throws: StoreError.commitUnknown("the test lost the answer")) {
            try test.record(.scored("unknown", shop, 460))
        }
        // The sender tells it again, and learns that it had been kept.
        let again = try test.record(.scored("unknown", shop, 460))
        guard case .duplicate? = again.first else { throw SimulationFailure("\(again)") }
        #expect(try test.findings().isEmpty)
    }

    @Test("A fault in one partition's batch keeps the others", arguments: TestDatabase.allCases)
    func groupCommit(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let shops = (0..<5).map { ShopID("shop-\($0)") }
        #expect(Set(shops.map { Home.shop($0).partition }).count == 5)
        for shop in shops { try test.record(.scored("first-\(shop.text)", shop, 460)) }
        // One cannot be read; in another the rows of its batches are taken, which shows when its events are written.
        let (unreadable, taken) = (shops[2], shops[3])
        let (unreadableHome, takenHome) = (Home.shop(unreadable).partition, Home.shop(taken).partition)
        let last = try test.lastNumber(of: takenHome)
        try test.engine.database.write { session in
            try session.run(
                "UPDATE shop SET state = \([UInt8]([255])) WHERE partition = \(unreadableHome.stored)")
            let rows: [[SQLValue]] = (1...9).map { after in
                [.integer(takenHome.stored), .integer(last + after), .integer(0), .text(""), .integer(0), .bytes([])]
            }
            try session.run([.add(Tables.batch, rows: rows)])
        }
        let answers = try Intake(test.engine).record(shops.map { .scored("second-\($0.text)", $0, 470) })
        for (shop, answer) in zip(shops, answers) {
            switch answer {
            case .fault(.corrupt): #expect(shop == unreadable)
            case .fault(.duplicate): #expect(shop == taken)
            case .fault(let error): Issue.record("\(error)")
            case .outcome(let outcome): #expect(shop != unreadable && shop != taken && outcome.isAccepted)
            }
            let count = try test.facts(of: shop).count
            #expect(count == (shop == unreadable || shop == taken ? 1 : 2))
        }
    }

    @Test("The stored number of partition i hashes into the i-th 64th of what Citus deals out")
    func shards() throws {
        let database = try TestDatabase.postgres.make()
        for partition in Partition.all {
            let row = try database.read { session in
                try session.run("SELECT hashint8(\(partition.stored))::bigint")[0]
            }
            // Citus splits the range of a signed 32-bit hash evenly.
            let shard = (try row.integer(0) + 0x8000_0000) >> 26
            #expect(shard == Int64(partition.index))
        }
        #expect(Set(Partition.all.map(\.stored)).count == 64)
    }

    @Test("Whoever waits for a partition that another holds is told in time, and nothing of theirs is kept")
    func heldPartition() throws {
        let url = try PostgresCluster.shared.makeDatabase()
        let holder = try TestEngine(try postgres(url))
        let waiter = try TestEngine(try postgres(url) { $0.lockTimeoutMilliseconds = 200 })
        let partition = Home.shop(shop).partition.stored
        try holder.engine.database.write { session in
            try session.run("SELECT next_number FROM head WHERE partition = \(partition) FOR UPDATE")
            let began = ContinuousClock.now
            let error = #expect(throws: StoreError.self) { try waiter.record(.scored("late", shop, 460)) }
            guard case .unavailable? = error else { throw SimulationFailure("\(String(describing: error))") }
            #expect(ContinuousClock.now - began < .seconds(3))
        }
        #expect(try holder.facts(of: shop).isEmpty)
        #expect(try waiter.record(.scored("late", shop, 460)) == [.accepted(number: 1)])
    }

    @Test("A node that stops inside a transaction loses its partition, and its late COMMIT does nothing")
    func stoppedNode() throws {
        let url = try PostgresCluster.shared.makeDatabase()
        let stopped = try TestEngine(try postgres(url) { $0.idleInTransactionMilliseconds = 300 })
        let other = try TestEngine(try postgres(url))
        let writer = PartitionWriter(engine: .postgres, library: stopped.engine.library)
        let partition = Home.shop(shop).partition
        let error = #expect(throws: StoreError.self) {
            try stopped.engine.database.write { session in
                let commands = try Intake(stopped.engine).commands(for: [.scored("stopped", shop, 460)]).map(\.command)
                _ = try writer.write(commands, to: partition, in: session, now: TestEngine.noon, batchID: "stopped")
                // Here it stands still; the other waits for the lock until the server gives it free.
                let outcomes = try other.record(.scored("other", shop, 470))
                #expect(outcomes == [.accepted(number: 1)])
            }
        }
        guard case .unavailable? = error else { throw SimulationFailure("\(String(describing: error))") }
        let ids = try other.facts(of: shop).map(\.id.text)
        #expect(ids == ["other"])
        #expect(try other.findings().isEmpty)
    }

    private func postgres(
        _ url: String, _ change: (inout PostgresLimits) -> Void = { _ in }
    ) throws -> PostgresDatabase {
        var limits = PostgresLimits()
        limits.acceptsUnsafeServer = true
        change(&limits)
        return try PostgresDatabase(url: url, connections: 3, limits: limits)
    }
}
