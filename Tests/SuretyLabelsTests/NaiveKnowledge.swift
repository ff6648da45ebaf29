import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// What was known where, and when: read from the journals' facts, and of the decisions only the pins and the times at
/// which means were taken and standings delivered.
struct NaiveKnowledge {
    let market: MemoryMarket
    let editions: [Edition]
    private var means: [Int64: Tally] = [:]

    init(_ market: MemoryMarket) {
        self.market = market
        editions = market.library.editions
        for entry in journal(of: .platform) {
            if case .meanSet(let mean) = entry.event { means[mean.day.number] = recomputedMean(of: mean.day) }
        }
    }

    func journal(of home: Home) -> [MemoryMarket.Entry] { market.journals[home.partition.index] }

    /// All editions in force, the later overriding the earlier by key.
    func book(at instant: Instant) -> Rulebook? {
        let inForce = editions.filter { $0.from <= instant && ($0.until == nil || instant < $0.until ?? instant) }
            .sorted { $0.from != $1.from ? $0.from < $1.from : $0.key < $1.key }
        guard let last = inForce.last else { return nil }
        var content = EditionContent()
        for edition in inForce {
            if let mean = edition.content.marketMean { content.marketMean = mean }
            for (key, right) in edition.content.rights { content.rights[key] = right }
            for (key, metric) in edition.content.metrics { content.metrics[key] = metric }
            for (key, programme) in edition.content.programmes { content.programmes[key] = programme }
        }
        return Rulebook(
            editions: [last.key], digest: inForce.map(\.digest).joined(separator: "+"), almanac: Almanacs.ordinary,
            rights: content.rights, metrics: content.metrics, marketMean: content.marketMean,
            programmes: content.programmes, programmeEditions: [:])
    }

    /// The facts that a partition had in effect before it appended event `number`.
    func facts(at home: Home, before number: Int64 = .max) -> [Fact] {
        let known = journal(of: home).filter { $0.number < number }
        let tookEffect = Set(
            known.compactMap { if case .factTookEffect(let number) = $0.event { number } else { nil } })
        var superseded: Set<FactKey> = []
        var facts: [Fact] = []
        for entry in known {
            guard case .factRecorded(let fact) = entry.event else { continue }
            if let target = fact.superseded { superseded.insert(FactKey(source: fact.source, id: target)) }
            if fact.at <= entry.recordedAt || tookEffect.contains(entry.number) { facts.append(fact) }
        }
        return facts.filter { !superseded.contains(FactKey(source: $0.source, id: $0.id)) }
    }

    func pins(at home: Home, before number: Int64 = .max) -> [NaivePin] {
        journal(of: home).compactMap { entry in
            guard entry.number < number, case .orderPinned(let key, _, let pin) = entry.event else {
                return nil
            }
            return NaivePin(shop: key.shop, order: key.order, pin: pin)
        }
    }

    /// What a partition knew of a promoter: what the last standing delivered to it was based on.
    func facts(on promoter: PromoterID, at home: Home, before number: Int64) -> [Fact] {
        let stated = journal(of: home).last { entry in
            guard entry.number < number, case .received(_, _, .promoterStated(promoter, _)) = entry.event else {
                return false
            }
            return true
        }
        guard case .received(_, let position, _)? = stated?.event else { return [] }
        return facts(at: .promoter(promoter), before: position).filter { $0.body.home == .promoter(promoter) }
    }

    /// The mean that held at an instant, of those a partition had been told before event `number`.
    func mean(at instant: Instant, at home: Home, before number: Int64 = .max) -> Tally? {
        var latest: Int64?
        for entry in journal(of: home) where entry.number < number {
            guard case .received(_, _, .meanSet(let mean)) = entry.event else { continue }
            guard NaiveClock.midnight(mean.day.number) <= instant else { continue }
            latest = max(latest ?? mean.day.number, mean.day.number)
        }
        return latest.flatMap { means[$0] }
    }

    /// The market's mean for a day from nothing: pooled over the shops with enough counted on the days before, as each
    /// partition knew them when its day turned.
    func recomputedMean(of day: Day) -> Tally {
        var pooled = Tally()
        for shop in Pools.shops {
            let turned = journal(of: .shop(shop)).last { entry in
                if case .dayTurned(let turned) = entry.event { turned.day == day } else { false }
            }
            guard let turned, let book = book(at: turned.recordedAt), let rule = book.marketMean else { continue }
            guard case .share(let share) = book.metrics[rule.metric] else { continue }
            let counting = NaiveCounting(
                facts: facts(at: .shop(shop), before: turned.number), pins: pins(at: .shop(shop), before: turned.number)
            )
            let first = NaiveClock.midnight(day.number - Int64(rule.windowDays))
            let last = NaiveClock.midnight(day.number).adding(milliseconds: -1)
            let tally = counting.share(share, of: shop, in: first...last)
            if tally.of >= Int64(rule.leastCounted) { pooled = pooled + tally }
        }
        return pooled
    }
}
