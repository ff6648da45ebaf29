import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import Synchronization

/// Callers that each wait for one transfer after another: the provider's word that a pending instruction was paid, which
/// posts exactly one transfer. They go through the batcher, as requests do.
struct TransferRun {
    private let engine: Engine

    init(_ engine: Engine) { self.engine = engine }

    func run(inFlight: Int, count: Int) async throws -> [(String, Double)] {
        let commands = try pending(count)
        guard commands.count == count else { throw StoreError.refused("\(commands.count) instructions are pending") }
        let batcher = Batcher(engine)
        let work = Work(commands)
        let meter = Meter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<inFlight {
                group.addTask {
                    while let command = work.next() {
                        let own = Meter()
                        guard case .success(.accepted)? = try await batcher.submit([command]).first else {
                            throw StoreError.refused("a transfer was not taken")
                        }
                        work.note(own.seconds * 1_000)
                    }
                }
            }
            try await group.waitForAll()
        }
        let (seconds, cpu) = (meter.seconds, meter.cpuSeconds)
        batcher.stop()
        let sorted = work.sortedTimes
        return [
            ("transfers", Double(count)), ("seconds", seconds), ("cpu", cpu), ("p50_ms", sorted.quantile(0.5)),
            ("p99_ms", sorted.quantile(0.99)),
        ]
    }

    /// Ids are random, so partitions come mixed.
    private func pending(_ count: Int) throws -> [(Partition, Command)] {
        let sql: SQL = """
            SELECT partition, id, shop FROM instruction WHERE next_at IS NOT NULL ORDER BY id LIMIT \(Int64(count))
            """
        let now = engine.surroundings.now()
        return try engine.database.read { try $0.run(sql) }.compactMap { row in
            guard let partition = Partition(stored: try row.integer(0)) else { return nil }
            let (id, shop) = (InstructionID(try row.text(1)), ShopID(try row.text(2)))
            return (partition, .takeOutcome(id, shop, .succeeded, at: now))
        }
    }
}

/// What the callers share: the commands that nobody has taken yet, and how long each one taken was waited for.
private final class Work: Sendable {
    private let commands: [(Partition, Command)]
    private let taken = Mutex(0)
    private let times = Mutex<[Double]>([])

    init(_ commands: [(Partition, Command)]) { self.commands = commands }

    func next() -> (Partition, Command)? {
        let index = taken.withLock { taken in
            defer { taken += 1 }
            return taken
        }
        return index < commands.count ? commands[index] : nil
    }

    func note(_ milliseconds: Double) { times.withLock { $0.append(milliseconds) } }

    var sortedTimes: [Double] { times.withLock { $0.sorted() } }
}
