import SuretyStore
import SuretyStoreSQLite
import SuretyTestKit

/// Work on a simulated disk until a fault stops it, then a power cut, a restart, and a look at what is there.
struct PowerCut {
    let seed: UInt64
    let fault: SimulatedDisk.Fault
    let nth: Int
    var synchronous = SQLiteDatabase.Synchronous.full

    struct Outcome: Equatable {
        var wasHit: Bool
        var acknowledged: Int
        /// What was broken of the promise; nil where it was kept.
        var loss: String?
        var digest: UInt64
        var file: [UInt8]
    }

    func run() throws -> Outcome {
        let disk = SimulatedDisk(seed: seed)
        let database = try Self.prepare(disk, synchronous: synchronous)
        disk.schedule(fault, at: nth)
        var acknowledged = 0
        do {
            while acknowledged < Self.transactions {
                try Self.transaction(acknowledged, on: database)
                acknowledged += 1
            }
        } catch is StoreError {}
        let wasHit = disk.faultsLeft == 0
        disk.cancelFaults()
        disk.crash()
        // A process that lost its power closes nothing; here the memory must go.
        try? database.close()
        disk.freeSpace()
        disk.restart()
        let loss = Self.loss(disk, acknowledged)
        return Outcome(
            wasHit: wasHit, acknowledged: acknowledged, loss: loss, digest: disk.digest,
            file: disk.contents(of: "/surety.sqlite") ?? [])
    }

    private static func loss(_ disk: SimulatedDisk, _ acknowledged: Int) -> String? {
        do {
            let database = try SQLiteDatabase(on: disk, checkpointFrames: checkpointFrames)
            let integrity = try database.integrity()
            let found = try rows(database)
            // Closing checkpoints, and what the checkpoint made must be as good.
            try database.close()
            let reopened = try SQLiteDatabase(on: disk)
            guard try rows(reopened) == found else { return "the checkpoint changed what is there" }
            try reopened.close()
            guard integrity == "ok" else { return integrity }
            let kept = (0...transactions).first { found == expected($0) }
            guard let kept else { return "what is there was never committed" }
            return kept == acknowledged || kept == acknowledged + 1 ? nil : "kept \(kept) of \(acknowledged)"
        } catch {
            return "\(error)"
        }
    }
}

// The work: each transaction adds events, overwrites a state of several pages, drops an older event.
extension PowerCut {
    static let transactions = 8
    /// So that the work meets several checkpoints.
    static let checkpointFrames = 12

    private static let event = Table(
        "event", key: [.integer("partition"), .integer("number")], columns: [.bytes("payload")])
    private static let order = Table(
        "order", key: [.integer("partition"), .text("id")], columns: [.integer("last"), .bytes("state")])

    static func prepare(
        _ disk: SimulatedDisk, synchronous: SQLiteDatabase.Synchronous = .full,
        checkpointFrames: Int = PowerCut.checkpointFrames
    ) throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(on: disk, synchronous: synchronous, checkpointFrames: checkpointFrames)
        try database.migrate([event, order].map(database.createTable))
        return database
    }

    static func transaction(_ index: Int, on database: SQLiteDatabase) throws {
        try database.write { session in
            try session.run([.add(event, rows: events(index)), .put(order, rows: [state(index)])])
            session.enqueue([.drop(event, keys: dropped(index))])
        }
    }

    static func rows(_ database: SQLiteDatabase) throws -> [SQLRow] {
        try database.read { session in
            try session.run("SELECT partition, number, payload FROM event ORDER BY partition, number")
                + session.run("SELECT * FROM \"order\" ORDER BY partition, id")
        }
    }

    /// The rows after the first `count` transactions.
    static func expected(_ count: Int) -> [SQLRow] { states[count] }

    private static let states = (0...transactions).map(fold)

    private static func fold(_ count: Int) -> [SQLRow] {
        let gone = Set((0..<count).flatMap(dropped))
        let events = (0..<count).flatMap(events).filter { !gone.contains(Array($0.prefix(2))) }
        let states = Dictionary((0..<count).map { (state($0)[1], state($0)) }) { $1 }
        let byId = states.values.sorted { $0[1].description < $1[1].description }
        return (events + byId).map(SQLRow.init)
    }

    private static func events(_ index: Int) -> [[SQLValue]] {
        (0..<3).map { part in
            let number = index * 3 + part
            return [.integer(1), .integer(Int64(number)), .bytes(bytes(number, count: 700))]
        }
    }

    private static func state(_ index: Int) -> [SQLValue] {
        [.integer(1), .text("order-\(index % 2)"), .integer(Int64(index)), .bytes(bytes(index, count: 6000))]
    }

    private static func dropped(_ index: Int) -> [[SQLValue]] {
        index < 2 ? [] : [[.integer(1), .integer(Int64((index - 2) * 3))]]
    }

    private static func bytes(_ value: Int, count: Int) -> [UInt8] {
        Array(repeating: UInt8(value), count: count)
    }
}

extension SQLValue {
    fileprivate var description: String { "\(self)" }
}

extension SQLiteDatabase {
    func integrity() throws -> String {
        try read { try $0.run("PRAGMA integrity_check")[0].text(0) }
    }
}
