import Foundation
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyStore
import SuretyTestKit
import Testing

/// What one partition tells another: once, and in order.
@Suite struct DeliveryTests {
    private let promoter = PromoterID("promoter-1")
    private let shops = ["shop-1", "shop-2", "shop-3"].map { ShopID($0) }

    @Test(
        "A promoter's standing reaches the partitions of the shops they sell for, once and in order",
        arguments: TestDatabase.allCases)
    func promoters(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let joined = TestEngine.noon.adding(milliseconds: -60 * Instant.millisecondsPerDay)
        try test.record(.told("joined", .promoterJoined(promoter), at: joined), scored(1, 440))
        for shop in shops {
            try test.record(Fact.opening(of: shop))
            try test.record(.paid("order", in: shop, promoter: promoter, id: "paid-\(shop.text)"))
        }
        try test.settle()
        for score in 2...6 { try test.record(scored(score, 440 + score)) }
        try test.settle()
        // A node that forgets how far it came delivers all of it again.
        _ = try test.engine.database.write { try $0.run("DELETE FROM cursor") }
        try test.settle()

        let home = Home.promoter(promoter).partition
        let sent = try test.events(of: home).filter { $0.event.name == "state" }
        for partition in Set(shops.map { Home.shop($0).partition }) {
            let meant = sent.filter { $0.event.route == .one(partition) }.map(\.number)
            #expect(try test.received(in: partition, from: home) == meant)
            #expect(meant.count >= 6)
            let copy = try test.copy(of: promoter, in: partition)
            #expect(copy?.standing?.promoter.scores.last?.value == 446)
            #expect(copy?.number == meant.last)
        }
        #expect(try test.findings().isEmpty)
    }

    @Test(
        "The market's mean is pooled from all 64 partitions and delivered to all of them",
        arguments: TestDatabase.allCases)
    func mean(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let yesterday = TestEngine.noon.adding(hours: -24)
        for (index, shop) in shops.enumerated() {
            try test.record(Fact.opening(of: shop))
            // The third shop has too few reviews to count.
            let count = index < 2 ? 40 : 29
            try test.record(
                (0..<count).flatMap { number -> [Fact] in
                    let order = "\(shop.text)-\(number)"
                    return [
                        .paid(order, in: shop, at: yesterday),
                        .reviewed(order, in: shop, score: number < 4 ? 1 : 5, at: yesterday),
                    ]
                })
        }
        try test.settle()
        for partition in Partition.all {
            let means = try test.events(of: partition).compactMap { _, event -> MarketMeanEntry? in
                if case .received(_, _, .meanSet(let mean)) = event { mean } else { nil }
            }
            #expect(means.map(\.tally) == [Tally(count: 8, of: 80)], "partition \(partition.index)")
            #expect(means.map(\.shops) == [2])
        }
        let reports = try test.events(of: Home.platform.partition).filter { _, event in
            if case .received(_, _, .dayTurned) = event { true } else { false }
        }
        #expect(reports.count == 64)
        #expect(try test.findings().isEmpty)
    }

    @Test("The turn of the day goes over many shops in stretches, and leaves none out")
    func stretches() throws {
        let test = try TestEngine()
        try test.settle()
        let shops = ShopID("many").neighbours(2 * Chore.stretch + 50)
        let partition = Home.shop(shops[0]).partition
        // Opened 90 days ago, the day itself not counted: at midnight they become old enough for the gate on age.
        let opened = TestEngine.noon.adding(milliseconds: -90 * Instant.millisecondsPerDay)
        try test.record(
            shops.map { .told("opened-\($0.text)", .shopOpened(ShopOpened(shop: $0, kind: "ordinary")), at: opened) })
        let before = try test.lastNumber(of: partition)
        test.world.move(milliseconds: Instant.millisecondsPerDay)
        try test.settle()
        let after = try test.events(of: partition).filter { $0.number > before }
        let grown = after.compactMap { _, event -> LabelSubject? in
            if case .labelChanged(let change) = event { change.subject } else { nil }
        }
        #expect(Set(grown) == Set(shops.map { .shop($0) }), "\(grown.count), \(Set(grown).count)")
        #expect(after.filter { $0.event.name == "day" }.count == 1)
        let longest = try test.longestBatch(of: partition, after: before)
        // One event for each wording that is kept, and the report at the end.
        let wordings = test.engine.library.versionsKept(at: TestEngine.noon).count
        #expect(longest <= Int64(Chore.stretch * wordings) + 1)
        #expect(try test.findings().isEmpty)
    }

    @Test("Two runners over the same partitions harm nothing", arguments: TestDatabase.allCases)
    func twoRunners(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        for shop in shops {
            try test.record(Fact.opening(of: shop))
            try test.record(.paid("order", in: shop, promoter: promoter, id: "paid-\(shop.text)"))
        }
        try test.record((0..<20).map { scored($0, 430 + $0) })
        let runner = ChoreRunner(test.engine)
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            // On PostgreSQL one may wait longer for the other's lock than it may; it tries again.
            for _ in 0..<60 { _ = try? runner.runOnce() }
        }
        try test.settle()
        let home = Home.promoter(promoter).partition
        let sent = try test.events(of: home).filter { $0.event.name == "state" }
        for partition in Set(shops.map { Home.shop($0).partition }) {
            let meant = sent.filter { $0.event.route == .one(partition) }.map(\.number)
            #expect(try test.received(in: partition, from: home) == meant)
        }
        let turned = try Partition.all.map { try test.events(of: $0).filter { $0.event.name == "day" }.count }
        #expect(turned.allSatisfy { $0 == 1 })
        #expect(try test.findings().isEmpty)
    }

    private func scored(_ number: Int, _ score: Int) -> Fact {
        .told("score-\(number)", .promoterScored(PromoterScored(promoter: promoter, hundredths: score)))
    }
}

extension TestEngine {
    /// The numbers of the promoter's statements that a partition took in, in the order in which it did.
    func received(in partition: Partition, from source: Partition) throws -> [Int64] {
        try events(of: partition).compactMap { _, event in
            guard case .received(source, let number, .promoterStated) = event else { return nil }
            return number
        }
    }

    func copy(of promoter: PromoterID, in partition: Partition) throws -> PromoterCopy? {
        try engine.database.read { session in
            try session.run(
                "SELECT state FROM promoter_copy WHERE partition = \(partition.stored) AND id = \(promoter)"
            ).first.map { try $0.state(0) }
        }
    }

    func lastNumber(of partition: Partition) throws -> Int64 {
        try engine.database.read { session in
            try session.run("SELECT next_number FROM head WHERE partition = \(partition.stored)")[0].integer(0) - 1
        }
    }

    /// The most events that one batch after a number has.
    func longestBatch(of partition: Partition, after number: Int64) throws -> Int64 {
        try engine.database.read { session in
            try session.run(
                """
                SELECT MAX(last_number - first_number + 1) FROM batch
                WHERE partition = \(partition.stored) AND first_number > \(number)
                """)[0].integer(0)
        }
    }
}
