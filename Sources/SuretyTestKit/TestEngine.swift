package import SuretyDomain
package import SuretyEngine
package import SuretyLabels
package import SuretyRules
package import SuretyStore

/// An engine with the shipped rules on a database of its own, and a clock that moves when told.
package struct TestEngine {
    package let engine: Engine
    package let world: VirtualWorld

    /// By default at noon of 10 October 2022, when the second version of Trust Buy was in force.
    package init(
        _ database: any SQLDatabase, library: RulebookLibrary? = nil, now: Instant = TestEngine.noon, seed: UInt64 = 1
    ) throws {
        world = VirtualWorld(seed: seed, now: now)
        let library = try library ?? ShippedRulebooks.library
        engine = try Engine(database: database, library: library, surroundings: world.surroundings)
    }

    package init(on kind: TestDatabase = .sqliteInMemory) throws { try self.init(try kind.make()) }

    package static let noon = Instant(milliseconds: 1_665_374_400_000)

    /// Records facts and answers each. Throws where one met a fault.
    @discardableResult
    package func record(_ facts: [Fact]) throws -> [Outcome] {
        try Intake(engine).record(facts).map { answer in
            switch answer {
            case .outcome(let outcome): return outcome
            case .fault(let error): throw error
            }
        }
    }

    @discardableResult
    package func record(_ facts: Fact...) throws -> [Outcome] { try record(facts) }

    /// Fires chores and delivers messages until nothing is due.
    package func settle() throws { try ChoreRunner(engine).runUntilIdle() }

    /// What a partition's journal holds, by number.
    package func events(of partition: Partition) throws -> [(number: Int64, event: JournalEvent)] {
        var events: [(number: Int64, event: JournalEvent)] = []
        try JournalReader(engine.database, partition).forEach { events.append(($0.number, try $0.decoded())) }
        return events
    }

    /// What does not hold of the whole database.
    package func findings() throws -> [String] { try Verifier(engine).verify().findings }
}

extension Fact {
    /// A fact of the market's, by default of noon of 10 October 2022.
    package static func told(
        _ id: String, _ body: FactBody, at: Instant = TestEngine.noon, corrects: String? = nil,
        source: String = "market"
    ) -> Fact {
        Fact(id: FactID(id), source: source, at: at, corrects: corrects.map { FactID($0) }, body: body)
    }
}

/// Facts that tests tell most.
extension Fact {
    /// All it takes for a shop's products to carry Trust Buy, as far as the shop is concerned, but for reviews.
    package static func opening(of shop: ShopID, products: [String] = ["dress"], score: Int = 460) -> [Fact] {
        let opened = TestEngine.noon.adding(milliseconds: -200 * Instant.millisecondsPerDay)
        var bodies: [FactBody] = [
            .shopOpened(ShopOpened(shop: shop, kind: "ordinary")),
            .experienceScored(ExperienceScored(shop: shop, hundredths: score)),
        ]
        let rights = ["seven-day-return", "instant-refund", "fake-pays-n", "return-freight", "damage-refund"]
        bodies += rights.map { right in
            .rightSwitched(RightSwitched(shop: shop, product: nil, right: RightKey(right), isOn: true))
        }
        bodies += products.map { product in
            let details = ListingDetails(title: nil, category: "clothing", trade: "physical", source: "own", tags: [])
            return .productListed(ProductListed(shop: shop, product: ProductID(product), details: details))
        }
        return bodies.enumerated().map { index, body in told("opening-\(shop.text)-\(index)", body, at: opened) }
    }

    package static func paid(
        _ order: String, in shop: ShopID, product: String = "dress", consumer: String = "consumer-1",
        promoter: PromoterID? = nil, at: Instant = TestEngine.noon, id: String? = nil
    ) -> Fact {
        let line = PaidLine(line: LineID("1"), product: ProductID(product), quantity: 1, paid: 9_900, freight: 0)
        let paid = OrderPaid(
            shop: shop, order: OrderID(order), checkout: nil, consumer: ConsumerID(consumer), promoter: promoter,
            room: nil, currency: .cny, lines: [line], shown: [])
        return told(id ?? "paid-\(order)", .orderPaid(paid), at: at)
    }

    package static func reviewed(_ order: String, in shop: ShopID, score: Int, at: Instant = TestEngine.noon) -> Fact {
        told(
            "reviewed-\(order)", .orderReviewed(OrderReviewed(shop: shop, order: OrderID(order), score: score)), at: at)
    }

    package static func scored(_ id: String, _ shop: ShopID, _ score: Int, corrects: String? = nil) -> Fact {
        told(id, .experienceScored(ExperienceScored(shop: shop, hundredths: score)), corrects: corrects)
    }

    package static func retracted(_ id: String, _ target: String, of home: Home) -> Fact {
        told(id, .factRetracted(Retraction(retracts: FactID(target), home: home)))
    }
}

extension ShopID {
    /// Shops that live in the same partition as this one.
    package func neighbours(_ count: Int) -> [ShopID] {
        let partition = Home.shop(self).partition
        return Array(
            (0...).lazy.map { ShopID("\(text)-\($0)") }.filter { Home.shop($0).partition == partition }.prefix(count))
    }
}
