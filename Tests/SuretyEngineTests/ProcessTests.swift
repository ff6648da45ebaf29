import Foundation
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyStorePostgres
import SuretyStoreSQLite
import SuretyTestKit
import SuretyTestKitCore
import Testing

/// Real processes that are killed and stopped at any moment. `SURETY_KILLS` says how often, on each engine.
@Suite(.serialized) struct ProcessTests {
    @Test("kill -9 at any moment loses nothing that was acknowledged and doubles nothing: SQLite")
    func killOnSQLite() throws {
        var chance = SeededGenerator(seed: 1)
        for cycles in Self.rounds {
            let path = "\(try TestFolder.make())/surety.sqlite"
            var acknowledged: Set<String> = []
            for cycle in 0..<cycles {
                let writer = try WriterProcess(path, lane: "a", from: Self.resume(acknowledged), count: 1_000_000)
                acknowledged.formUnion(try writer.kill(after: chance.int(in: 0...250)))
                try check(acknowledged, "cycle \(cycle)") { try SQLiteDatabase(path: path) }
            }
        }
    }

    @Test("kill -9 of the process, or of the server in the middle of its work, does the same on PostgreSQL")
    func killOnPostgres() throws {
        var chance = SeededGenerator(seed: 2)
        try PostgresCluster.withDedicated { cluster in
            for cycles in Self.rounds {
                let url = try cluster.makeDatabase()
                var acknowledged: Set<String> = []
                for cycle in 0..<cycles {
                    let writer = try WriterProcess(url, lane: "a", from: Self.resume(acknowledged), count: 1_000_000)
                    if cycle % 2 == 1 {
                        // The writer goes on telling what it has no answer for, and the server comes back.
                        try writer.waitForFirst()
                        try cluster.crash()
                        try cluster.restart()
                    }
                    acknowledged.formUnion(try writer.kill(after: chance.int(in: 0...250)))
                    try check(acknowledged, "cycle \(cycle)") { try PostgresDatabase(url: url, connections: 2) }
                }
            }
        }
    }

    @Test("Two processes write to the same partitions, one is stopped in a transaction past every limit and goes on")
    func stopped() throws {
        try PostgresCluster.withDedicated { cluster in
            let url = try cluster.makeDatabase()
            // Makes the tables, so that both start into their work.
            _ = try TestEngine(try PostgresDatabase(url: url, connections: 1)).findings()
            for round in 0..<3 {
                let from = round * 400
                let sleeper = try WriterProcess(url, lane: "sleeper", from: from, count: 400, stopAt: 7 + 11 * round)
                try sleeper.waitUntilStopped()
                // The partition is free again once the server has ended the sleeper's transaction.
                let other = try WriterProcess(url, lane: "other", from: from, count: 400)
                let others = try other.finish()
                #expect(Self.facts(others) == Set((from..<from + 400).map { "other-\($0)" }))
                sleeper.resume()
                let sleepers = try sleeper.finish()
                #expect(Self.facts(sleepers) == Set((from..<from + 400).map { "sleeper-\($0)" }))
                try check(others.union(sleepers), "round \(round)") { try PostgresDatabase(url: url, connections: 2) }
            }
        }
    }

    @Test("Two processes tell the same facts to the same partitions at once, and each is recorded once")
    func sameFacts() throws {
        try PostgresCluster.withDedicated { cluster in
            let url = try cluster.makeDatabase()
            let writers = try (0..<2).map { _ in try WriterProcess(url, lane: "a", from: 0, count: 600) }
            let acknowledged = try writers.map { try $0.finish() }
            #expect(acknowledged.allSatisfy { Self.facts($0).count == 600 })
            try check(acknowledged[0], "at the end") { try PostgresDatabase(url: url, connections: 2) }
        }
    }

    /// The facts among what was acknowledged, those of what is on sale left out.
    private static func facts(_ acknowledged: Set<String>) -> Set<String> {
        acknowledged.filter { !$0.hasPrefix("case:") && !$0.hasPrefix("offer-") }
    }

    /// What may be in the journal once: a fact, a case, the decision to pay for it, and the money that went out.
    private static func marks(of event: JournalEvent) -> [String] {
        switch event {
        case .factRecorded(let fact): [fact.id.text]
        case .caseOpened(let opening): ["case:\(opening.claim.id.text)"]
        case .instructed(let instruction): ["decided:\(instruction.id.text)"]
        case .transferred(_, let transfer):
            if case .heldPaidOut(let id) = transfer.cause { ["paid:\(id.text)"] } else { [] }
        default: []
        }
    }

    /// A fresh database now and then, so that verifying it stays quick.
    private static var rounds: [Int] {
        let kills = ProcessInfo.processInfo.environment["SURETY_KILLS"].flatMap(Int.init) ?? 4
        return stride(from: 0, to: kills, by: 10).map { min(10, kills - $0) }
    }

    /// A new process tells the last facts again: it does not know which of them arrived.
    private static func resume(_ acknowledged: Set<String>) -> Int {
        max(0, (acknowledged.compactMap { Int($0.dropFirst(2)) }.max() ?? 0) - 40)
    }

    private func check(_ acknowledged: Set<String>, _ moment: String, _ open: () throws -> any SQLDatabase) throws {
        let began = ContinuousClock.now
        let test = try TestEngine(try open())
        #expect(ContinuousClock.now - began < .seconds(10), "\(moment): reopening took too long")
        var recorded: [String: Int] = [:]
        for partition in Set(CrashFacts.shops.map { Home.shop($0).partition }) {
            for (_, event) in try test.events(of: partition) {
                for mark in Self.marks(of: event) { recorded[mark, default: 0] += 1 }
            }
        }
        let doubled = recorded.filter { $0.value > 1 }.keys.sorted()
        #expect(doubled.isEmpty, "\(moment): \(doubled) are there more than once")
        let lost = acknowledged.filter { recorded[$0] == nil }.sorted()
        #expect(lost.isEmpty, "\(moment): \(lost) were acknowledged and are lost")
        #expect(!acknowledged.isEmpty, "\(moment): nothing was acknowledged, so nothing was tried")
        let findings = try test.findings()
        #expect(findings.isEmpty, "\(moment)")
        try test.engine.database.close()
    }
}
