import Foundation
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyStorePostgres
import SuretyStoreSQLite
import SuretyTestKit
import SuretyWire

/// A process that tells facts and claims refunds until it is killed, and writes what was acknowledged to its output: the
/// id of a fact, or `case:` and that of an order. For
/// tests only: it is started by `ProcessTests`.
///
///     SuretyCrashWriter DATABASE LANE FROM COUNT [STOP]
///
/// `DATABASE` is a file or a `postgres://` URL. The facts of a lane are the same in every run, numbered from 0; it tells
/// those from `FROM` on. In the transaction numbered `STOP` it stops itself (SIGSTOP) before the COMMIT, once.
@main
struct CrashWriter {
    private let intake: Intake
    private let runner: ChoreRunner
    private let engine: Engine
    private let lane: String

    static func main() throws {
        let words = CommandLine.arguments
        guard words.count >= 5, let from = Int(words[3]), let count = Int(words[4]) else {
            throw StoreError.refused("usage: SuretyCrashWriter DATABASE LANE FROM COUNT [STOP]")
        }
        let database = StoppingDatabase(try open(words[1]), stopAt: words.count > 5 ? Int(words[5]) : nil)
        let surroundings = Surroundings(
            now: { now }, randomBytes: Digest.randomBytes, provider: SandboxProvider())
        let engine = try Engine(
            database: database, library: try ShippedRulebooks.library, surroundings: surroundings)
        let writer = CrashWriter(
            intake: Intake(engine), runner: ChoreRunner(engine), engine: engine, lane: words[2])
        try writer.tell(CrashFacts.offers)
        try writer.tell(from: from, count: count)
    }

    private static func open(_ name: String) throws -> any SQLDatabase {
        guard name.hasPrefix("postgres://") else { return try SQLiteDatabase(path: name) }
        var limits = PostgresLimits()
        limits.idleInTransactionMilliseconds = 1_000
        return try PostgresDatabase(url: name, connections: 2, limits: limits)
    }

    private static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private func tell(from first: Int, count: Int) throws {
        var next = first
        while next < first + count {
            let size = 1 + next % 13
            let numbers = next..<min(next + size, first + count)
            try tell(numbers.map { CrashFacts.fact($0, lane: lane) })
            for number in numbers { try claim(number) }
            next += size
            // What fails here is done by the next round, or by another process.
            if next % 5 == 0 { _ = try? runner.runOnce() }
        }
    }

    /// Claims a refund until the claim has an answer. That the case is there already is one.
    private func claim(_ number: Int) throws {
        let fact = CrashFacts.fact(number, lane: lane)
        guard case .orderPaid(let paid) = fact.body else { return }
        for _ in 0..<400 {
            let at = fact.at.adding(milliseconds: 1)
            if let alias = try? CaseDesk(engine).alias(of: paid.consumer.text) {
                guard let claim = CrashFacts.claim(on: paid, number: number, by: alias, at: at) else { return }
                let command = Command.claim(Claiming(claim: claim, at: at))
                switch try? engine.committer.decide(command, in: Home.shop(paid.shop).partition) {
                case .accepted?, .refused(.aftersales(.caseExists))?:
                    return try FileHandle.standardOutput.write(contentsOf: Data("case:\(paid.order.text)\n".utf8))
                case nil: break
                case let outcome?: throw StoreError.refused("case \(paid.order.text): \(outcome)")
                }
            }
            usleep(50_000)
        }
        throw StoreError.unavailable("no answer for the claim on \(paid.order.text)")
    }

    /// Tells facts until each has an answer, as a sender does that knows its ids.
    private func tell(_ facts: [Fact]) throws {
        var waiting = facts
        for _ in 0..<400 {
            let answers = (try? intake.record(waiting)) ?? []
            var acknowledged = ""
            var unanswered = answers.isEmpty ? waiting : []
            for (fact, answer) in zip(waiting, answers) {
                switch answer {
                case .outcome(.accepted), .outcome(.duplicate): acknowledged += "\(fact.id.text)\n"
                case .outcome(let outcome): throw StoreError.refused("\(fact.id.text): \(outcome)")
                case .fault: unanswered.append(fact)
                }
            }
            // One write, so that a kill leaves no half of an id.
            try FileHandle.standardOutput.write(contentsOf: Data(acknowledged.utf8))
            if unanswered.isEmpty { return }
            waiting = unanswered
            usleep(50_000)
        }
        throw StoreError.unavailable("no answer for \(waiting.count) facts")
    }
}
