import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyStore
import SuretyTestKit
import Testing

/// What is decided is decided with the fact that leads to it, in one transaction.
@Suite struct DecisionTests {
    private let shop = ShopID("shop-1")

    @Test("An order's pin is in the batch of its payment", arguments: TestDatabase.allCases)
    func pins(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop))
        try test.record(.paid("order", in: shop))
        let last = try test.lastBatch(of: shop)
        #expect(last.prefix(2).map(\.name) == ["fact", "pin"], "\(last)")
        guard case .orderPinned(let key, let consumer, let pin)? = last.dropFirst().first else { return }
        #expect(key == OrderKey(shop: shop, order: OrderID("order")) && pin.fact.id == FactID("paid-order"))
        #expect(consumer.text.hasPrefix("c-"), "under the alias")
        #expect(pin.lines.first?.rights.contains(RightKey("seven-day-return")) == true)
        #expect(try test.findings().isEmpty)
    }

    @Test("A payment recorded twice is pinned once", arguments: TestDatabase.allCases)
    func pinnedOnce(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop))
        try test.record(.paid("order", in: shop), .paid("order", in: shop))
        try test.record(.paid("order", in: shop))
        let pins = try test.events(of: Home.shop(shop).partition).filter { $0.event.name == "pin" }
        #expect(pins.count == 1)
    }

    @Test("A shop that falls below a gate is one event, however many products it has", arguments: TestDatabase.allCases)
    func oneEvent(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop, products: (0..<40).map { "product-\($0)" }))
        try test.record(.scored("fallen", shop, 449))
        let batch = try test.lastBatch(of: shop)
        // One for the wording in force and one for each that is announced.
        let wordings = test.engine.library.versionsKept(at: TestEngine.noon).filter { $0.scoreGate != nil }
        #expect(batch.map(\.name) == ["fact"] + wordings.map { _ in "label" }, "\(batch)")
        for (event, version) in zip(batch.dropFirst(), wordings) {
            guard case .labelChanged(let change) = event, let gate = version.scoreGate else { continue }
            #expect(change.subject == .shop(shop) && change.version == version.key)
            #expect(change.mask.verdict(at: gate) == .missed)
        }

        try test.record(.scored("nothing-new", shop, 448))
        #expect(try test.lastBatch(of: shop).map(\.name) == ["fact"], "the mask is the same as before")
        #expect(try test.findings().isEmpty)
    }

    @Test("A product that fails an inspection is an event of its own and of no other", arguments: TestDatabase.allCases)
    func oneProduct(_ kind: TestDatabase) throws {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop, products: ["dress", "hat"]))
        let inspection = Inspection(shop: shop, product: ProductID("hat"), inspection: "1")
        try test.record(.told("failed", .inspectionFailed(inspection)))
        let changed = try test.lastBatch(of: shop).compactMap { event -> LabelSubject? in
            if case .labelChanged(let change) = event { change.subject } else { nil }
        }
        #expect(Set(changed) == [.product(ProductKey(shop: shop, product: ProductID("hat")))])
    }

    @Test("New editions are adopted at the next start, and the state still is what the journal makes it")
    func adoption() throws {
        let database = try TestDatabase.sqliteInMemory.make()
        let before = try TestEngine(database, library: try ShippedRulebooks.library(before: "2022-09-trust-buy-v2"))
        try before.record(Fact.opening(of: shop))
        try before.settle()
        let after = try TestEngine(database)
        #expect(try after.findings().isEmpty)
        try after.settle()
        let masks = try after.shopState(shop)?.masks.entries.map(\.version.text) ?? []
        #expect(masks.contains("trust-buy@2022-09-trust-buy-v2"), "\(masks)")
        #expect(try after.findings().isEmpty)
        let chores = try after.engine.database.read { try $0.run("SELECT due_at FROM chore")[0].integer(0) }
        #expect(chores > TestEngine.noon.milliseconds, "nothing is due before tomorrow")
    }
}

extension ProgrammeVersion {
    fileprivate var scoreGate: Int? { clauses.firstIndex { $0.key == "gate.shop.experience-score" } }
}

extension TestEngine {
    /// The events of the last batch in a shop's partition.
    func lastBatch(of shop: ShopID) throws -> [JournalEvent] {
        let partition = Home.shop(shop).partition
        let row = try engine.database.read { session in
            try session.run(
                """
                SELECT first_number, last_number FROM batch WHERE partition = \(partition.stored)
                ORDER BY last_number DESC LIMIT 1
                """)
        }
        guard let first = try row.first?.integer(0) else { return [] }
        return try events(of: partition).filter { $0.number >= first }.map(\.event)
    }
}

extension JournalEvent {
    /// Its kind in a word.
    var name: String {
        switch self {
        case .factRecorded: "fact"
        case .factTookEffect: "effect"
        case .orderPinned: "pin"
        case .labelChanged: "label"
        case .dayTurned: "day"
        case .meanSet: "mean"
        case .promoterFollowed: "follow"
        case .promoterStated: "state"
        case .received: "received"
        case .caseOpened: "case"
        case .caseMoved: "case-move"
        case .orderMoved: "order-move"
        case .transferred: "transfer"
        case .instructed: "instruction"
        case .instructionMoved: "instruction-move"
        case .sourceAwaited: "await"
        case .sourceStated: "source"
        case .consumerStated: "consumer"
        }
    }
}
