package import SuretyDomain

/// Makes facts by chance over the small pools: an ordinary beginning, then orders with their stories, and noise; some
/// corrected or retracted, some told late, ahead of their time, or before what they correct.
package struct FactGenerator {
    var chance: SeededGenerator
    private let span: ClosedRange<Instant>
    private var facts: [Fact] = []

    package init(seed: UInt64, span: ClosedRange<Instant>) {
        chance = SeededGenerator(seed: seed)
        self.span = span
    }

    /// The facts in the order in which they are told, some of them twice.
    package mutating func tellings() -> [World.Telling] {
        facts = []
        for shop in Pools.shops { open(shop) }
        for promoter in Pools.promoters { introduce(promoter) }
        for number in 1...chance.int(in: 6...18) { order(OrderID("o\(number)")) }
        for _ in 0..<chance.int(in: 5...25) { add(noise(), at: instant()) }
        for _ in 0..<chance.int(in: 0...10) { amend() }
        var tellings: [World.Telling] = []
        for fact in facts { tellings.append(.init(fact: fact, toldAt: told(fact))) }
        for telling in chance.some(tellings, percent: 5) {
            tellings.append(.init(fact: telling.fact, toldAt: telling.toldAt.adding(hours: chance.int64(in: 0...30))))
        }
        tellings.shuffle(using: &chance)
        return tellings.sorted { $0.toldAt < $1.toldAt }
    }

    mutating func add(_ body: FactBody, at: Instant) {
        let source = chance.percent(70) ? "market" : "agency"
        facts.append(Fact(id: newID(of: source), source: source, at: at, body: body))
    }

    /// Ids are a source's own: two sources use the same ones.
    private func newID(of source: String) -> FactID {
        FactID("f\(facts.count { $0.source == source })")
    }

    /// Mostly soon after; sometimes days late, sometimes ahead of its time, and a little of it too far ahead.
    private mutating func told(_ fact: Fact) -> Instant {
        switch chance.int(in: 0...9) {
        case 0: fact.at.adding(hours: -chance.int64(in: 1...23))
        case 1, 2: fact.at.adding(hours: chance.int64(in: 12...100))
        case 3: fact.at.adding(milliseconds: chance.percent(90) ? 0 : -90_000_000)
        default: fact.at.adding(milliseconds: chance.int64(in: 0...7_200_000))
        }
    }

    /// An instant of the span; days' edges are where the faults are.
    mutating func instant() -> Instant {
        let zone = Almanacs.china
        let first = zone.day(of: span.lowerBound)
        let days = zone.day(of: span.upperBound).number - first.number
        return within(first.adding(days: chance.int64(in: 0...days)))
    }

    private mutating func within(_ day: Day) -> Instant {
        let midnight = Almanacs.china.start(of: day)
        switch chance.int(in: 0...5) {
        case 0: return midnight
        case 1: return midnight.adding(milliseconds: 1)
        case 2: return midnight.adding(milliseconds: -1)
        case 3: return midnight.adding(hours: 12)
        default: return midnight.adding(milliseconds: chance.int64(in: 0...Instant.millisecondsPerDay - 1))
        }
    }

    private mutating func early() -> Instant {
        let first = Almanacs.china.day(of: span.lowerBound)
        return within(first.adding(days: chance.percent(75) ? 0 : chance.int64(in: 0...10)))
    }
}

extension FactGenerator {
    private mutating func open(_ shop: ShopID) {
        let isOrdinary = chance.percent(85)
        if chance.percent(95) {
            add(.shopOpened(.init(shop: shop, kind: isOrdinary ? "ordinary" : chance.pick(Pools.kinds))), at: early())
        }
        if chance.percent(85) { add(.experienceScored(.init(shop: shop, hundredths: 460)), at: early()) }
        for right in Pools.rights where chance.percent(80) {
            add(.rightSwitched(.init(shop: shop, product: nil, right: right, isOn: true)), at: early())
        }
        for product in Pools.products where chance.percent(80) {
            add(.productListed(.init(shop: shop, product: product, details: details())), at: early())
        }
    }

    private mutating func introduce(_ promoter: PromoterID) {
        if chance.percent(90) { add(.promoterJoined(promoter), at: early()) }
        if chance.percent(90) { add(.promoterScored(.init(promoter: promoter, hundredths: 440)), at: early()) }
        for shop in Pools.shops where chance.percent(40) {
            let listing = PromoterListing(shop: shop, product: chance.pick(Pools.products), promoter: promoter)
            add(.promoterListed(listing), at: early())
        }
    }

    mutating func details() -> ListingDetails {
        ListingDetails(
            title: nil, category: chance.pick(Pools.categories), trade: chance.percent(85) ? "physical" : "virtual",
            source: chance.percent(85) ? "own" : "third-party", tags: chance.some(Pools.tags, percent: 20))
    }

    private mutating func noise() -> FactBody {
        let shop = chance.pick(Pools.shops)
        let product = chance.pick(Pools.products)
        let promoter = chance.pick(Pools.promoters)
        switch chance.int(in: 0...17) {
        case 0: return .shopOpened(.init(shop: shop, kind: chance.pick(Pools.kinds)))
        case 1: return .productListed(.init(shop: shop, product: product, details: details()))
        case 2: return .productDelisted(shop: shop, product: product)
        case 3:
            return .rightSwitched(
                .init(shop: shop, product: nil, right: chance.pick(Pools.rights), isOn: chance.bool()))
        case 4, 5:
            return .rightSwitched(
                .init(shop: shop, product: product, right: chance.pick(Pools.rights), isOn: chance.percent(70)))
        case 6: return .promoterListed(.init(shop: shop, product: product, promoter: promoter))
        case 7: return .promoterUnlisted(.init(shop: shop, product: product, promoter: promoter))
        case 8: return .experienceScored(.init(shop: shop, hundredths: chance.pick(Pools.scores)))
        case 9:
            return .violationDetermined(
                .init(
                    shop: shop, violation: chance.pick(Pools.violations), severity: chance.percent(70) ? .severe : .mild
                ))
        case 10: return .violationEnded(shop: shop, violation: chance.pick(Pools.violations))
        case 11: return .inspectionFailed(inspection(shop, product))
        case 12: return .productRelisted(inspection(shop, product))
        case 13:
            return .depositStated(
                .init(
                    shop: shop, balance: chance.pick([-1, 0, 49_999, 50_000, 50_001]), required: 50_000, currency: .cny)
            )
        case 14: return .promoterScored(.init(promoter: promoter, hundredths: chance.pick(Pools.scores)))
        case 15: return .consumerStood(standing(of: chance.pick(Pools.consumers)))
        case 16: return .sourceCaughtUp(.init())
        default: return .promoterJoined(promoter)
        }
    }

    private mutating func standing(of consumer: ConsumerID) -> ConsumerStood {
        ConsumerStood(consumer: consumer, standing: chance.pick(Standing.allCases), reason: nil)
    }

    private mutating func inspection(_ shop: ShopID, _ product: ProductID) -> Inspection {
        Inspection(shop: shop, product: product, inspection: chance.pick(Pools.inspections))
    }
}

extension FactGenerator {
    /// Corrects or retracts a fact told before, or one that never came; a correction can itself be taken back.
    private mutating func amend() {
        let target = chance.pick(facts)
        let source = target.source
        let id = newID(of: source)
        // Some correct what is never told.
        let targetID = chance.percent(90) ? target.id : FactID("f-\(id.text)")
        if chance.percent(40) {
            let retraction = Retraction(retracts: targetID, home: target.body.home)
            return facts.append(Fact(id: id, source: source, at: instant(), body: .factRetracted(retraction)))
        }
        let at = chance.percent(50) ? target.at : instant()
        facts.append(Fact(id: id, source: source, at: at, corrects: targetID, body: corrected(target.body)))
    }

    /// Another word on the same shop or promoter, mostly of the same kind.
    private mutating func corrected(_ body: FactBody) -> FactBody {
        switch body {
        case .shopOpened(var body):
            body.kind = chance.pick(Pools.kinds)
            return .shopOpened(body)
        case .productListed(var body):
            body.details = details()
            body.product = chance.percent(80) ? body.product : chance.pick(Pools.products)
            return .productListed(body)
        case .rightSwitched(var body):
            body.isOn.toggle()
            return .rightSwitched(body)
        case .orderPaid(var body):
            body.lines = lines(of: body.shop)
            body.promoter = chance.percent(30) ? chance.pick(Pools.promoters) : nil
            return .orderPaid(body)
        case .orderReviewed(var body):
            body.score = chance.int(in: 1...5)
            return .orderReviewed(body)
        case .experienceScored(var body):
            body.hundredths = chance.pick(Pools.scores)
            return .experienceScored(body)
        case .promoterScored(var body):
            body.hundredths = chance.pick(Pools.scores)
            return .promoterScored(body)
        case .consumerStood(let body): return .consumerStood(standing(of: body.consumer))
        default: return body
        }
    }
}
