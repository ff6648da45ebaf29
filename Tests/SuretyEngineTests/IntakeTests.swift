import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyTestKit
import Testing

/// What senders may rely on, on every engine.
@Suite struct IntakeTests {
    private let shop = ShopID("shop-1")

    @Test(
        "A fact told again changes nothing, and one that says something else under its id is refused",
        arguments: TestDatabase.allCases)
    func idempotency(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let fact = Fact.scored("score", shop, 460)
        let first = try test.record(fact)
        guard case .accepted(let number)? = first.first else { throw SimulationFailure("\(first)") }
        #expect(try test.record(fact, fact) == [.duplicate(number: number), .duplicate(number: number)])
        #expect(try test.record(.scored("score", shop, 470)) == [.refused(.idAlreadyUsed(number: number))])
        let facts = try test.facts(of: shop)
        #expect(facts == [fact])
        #expect(try test.findings().isEmpty)
    }

    @Test("Ids are each source's own", arguments: TestDatabase.allCases)
    func sources(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let body = FactBody.experienceScored(ExperienceScored(shop: shop, hundredths: 460))
        let outcomes = try test.record(.told("1", body, source: "market"), .told("1", body, source: "warehouse"))
        #expect(outcomes.filter(\.isAccepted).count == 2)
    }

    @Test("A bad fact drops only itself", arguments: TestDatabase.allCases)
    func badFact(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let tooFar = TestEngine.noon.adding(milliseconds: 2 * Instant.millisecondsPerDay)
        let neighbour = shop.neighbours(1)[0]
        try test.record(.scored("its-own", neighbour, 460))
        let outcomes = try test.record(
            .scored("good-1", shop, 450), .told("ahead", .brushingMarked(shop: shop, order: OrderID("o")), at: tooFar),
            .retracted("foreign", "its-own", of: .shop(shop)), .scored("good-1", shop, 451),
            .scored("good-2", shop, 452))
        #expect(outcomes[0].isAccepted && outcomes[4].isAccepted)
        #expect(outcomes[1] == .refused(.tooFarAhead(by: 2 * Instant.millisecondsPerDay)))
        #expect(outcomes[2] == .refused(.correctsForeignFact(FactID("its-own"))))
        guard case .refused(.idAlreadyUsed) = outcomes[3] else { throw SimulationFailure("\(outcomes[3])") }
        let ids = try test.facts(of: shop).map(\.id.text)
        #expect(ids == ["its-own", "good-1", "good-2"])
        #expect(try test.findings().isEmpty)
    }

    @Test(
        "A correction or retraction holds whether it comes before or after what it names",
        arguments: TestDatabase.allCases)
    func corrections(_ kind: TestDatabase) throws {
        let facts: [Fact] = [
            .scored("wrong", shop, 300), .scored("right", shop, 460, corrects: "wrong"),
            .scored("never", shop, 200), .retracted("taken-back", "never", of: .shop(shop)),
        ]
        let test = try TestEngine(on: kind)
        try test.record(facts)
        let reversed = try TestEngine(on: kind)
        try reversed.record(facts.reversed())
        let stated = try [test, reversed].map { try $0.shopState(shop)?.shop.scores.entries.map(\.value) }
        #expect(stated == [[460], [460]])
        let findings = try test.findings() + reversed.findings()
        #expect(findings.isEmpty)
    }

    @Test("A fact told ahead of its time counts from then on", arguments: TestDatabase.allCases)
    func ahead(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop))
        let later = TestEngine.noon.adding(hours: 2)
        try test.record(.told("later", .experienceScored(ExperienceScored(shop: shop, hundredths: 300)), at: later))
        try test.settle()
        #expect(try test.score(of: shop) == 460)
        test.world.set(later)
        try test.settle()
        #expect(try test.score(of: shop) == 300)
        #expect(try test.findings().isEmpty)
    }

    @Test("No byte of any journal or state tells who a consumer is", arguments: TestDatabase.allCases)
    func aliases(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let consumers = (0..<20).map { "wang-xiaoming-\($0)" }
        try test.record(Fact.opening(of: shop))
        try test.record(consumers.map { .paid("order-\($0)", in: shop, consumer: $0, id: "fact-\($0.suffix(2))") })
        let outcomes = try test.record(.paid("order-of-0", in: shop, consumer: consumers[0]))
        #expect(outcomes[0].isAccepted)
        let aliases = try test.facts(of: shop).compactMap { $0.body.consumer?.text }
        #expect(Set(aliases).count == 20)
        #expect(aliases.first == aliases.last, "the same consumer has the same alias")
        for (table, bytes) in try test.storedBytes(but: ["alias"]) {
            // The order's id names the consumer here, as a careless marketplace's would; its alias must not.
            let text = String(decoding: bytes, as: UTF8.self).replacing("order-wang", with: "")
            #expect(!text.contains("wang-xiaoming"), "\(table) names a consumer")
        }
    }

    @Test(
        "A consumer's standing lives where the alias says, can be taken back, and is delivered to shops they buy from",
        arguments: TestDatabase.allCases)
    func standings(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let consumer = "wang-xiaoming"
        try test.record(Fact.opening(of: shop))
        try test.record(.paid("order", in: shop, consumer: consumer))
        let restricted = ConsumerStood(consumer: ConsumerID(consumer), standing: .restricted, reason: "refund-abuse")
        let told = try test.record(.told("restricted", .consumerStood(restricted)))
        #expect(told[0].isAccepted, "\(told)")
        try test.settle()
        #expect(try test.standing(deliveredTo: shop) == ["restricted"])
        let taken = try test.record(.retracted("forgiven", "restricted", of: .consumer(consumer)))
        #expect(taken[0].isAccepted, "\(taken)")
        try test.settle()
        #expect(try test.standing(deliveredTo: shop) == ["good"])
        let rows = try test.storedBytes(but: ["alias"])
        #expect(!rows.contains { String(decoding: $0.bytes, as: UTF8.self).contains(consumer) })
        #expect(try test.findings().isEmpty)
    }

    @Test("A source's word lives with the platform", arguments: TestDatabase.allCases)
    func caughtUp(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        let later = TestEngine.noon.adding(hours: 1)
        try test.record(.told("2", .sourceCaughtUp(SourceCaughtUp()), at: later))
        try test.record(.told("1", .sourceCaughtUp(SourceCaughtUp())))
        let rows = try test.engine.database.read { try $0.run("SELECT partition, state FROM source") }
        let partitions = try rows.map { try $0.integer(0) }
        #expect(partitions == [Home.platform.partition.stored])
        let state: SourceState? = try rows.first?.state(1)
        #expect(state?.through == TestEngine.noon, "the second is told ahead of its time")
        #expect(try test.findings().isEmpty)
    }

    /// Facts commute: a retraction in another shop's name is refused when it comes after the fact. When it comes before,
    /// it should have no effect either.
    @Test("A shop cannot take back another shop's fact, not even before it was told")
    func foretoldByAnother() throws {
        let test = try TestEngine()
        let neighbour = shop.neighbours(1)[0]
        try test.record(.retracted("foreign", "score", of: .shop(neighbour)))
        try test.record(.scored("score", shop, 460))
        let score = try test.score(of: shop)
        #expect(score == 460)
        #expect(try test.findings().isEmpty)
    }
}

extension Outcome {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
}

extension TestEngine {
    /// The facts recorded in a shop's partition, in order.
    func facts(of shop: ShopID) throws -> [Fact] {
        try events(of: Home.shop(shop).partition).compactMap { _, event in
            if case .factRecorded(let fact) = event { fact } else { nil }
        }
    }

    /// Nil where there is no row.
    func shopState(_ shop: ShopID) throws -> ShopState? {
        let key: SQL = "SELECT state FROM shop WHERE partition = \(Home.shop(shop).partition.stored) AND id = \(shop)"
        return try engine.database.read { session in try session.run(key).first.map { try $0.state(0) } }
    }

    /// Consumers' standings as the shop's partition has been told.
    func standing(deliveredTo shop: ShopID) throws -> [String] {
        let query: SQL = "SELECT standing FROM standing WHERE partition = \(Home.shop(shop).partition.stored)"
        return try engine.database.read { session in try session.run(query).map { try $0.text(0) } }
    }

    /// The experience score as last told.
    func score(of shop: ShopID) throws -> Int? { try shopState(shop)?.shop.scores.last?.value }

    /// All texts and bytes of all rows, with the table they are in.
    func storedBytes(but excepted: Set<String>) throws -> [(table: String, bytes: [UInt8])] {
        try engine.database.read { session in
            try Tables.all.filter { !excepted.contains($0.name) }.flatMap { table in
                try session.run(SQL(trusted: "SELECT * FROM \"\(table.name)\"", values: [])).flatMap { row in
                    row.values.compactMap { value in
                        switch value {
                        case .bytes(let bytes): (table.name, bytes)
                        case .text(let text): (table.name, Array(text.utf8))
                        case .integer, .null: nil
                        }
                    }
                }
            }
        }
    }
}
