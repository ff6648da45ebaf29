import Foundation
import SuretyDomain
import SuretyEngine
import SuretyStore
import SuretyStorePostgres
import SuretyStoreSQLite
import SuretyWire

/// Drives the engine where bench/ measures what no command of `surety` does alone, and writes what it measured as JSON.
///
///     SuretyBench settle DATABASE RULEBOOKS
///     SuretyBench fire DATABASE RULEBOOKS THROUGH
///     SuretyBench live DATABASE RULEBOOKS START THROUGH
///     SuretyBench transfer DATABASE RULEBOOKS IN-FLIGHT COUNT
///
/// `DATABASE` is a file or a `postgres://` URL; instants are milliseconds since 1970. `settle` does every chore but
/// deadlines. `fire` settles and then carries out the deadlines through an instant. `live` lets the clock run from
/// `START` on and says how late each deadline through `THROUGH` was. `transfer` settles instructions that are pending.
@main
struct SuretyBench {
    static func main() async throws {
        let words = CommandLine.arguments
        let numbers = words.dropFirst(4).compactMap { Int64($0) }
        guard words.count >= 4 else { throw StoreError.refused("usage: SuretyBench WHAT DATABASE RULEBOOKS …") }
        let bench = Opening(database: words[2], rulebooks: words[3])
        let result: [(String, Double)]
        switch (words[1], numbers.count) {
        case ("settle", 0): result = try FiringRun(try bench.engine()).settle()
        case ("fire", 1): result = try FiringRun(try bench.engine()).fire(through: Instant(milliseconds: numbers[0]))
        case ("live", 2):
            let (start, through) = (Instant(milliseconds: numbers[0]), Instant(milliseconds: numbers[1]))
            result = try LiveRun(bench, start: start).run(through: through)
        case ("transfer", 2):
            result = try await TransferRun(try bench.engine()).run(inFlight: Int(numbers[0]), count: Int(numbers[1]))
        default: throw StoreError.refused("there is no measurement \(words.dropFirst().joined(separator: " "))")
        }
        let members = result.map { "\"\($0.0)\": \($0.1)" }
        try FileHandle.standardOutput.write(contentsOf: Data("{\(members.joined(separator: ", "))}\n".utf8))
    }
}

/// What a measurement works on.
struct Opening {
    let database: String
    let rulebooks: String

    func engine() throws -> Engine {
        try engine(on: try open(), Surroundings(now: { Meter.now }, randomBytes: { Digest.randomBytes($0) }))
    }

    func engine(on database: any SQLDatabase, _ surroundings: Surroundings) throws -> Engine {
        try Engine(database: database, library: try RulebookFolder.load(path: rulebooks), surroundings: surroundings)
    }

    func open() throws -> any SQLDatabase {
        guard database.hasPrefix("postgres") else { return try SQLiteDatabase(path: database) }
        return try PostgresDatabase(url: database, connections: 8)
    }
}

/// Wall and CPU time of this process from now on.
struct Meter {
    private let wall = Meter.monotonic
    private let cpu = Meter.processCPU

    var seconds: Double { Meter.monotonic - wall }
    var cpuSeconds: Double { Meter.processCPU - cpu }

    static var now: Instant {
        let time = read(CLOCK_REALTIME)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static var monotonic: Double { seconds(read(CLOCK_MONOTONIC)) }
    private static var processCPU: Double { seconds(read(CLOCK_PROCESS_CPUTIME_ID)) }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }

    private static func seconds(_ time: timespec) -> Double { Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 }
}

extension Array where Element == Double {
    /// The value below which this share of a sorted array lies.
    func quantile(_ share: Double) -> Double {
        isEmpty ? 0 : self[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
