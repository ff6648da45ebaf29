import SuretyDomain
import SuretyTestKitCore

/// A marketplace of a few shops that tells what happens in it, and tells it as badly as a real one: late, out of order,
/// twice, ahead of time, with corrections of what was not told yet, and now and then something that must be refused.
struct SimulatedMarket {
    var chance: SeededGenerator
    /// Two of them share a partition.
    let shops: [ShopID]
    let promoters: [PromoterID]
    let consumers = (0..<5).map { "consumer-\($0)" }
    private(set) var told: [Fact] = []
    /// Made up already, and corrected or retracted perhaps, but told later.
    private var withheld: [Fact] = []
    var orders: [OrderPaid] = []
    private var lastNumber = 0

    /// A fact as it is told. One that is `fresh` has a new id and nothing about it that could be refused.
    struct Telling {
        let fact: Fact
        let isFresh: Bool
    }

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        let name = chance.int(in: 0...9_999)
        let first = ShopID("shop-\(name)")
        let neighbour = (0...).lazy.map { ShopID("shop-\(name)-\($0)") }
            .first { Home.shop($0).partition == Home.shop(first).partition }
        shops = [first, neighbour ?? first, ShopID("shop-\(name)-far")]
        promoters = [PromoterID("promoter-\(name)-a"), PromoterID("promoter-\(name)-b")]
    }

    /// What there is when the market opens: shops that carry labels, or nearly.
    mutating func opening(at now: Instant) -> [Telling] {
        let opened = now.adding(milliseconds: -200 * Instant.millisecondsPerDay)
        var bodies: [FactBody] = []
        for shop in shops {
            bodies.append(.shopOpened(ShopOpened(shop: shop, kind: "ordinary")))
            bodies.append(.experienceScored(ExperienceScored(shop: shop, hundredths: chance.int(in: 440...480))))
            bodies += SimulatedMarket.rights.map {
                .rightSwitched(RightSwitched(shop: shop, product: nil, right: $0, isOn: true))
            }
            bodies += SimulatedMarket.products.map { listing(of: $0, by: shop) }
        }
        for promoter in promoters {
            bodies.append(.promoterJoined(promoter))
            bodies.append(.promoterScored(PromoterScored(promoter: promoter, hundredths: chance.int(in: 420...450))))
        }
        return bodies.map { Telling(fact: new($0, at: opened), isFresh: true) }
    }

    /// The next facts, as they come in together.
    mutating func next(_ count: Int, at now: Instant) -> [Telling] {
        (0..<count).flatMap { _ in next(at: now) }
    }

    private mutating func next(at now: Instant) -> [Telling] {
        switch chance.int(in: 1...20) {
        case 1 where !told.isEmpty: [Telling(fact: chance.pick(told), isFresh: false)]
        case 2 where !told.isEmpty: [Telling(fact: conflicting(), isFresh: false)]
        case 3 where !told.isEmpty: [Telling(fact: ofAnotherShop(at: now), isFresh: false)]
        case 4...6 where !told.isEmpty: correction(at: now)
        case 7 where !withheld.isEmpty: [tellWithheld()]
        case 8: ahead(at: now)
        default: [Telling(fact: new(body(), at: instant(before: now)), isFresh: true)]
        }
    }

    /// Everything that was told, again: what a sender does who never heard of its fate.
    func again(_ fact: Fact) -> Telling { Telling(fact: fact, isFresh: false) }

    // MARK: When

    /// Mostly just now, sometimes days ago, sometimes on the stroke of midnight.
    private mutating func instant(before now: Instant) -> Instant {
        switch chance.int(in: 1...12) {
        case 1, 2: now.adding(milliseconds: -chance.int64(in: 0...20 * Instant.millisecondsPerDay))
        case 3:
            SimulatedMarket.midnight(before: now).adding(milliseconds: chance.int64(in: -1...0))
        default: now.adding(milliseconds: -chance.int64(in: 0...60_000))
        }
    }

    /// Told ahead of its time, and sometimes further ahead than is taken.
    private mutating func ahead(at now: Instant) -> [Telling] {
        let isTooFar = chance.happens(oneIn: 4)
        let day = Instant.millisecondsPerDay
        let later = isTooFar ? chance.int64(in: day + 3_600_000...2 * day) : chance.int64(in: 1...day / 2)
        let fact = new(body(), at: now.adding(milliseconds: later))
        return [Telling(fact: fact, isFresh: !isTooFar)]
    }

    static func midnight(before now: Instant) -> Instant {
        let zone = Zone(offsetMinutes: 480) ?? .utc
        return zone.start(of: zone.day(of: now))
    }

    // MARK: What is said of other facts

    /// The id of a fact that was told, with something else under it.
    private mutating func conflicting() -> Fact {
        var fact = chance.pick(told)
        fact.at = fact.at.adding(milliseconds: -1)
        return fact
    }

    /// A retraction in the name of a shop whose fact it may not be.
    private mutating func ofAnotherShop(at now: Instant) -> Fact {
        let target = chance.pick(told)
        let others = shops.filter { .shop($0) != target.body.home }
        let retraction = Retraction(retracts: target.id, home: .shop(chance.pick(others)))
        return new(.factRetracted(retraction), at: now, source: target.source)
    }

    /// A correction or retraction of a fact told before, told along with it, or to be told later.
    private mutating func correction(at now: Instant) -> [Telling] {
        var tellings: [Telling] = []
        let target: Fact
        switch chance.int(in: 1...3) {
        case 1: target = chance.pick(told)
        case 2:
            target = new(body(), at: instant(before: now))
            tellings.append(Telling(fact: target, isFresh: true))
        default:
            target = new(body(), at: instant(before: now))
            withheld.append(target)
        }
        let fact: Fact
        // How far a source has told cannot be taken back.
        if target.body.home != .platform, chance.bool() || target.body.isRetraction {
            let retraction = Retraction(retracts: target.id, home: target.body.home)
            fact = new(.factRetracted(retraction), at: now, source: target.source)
        } else {
            fact = new(body(like: target.body), at: instant(before: now), source: target.source, corrects: target.id)
        }
        tellings.append(Telling(fact: fact, isFresh: true))
        return chance.bool() ? tellings : tellings.reversed()
    }

    private mutating func tellWithheld() -> Telling {
        Telling(fact: withheld.remove(at: chance.int(in: 0...withheld.count - 1)), isFresh: false)
    }

    private mutating func new(
        _ body: FactBody, at instant: Instant, source: String? = nil, corrects: FactID? = nil
    ) -> Fact {
        lastNumber += 1
        let source = source ?? (chance.happens(oneIn: 6) ? "warehouse" : "market")
        let fact = Fact(id: FactID("fact-\(lastNumber)"), source: source, at: instant, corrects: corrects, body: body)
        told.append(fact)
        return fact
    }
}

extension FactBody {
    fileprivate var isRetraction: Bool {
        if case .factRetracted = self { true } else { false }
    }
}
