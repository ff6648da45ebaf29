import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// A market of three shops in which everything happens by chance: orders with their facts in any order, claims, acts by
/// the right and the wrong parties around the ends of their terms, sources that keep their word, break it, fall silent
/// or never give it, and a provider that says anything. Every step is one thing that happens.
struct ClaimMarket {
    var market: MemoryMarket
    var chance: SeededGenerator
    var told: [Fact] = []
    var orders: [OrderPaid] = []
    var claims: [Claim] = []
    var acts = 0
    /// How far each source has said that it has told.
    var watermarks: [String: Instant] = [:]
    /// What happened, the last of it first to look at when something breaks.
    var log: [String] = []
    private var number = 0

    static let shops = Pools.shops
    static let consumers = Pools.consumers
    /// What chance draws from, by how a source keeps its word.
    static let sources = ["market", "market", "market", "sloppy", "mute"]

    init(seed: UInt64) throws {
        chance = SeededGenerator(seed: seed)
        let library = try RulebookLibrary(editions: [.claims, .claimsAnew]) { $0.joined(separator: "+") }
        market = MemoryMarket(library: library, now: Almanacs.at(2022, 6, 1, 12), keepsTables: true, turnsDays: false)
        for shop in Self.shops {
            tell(.shopOpened(.init(shop: shop, kind: "ordinary")), at: market.now.adding(hours: -1))
            for right in Self.rights {
                tell(.rightSwitched(.init(shop: shop, product: nil, right: right, isOn: true)), at: market.now)
            }
            tell(.depositStated(.init(shop: shop, balance: 3_000, required: 0, currency: .cny)), at: market.now)
            let details = ListingDetails(title: nil, category: "toys", trade: "physical", source: "own", tags: [])
            for product in Pools.products {
                tell(.productListed(.init(shop: shop, product: product, details: details)), at: market.now)
            }
        }
    }

    static let rights: [RightKey] = [
        "seven-day-return", "instant-refund", "instant-refund-platform", "damage-refund", "refund-without-return",
    ]

    mutating func step() {
        switch chance.int(in: 0...39) {
        case 0...2: pay()
        case 3...8: stepOrder()
        case 9, 10: catchUp()
        case 11...17: claim()
        case 18...26: act()
        case 27: answerOfProvider()
        case 28: refundOutside()
        case 29, 30: amend()
        case 31: stateDeposit()
        case 32: stand()
        case 33: person()
        default: passTime()
        }
    }

    // MARK: Time

    private mutating func passTime() {
        let target = instantAhead()
        switch chance.int(in: 0...9) {
        case 0:
            note("the clock is set back")
            market.setBack(milliseconds: chance.int64(in: 1...3_600_000))
        case 1, 2:
            note("sleeps until \(target.milliseconds)")
            market.oversleep(until: target)
        case 3:
            note("leaps to \(target.milliseconds)")
            market.leap(to: target)
        case 4, 5, 6:
            note("moves a little")
            market.move(to: market.now.adding(milliseconds: chance.int64(in: 0...3_600_000)))
        default:
            note("moves to \(target.milliseconds)")
            market.move(to: target)
        }
    }

    /// Often the very end of a term, a millisecond before or after it.
    private mutating func instantAhead() -> Instant {
        let ahead = pendingDues.filter { $0 > market.now.adding(milliseconds: -1) }.sorted()
        if chance.percent(70), let due = ahead.prefix(2).randomElement(using: &chance) {
            return due.adding(milliseconds: chance.pick([-1, 0, 1, 3_600_000]))
        }
        return market.now.adding(milliseconds: chance.int64(in: 0...chance.pick([60_000, 7_200_000, 100_000_000])))
    }

    private var pendingDues: [Instant] {
        Self.shops.flatMap { market.workspace(of: .shop($0)).deadlines.all.map(\.key.due) }
    }

    /// When a request was received that is decided now: mostly now, or while somebody slept.
    mutating func received() -> Instant {
        guard chance.percent(40) else { return market.now }
        let past = pendingDues.filter { $0 <= market.now }
        if chance.percent(60), let due = past.randomElement(using: &chance) {
            return min(market.now, due.adding(milliseconds: chance.pick([-1, 0, 1])))
        }
        return market.now.adding(milliseconds: -chance.int64(in: 0...7_200_000))
    }

    // MARK: Telling

    @discardableResult
    mutating func tell(
        _ body: FactBody, at instant: Instant, source: String = "market", corrects: FactID? = nil
    ) -> Outcome? {
        number += 1
        let fact = Fact(id: FactID("f\(number)"), source: source, at: instant, corrects: corrects, body: body)
        told.append(fact)
        let outcome = market.tell(fact)
        note("\(fact) gave \(String(describing: outcome))")
        return outcome
    }

    mutating func note(_ text: String) { log.append("\(market.now.milliseconds): \(text)") }

    mutating func newNumber() -> Int {
        number += 1
        return number
    }
}

/// A failed expectation is not to print the whole market.
extension ClaimMarket: CustomStringConvertible {
    var description: String { "the market" }
}

extension Edition {
    /// Nine days into it the waits change, and what nobody has to answer is claimed under another limit.
    static let claimsAnew: Edition = {
        let payers: [Payer] = [.escrow, .payable, .deposit, .platformAdvance]
        let bought = Guarantee(
            claim: .within(.calendarDays(7), of: .signed), conditions: [.dispatched], remedy: .refund,
            answer: .merchant, refund: .goods, payers: [.budget, .deposit])
        return Edition(
            key: "claims-anew", title: Localised(zh: "", en: "Claims anew"), from: Almanacs.at(2022, 6, 3), until: nil,
            digest: "claims-anew",
            content: EditionContent(
                rights: [
                    "damage-refund": .granting(
                        "damage-refund", within: .within(.hours(24), of: .signed), [.dispatched], .refund, .merchant,
                        .goodsAndFreight),
                    "refund-without-return": Right(
                        key: "refund-without-return", title: Localised(zh: "", en: ""), appliesTo: Applicability(),
                        multiplier: nil, grants: bought, source: []),
                ],
                procedure: CaseWording(waits: [
                    .decision: .worded(WaitTerm(within: .hours(72), remindAfter: .hours(24), then: .approve)),
                    .confirmation: .worded(WaitTerm(within: .workingDays(3), remindAfter: nil, then: .refund)),
                ])))
    }()
}
