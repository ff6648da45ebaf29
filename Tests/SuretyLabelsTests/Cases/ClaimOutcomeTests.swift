import Foundation
import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

/// How cases and orders end is a matter of what happened when, never of when it was processed. `SURETY_CASES` says how
/// many stories to tell, `SURETY_SEED` from which seed on.
@Suite("However late it is processed")
struct ClaimOutcomeTests {
    @Test("a case ends as the rules say of its acts and their instants")
    func cases() throws {
        var ends: [String: Int] = [:]
        for seed in Self.seeds {
            var story = CaseStory(seed: seed)
            let expected = story.expected()
            ends[expected.place.name, default: 0] += 1
            for isLate in [false, true] {
                let found = try story.played(late: isLate)
                let same =
                    found.stageName.rawValue == expected.place.name
                    && found.breaches.contains(.contact) == expected.isBreached
                    && found.stageSince == expected.since
                    // A word after the end, taken before that end was carried out, changes nothing any more.
                    && (!found.isOpen || found.contactedAt == expected.contacted)
                guard !same else { continue }
                Issue.record(
                    "SURETY_SEED=\(seed), late \(isLate): \(found)\nis to be \(expected)\n\(story.description)")
                return
            }
        }
        print("\(Self.seeds.count) stories ended: \(ends)")
        #expect(ends.count > 3, "\(ends)")
    }

    @Test("an instant refund is paid where no dispatch happened by the application, and in no other case")
    func races() throws {
        var refunds = 0
        for seed in Self.seeds {
            var chance = SeededGenerator(seed: seed)
            let scene = try Race(&chance)
            refunds += scene.isRefunded ? 1 : 0
            guard scene.isRefunded != scene.wasDispatched else {
                Issue.record("SURETY_SEED=\(seed): refunded \(scene.isRefunded), dispatched \(scene.wasDispatched)")
                return
            }
        }
        #expect(refunds > Self.seeds.count / 5 && refunds < Self.seeds.count * 4 / 5, "\(refunds)")
    }

    @Test("an order is received or closed as the rules say of its facts and their instants")
    func orders() throws {
        var ends: [String: Int] = [:]
        for seed in Self.seeds {
            var story = OrderStory(seed: seed)
            let expected = story.expected
            let found = try story.played()
            ends[expected.name, default: 0] += 1
            guard found != expected else { continue }
            Issue.record("SURETY_SEED=\(seed): \(found) is to be \(expected)\n\(story)")
            return
        }
        print("\(Self.seeds.count) orders ended: \(ends)")
        #expect(ends.count > 2, "\(ends)")
    }

    private static let seeds: Range<UInt64> = {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["SURETY_SEED"].flatMap(UInt64.init) { return one..<one + 1 }
        let count = environment["SURETY_CASES"].flatMap(UInt64.init).map { $0 / 50 } ?? 40
        return 1..<max(2, count + 1)
    }()
}

/// One claim on one order, and what its parties do.
private struct CaseStory {
    private var chance: SeededGenerator
    private let applied: Instant
    private let asksForReturn: Bool
    private var acts: [(act: CaseAct, actor: Acting.Actor, at: Instant)] = []

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        // Around the hour at which the waits change.
        applied = Almanacs.at(2022, 6, 3).adding(milliseconds: chance.pick([-1, 0, 1, -40_000_000, 40_000_000]))
        asksForReturn = chance.percent(75)
        var naive = NaiveCase(applied: applied, asksForReturn: asksForReturn, terms: terms)
        var at = applied
        for number in 0..<chance.int(in: 0...9) {
            at = next(after: at, naive)
            let (act, actor) = something(number, naive.place)
            acts.append((act, actor, at))
            naive.act(act, by: actor.party, at: at)
        }
    }

    private var terms: NaiveCase.Terms {
        applied < Almanacs.at(2022, 6, 3)
            ? .init(decisionHours: 48, confirmation: .calendar(7)) : .init(decisionHours: 72, confirmation: .working(3))
    }

    /// Soon after, or just when a term ends.
    private mutating func next(after last: Instant, _ naive: NaiveCase) -> Instant {
        let ends = [
            naive.since.adding(hours: 36), naive.since.adding(hours: 48), naive.since.adding(hours: 72),
            NaiveCase.end(ofDays: 10, after: naive.since), NaiveCase.end(ofDays: 7, after: naive.since),
            NaiveCase.end(ofWorkingDays: 3, after: naive.since),
        ].map { $0.adding(milliseconds: chance.pick([-1, 0, 1])) }.filter { $0 > last }
        if chance.percent(50), let end = ends.randomElement(using: &chance) { return end }
        return last.adding(milliseconds: chance.int64(in: 1...100_000_000))
    }

    private mutating func something(_ number: Int, _ place: NaiveCase.Place) -> (CaseAct, Acting.Actor) {
        let (consumer, merchant) = (Acting.Actor.consumer("buyer"), Acting.Actor.merchant("shop"))
        let sendBack = CaseAct.sendBack(Waybill(carrier: "sf", number: "back-\(number)"))
        let any: [(CaseAct, Acting.Actor)] = [
            (.contact, merchant), (.contact, merchant), (.approve, merchant), (.refuse, merchant), (sendBack, consumer),
            (.confirm, merchant), (.dispute, merchant), (.withdraw, consumer), (.reopen, consumer),
            (.settle(.refund), .adjudicator), (.settle(.refuse), .adjudicator), (.refundOnly, merchant),
        ]
        let fitting: [(CaseAct, Acting.Actor)] =
            switch place {
            case .decision: [(.contact, merchant), (.approve, merchant), (.refuse, merchant)]
            case .returning: [(sendBack, consumer)]
            case .confirming: [(.dispute, merchant), (.confirm, merchant)]
            case .refused: [(.reopen, consumer)]
            case .disputed: [(.settle(.refuse), .adjudicator), (.confirm, merchant)]
            case .refunded, .withdrawn, .lapsed: any
            }
        return chance.pick(chance.percent(60) ? fitting : any)
    }

    private static let horizon = Almanacs.at(2022, 8, 30)

    func expected() -> NaiveCase {
        var naive = NaiveCase(applied: applied, asksForReturn: asksForReturn, terms: terms)
        for one in acts { naive.act(one.act, by: one.actor.party, at: one.at) }
        naive.pass(to: Self.horizon)
        return naive
    }

    /// Plays it as it happens, or with nobody there for hours and days and all that was received meanwhile decided in
    /// one go before anything that fell due.
    mutating func played(late: Bool) throws -> Case {
        var market = try MemoryMarket.ofClaims(isDispatched: true)
        let right: RightKey = asksForReturn ? "seven-day-return" : "damage-refund"
        let claim = Claim(
            id: "c", order: OrderKey(shop: "shop", order: "o"), consumer: "buyer", right: right,
            units: [ClaimedUnits(line: "l1", quantity: 1)], amount: nil, note: nil, instruction: "pay-c")
        market.undecidedSince = applied
        late && chance.bool() ? market.oversleep(until: applied.adding(hours: 30)) : market.move(to: applied)
        market.carryOut([.claim(Claiming(claim: claim, at: applied))], in: .shop("shop"))
        var left = acts[...]
        while let first = left.first {
            let batch = left.prefix(late ? chance.int(in: 1...4) : 1)
            left = left.dropFirst(batch.count)
            let last = batch.last?.at ?? first.at
            market.undecidedSince = first.at
            if late {
                market.oversleep(until: last.adding(hours: chance.pick([0, 0, 1, 40, 400])))
            } else {
                market.move(to: first.at)
            }
            decide(Array(batch), in: &market)
            market.undecidedSince = left.first?.at
        }
        market.undecidedSince = nil
        market.move(to: max(market.now, Self.horizon))
        for difference in market.differencesOfTables { Issue.record("\(difference)") }
        return try #require(market.workspace(of: .shop("shop")).cases["c"])
    }

    /// Whoever is told that a term had ended, and its end was not carried out yet, asks again once it was.
    private func decide(_ acts: [(act: CaseAct, actor: Acting.Actor, at: Instant)], in market: inout MemoryMarket) {
        for one in acts {
            let command = Command.act(
                Acting(caseID: "c", actor: one.actor, act: one.act, at: one.at, version: nil, note: nil))
            let outcome = market.carryOut([command], in: .shop("shop")).first
            guard case .refused(.aftersales(.termEnded)) = outcome else { continue }
            // What was received before this act is decided by now.
            market.undecidedSince = one.at
            market.leap(to: market.now)
            market.carryOut([command], in: .shop("shop"))
        }
    }

    var description: String { acts.map { "\($0.at.milliseconds) \($0.actor) \($0.act)" }.joined(separator: "\n") }
}

extension Case {
    /// When the stage it stands at began.
    fileprivate var stageSince: Instant? {
        switch stage {
        case .awaitingDecision(let since), .awaitingReturn(let since), .awaitingConfirmation(let since, _),
            .disputed(let since), .ended(_, at: let since):
            since
        case .awaitingRecords: nil
        }
    }
}

/// A claim that nobody has to answer against a dispatch that is told whenever.
private struct Race {
    let isRefunded: Bool
    let wasDispatched: Bool

    init(_ chance: inout SeededGenerator) throws {
        var market = try MemoryMarket.ofClaims(isDispatched: false)
        let applied = market.now.adding(hours: 2)
        let isTold = chance.percent(80)
        let dispatched = applied.adding(milliseconds: chance.pick([-3_600_000, -1, 0, 1, 3_600_000]))
        wasDispatched = isTold && dispatched <= applied
        market.tell(.vouching("v0", at: market.now))
        let claim = Claim(
            id: "c", order: OrderKey(shop: "shop", order: "o"), consumer: "buyer", right: "instant-refund",
            units: [ClaimedUnits(line: "l1", quantity: 1)], amount: nil, note: nil, instruction: "pay-c")
        let told = max(dispatched, applied.adding(milliseconds: chance.pick([-3_600_000, 0, 1, 7_200_000])))
        let decided = applied.adding(milliseconds: chance.pick([0, 1, 3_600_000, 30_000_000]))
        let fact = Fact(
            id: "gone", source: "market", at: dispatched,
            body: .orderStepped(.init(shop: "shop", order: "o", step: .dispatched)))
        var steps: [(Instant, Int)] = [(decided, 1)]
        if isTold { steps.append((told, 0)) }
        market.undecidedSince = applied
        for (at, step) in steps.sorted(by: { $0 < $1 }) {
            chance.bool() ? market.oversleep(until: at) : market.move(to: at)
            if step == 0 {
                market.tell(fact)
            } else {
                market.carryOut([.claim(Claiming(claim: claim, at: applied))], in: .shop("shop"))
                market.undecidedSince = nil
            }
        }
        // Only now does the source say that it has told everything up to the application.
        market.move(to: market.now.adding(hours: 1))
        market.tell(.vouching("v1", at: market.now))
        isRefunded = market.workspace(of: .shop("shop")).cases["c"]?.stageName == .refunded
    }
}

/// The life of an order as facts tell it, late and in any order.
private struct OrderStory: CustomStringConvertible {
    private var chance: SeededGenerator
    private var facts: [(fact: Fact, told: Instant)] = []

    enum End: Equatable {
        case received(Instant)
        case closed(Instant)
        case left

        var name: String {
            switch self {
            case .received: "received"
            case .closed: "closed"
            case .left: "left"
            }
        }
    }

    private static let paid = Almanacs.at(2022, 6, 1, 12)
    private static let horizon = Almanacs.at(2022, 8, 10)

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        let closing = NaiveCase.end(ofDays: 30, after: Self.paid)
        var dispatched: Instant?
        if chance.percent(80) {
            dispatched = chance.pick([
                Self.paid.adding(hours: chance.int64(in: 1...400)),
                closing.adding(milliseconds: chance.pick([-1, 0, 1])),
            ])
            add(.dispatched, at: dispatched ?? Self.paid)
        }
        guard let dispatched else { return }
        let checks = [10, 20, 30].map { NaiveCase.end(ofDays: $0, after: dispatched) }
        if chance.percent(70) { add(.signed, at: around(chance.pick(checks), after: dispatched)) }
        if chance.percent(25) { add(.refused, at: around(chance.pick(checks), after: dispatched)) }
        if chance.percent(25) { add(.receiptConfirmed, at: around(chance.pick(checks), after: dispatched)) }
    }

    private mutating func around(_ instant: Instant, after start: Instant) -> Instant {
        max(start, instant.adding(milliseconds: chance.pick([-1, 0, 1, -200_000_000])))
    }

    private mutating func add(_ step: OrderStep, at instant: Instant) {
        let body = FactBody.orderStepped(.init(shop: "shop", order: "o", step: step))
        let told = instant.adding(hours: chance.int64(in: 0...11))
        facts.append((Fact(id: FactID(step.rawValue), source: "market", at: instant, body: body), told))
    }

    private func at(_ step: OrderStep) -> Instant? { facts.first { $0.fact.id.text == step.rawValue }?.fact.at }

    var expected: End {
        let closing = NaiveCase.end(ofDays: 30, after: Self.paid)
        let confirmed = at(.receiptConfirmed)
        guard let left = at(.dispatched), left < closing else { return .closed(closing) }
        for (index, days) in [Int64(10), 20, 30].enumerated() {
            let due = NaiveCase.end(ofDays: days, after: left)
            if let confirmed, confirmed < due { return .received(confirmed) }
            if let refused = at(.refused), refused < due { continue }
            let isSigned = at(.signed).map { $0 < due } ?? false
            if isSigned || index == 2 { return .received(due) }
        }
        return confirmed.map { .received($0) } ?? .left
    }

    mutating func played() throws -> End {
        var market = try MemoryMarket.ofClaims(isDispatched: false)
        var untold = facts.sorted { ($0.told, $0.fact.id) < ($1.told, $1.fact.id) }
        var number = 0
        var vouched = market.now
        while market.now < Self.horizon {
            let next = market.now.adding(hours: chance.int64(in: 1...10))
            chance.percent(30) ? market.oversleep(until: next) : market.move(to: next)
            while let first = untold.first, first.told <= market.now {
                market.tell(first.fact)
                untold.removeFirst()
            }
            // Often enough that nobody takes it for silent.
            guard chance.percent(50) || market.now > vouched.adding(hours: 4) else { continue }
            number += 1
            vouched = market.now
            let through = min(market.now, untold.map(\.fact.at).min() ?? market.now)
            market.tell(.vouching("v\(number)", at: through))
        }
        let order = market.workspace(of: .shop("shop")).orders[OrderKey(shop: "shop", order: "o")]
        if let closed = order?.closedAt { return .closed(closed) }
        return order?.receiptConfirmedAt.map { .received($0) } ?? .left
    }

    var description: String {
        facts.map { "\($0.fact.id.text) at \($0.fact.at.milliseconds), told \($0.told.milliseconds)" }
            .joined(separator: "\n")
    }
}

extension Fact {
    fileprivate static func vouching(_ id: String, at instant: Instant) -> Fact {
        Fact(id: FactID(id), source: "market", at: instant, body: .sourceCaughtUp(.init()))
    }
}

extension MemoryMarket {
    /// A shop that promises everything and one paid order; dispatched and signed for in time, or not at all.
    fileprivate static func ofClaims(isDispatched: Bool) throws -> MemoryMarket {
        let library = try RulebookLibrary(editions: [.claimsEarly, .claimsAnew]) { $0.joined(separator: "+") }
        var market = MemoryMarket(
            library: library, now: Almanacs.at(2022, 6, 1, 12), keepsTables: true, turnsDays: false)
        var bodies: [FactBody] = [.shopOpened(.init(shop: "shop", kind: "ordinary"))]
        for right in ClaimMarket.rights {
            bodies.append(.rightSwitched(.init(shop: "shop", product: nil, right: right, isOn: true)))
        }
        let details = ListingDetails(title: nil, category: "toys", trade: "physical", source: "own", tags: [])
        bodies.append(.productListed(.init(shop: "shop", product: "tea", details: details)))
        let line = PaidLine(line: "l1", product: "tea", quantity: 1, paid: 1_000, freight: 0)
        bodies.append(
            .orderPaid(
                .init(
                    shop: "shop", order: "o", checkout: nil, consumer: "buyer", promoter: nil, room: nil,
                    currency: .cny,
                    lines: [line], shown: [])))
        if isDispatched {
            market.oversleep(until: market.now.adding(hours: 20))
            bodies.append(.orderStepped(.init(shop: "shop", order: "o", step: .dispatched)))
            bodies.append(.orderStepped(.init(shop: "shop", order: "o", step: .signed)))
        }
        for (index, body) in bodies.enumerated() {
            let at = Almanacs.at(2022, 6, 1, 12).adding(hours: body.isStep ? 20 : 0)
            market.tell(Fact(id: FactID("b\(index)"), source: "market", at: at, body: body))
        }
        return market
    }
}

extension FactBody {
    fileprivate var isStep: Bool { if case .orderStepped = self { true } else { false } }
}

extension Edition {
    /// The claims of the other tests, and one to be refunded outright.
    fileprivate static let claimsEarly: Edition = {
        var content = Edition.claims.content
        content.rights["damage-refund"] = .granting(
            "damage-refund", within: .within(.calendarDays(7), of: .signed), [.dispatched], .refund, .merchant, .goods)
        return Edition(
            key: "claims", title: Localised(zh: "", en: ""), from: Edition.claims.from, until: nil, digest: "claims",
            content: content)
    }()
}
