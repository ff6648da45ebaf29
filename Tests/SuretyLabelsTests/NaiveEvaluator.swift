import SuretyDomain
import SuretyLabels
import SuretyRules

/// The rules once more, read from the page and not from the engine: plain lists of facts, filtered and counted anew for
/// every question. Nothing here is fast, compiled, kept or shared with the code it is held against.
struct NaiveEvaluator {
    /// What is known and in effect, in any order.
    let facts: [Fact]
    /// The pins decided so far: they do not follow from facts alone, so they are given.
    let pins: [NaivePin]
    /// The market's mean that holds.
    let mean: Tally?
    let book: Rulebook

    enum Verdict: String { case met, missed, noData }

    struct Clause {
        let subject: ClauseSubject
        let verdict: Verdict
    }

    /// The clauses in the order in which a person would read them: what it is about, rights, gates, bars.
    func clauses(of programme: Programme, shop: ShopID, product: ProductID?, promoter: PromoterID?, at now: Instant)
        -> [Clause]
    {
        var clauses: [Clause] = []
        if programme.labels == .product {
            let listing = product.flatMap { details(of: $0, shop, at: now) }
            clauses.append(Clause(subject: .product, verdict: NaiveEvaluator.verdict(listing != nil)))
            let isCovered = listing.map { isInScope($0, programme) }
            clauses.append(Clause(subject: .product, verdict: NaiveEvaluator.verdict(isCovered)))
        }
        let kind = latest(at: now) { if case .shopOpened(let body) = $0, body.shop == shop { body.kind } else { nil } }
        let isKindInScope = kind.map { !programme.scope.exceptShopKinds.contains($0) }
        clauses.append(Clause(subject: .shop, verdict: NaiveEvaluator.verdict(isKindInScope)))
        for right in programme.shopWideRights {
            let isKept = products(of: shop).allSatisfy { product in
                guard let listing = details(of: product, shop, at: now) else { return true }
                guard isInScope(listing, programme), applies(right, to: listing) else { return true }
                return offers(right, on: product, shop, at: now)
            }
            clauses.append(Clause(subject: .shop, verdict: NaiveEvaluator.verdict(isKept)))
        }
        for group in programme.categoryRights {
            for right in group.rights {
                let isKept = product.map { holds(right, for: group.categories, on: $0, shop, at: now) } ?? true
                clauses.append(Clause(subject: .product, verdict: NaiveEvaluator.verdict(isKept)))
            }
        }
        for gate in programme.gates {
            clauses.append(Clause(subject: gate.subject, verdict: verdict(on: gate, shop, promoter, at: now)))
        }
        for bar in programme.bars {
            let isBarred: Bool
            switch bar {
            case .severeViolation: isBarred = hasSevereViolation(shop, at: now)
            case .depositShortfall: isBarred = isShortOfDeposit(shop, at: now)
            case .failedInspection: isBarred = product.map { hasFailedInspection($0, shop, at: now) } ?? false
            }
            let subject: ClauseSubject = bar == .failedInspection ? .product : .shop
            clauses.append(Clause(subject: subject, verdict: NaiveEvaluator.verdict(!isBarred)))
        }
        return clauses
    }

    private static func verdict(_ isMet: Bool?) -> Verdict { isMet.map { $0 ? .met : .missed } ?? .noData }

    /// Whether a product's label is lit: every clause met, the promoter's only where there is one.
    func isLit(_ programme: Programme, shop: ShopID, product: ProductID, promoter: PromoterID?, at now: Instant) -> Bool
    {
        clauses(of: programme, shop: shop, product: product, promoter: promoter, at: now)
            .allSatisfy { $0.verdict == .met || ($0.subject == .promoter && promoter == nil) }
    }

    /// The rights promised on a product.
    func rights(on product: ProductID, _ shop: ShopID, at now: Instant) -> [RightKey] {
        guard let listing = details(of: product, shop, at: now) else { return [] }
        return book.rights.keys.sorted().filter { applies($0, to: listing) && offers($0, on: product, shop, at: now) }
    }
}

// MARK: Products and rights

extension NaiveEvaluator {
    /// The last word on something: by when it happened, then by the fact's id and source.
    private func latest<Value>(at now: Instant, _ value: (FactBody) -> Value?) -> Value? {
        var found: (fact: Fact, value: Value)?
        for fact in facts where fact.at <= now {
            guard let value = value(fact.body) else { continue }
            if let found, NaiveEvaluator.isBefore(fact, found.fact) { continue }
            found = (fact, value)
        }
        return found?.value
    }

    static func isBefore(_ left: Fact, _ right: Fact) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.id != right.id { return Array(left.id.text.utf8).lexicographicallyPrecedes(Array(right.id.text.utf8)) }
        return Array(left.source.utf8).lexicographicallyPrecedes(Array(right.source.utf8))
    }

    private func products(of shop: ShopID) -> Set<ProductID> {
        var found: Set<ProductID> = []
        for fact in facts {
            if case .productListed(let body) = fact.body, body.shop == shop { found.insert(body.product) }
        }
        return found
    }

    func details(of product: ProductID, _ shop: ShopID, at now: Instant) -> ListingDetails? {
        let word: ListingDetails?? = latest(at: now) { body -> ListingDetails?? in
            switch body {
            case .productListed(let body) where body.shop == shop && body.product == product: .some(body.details)
            case .productDelisted(shop, product): .some(nil)
            default: nil
            }
        }
        return word ?? nil
    }

    private func isInScope(_ listing: ListingDetails, _ programme: Programme) -> Bool {
        let scope = programme.scope
        if scope.exceptSources.contains(listing.source) || scope.exceptTrades.contains(listing.trade) { return false }
        return !scope.exceptCategories.contains { isIn($0, listing.category) }
    }

    private func isIn(_ category: Category, _ name: String) -> Bool {
        name == category.path || name.hasPrefix(category.path + "/")
    }

    private func applies(_ right: RightKey, to listing: ListingDetails) -> Bool {
        guard let applies = book.rights[right]?.appliesTo else { return false }
        if applies.exceptTrades.contains(listing.trade) { return false }
        if !Set(applies.exceptTags).isDisjoint(with: listing.tags) { return false }
        if applies.exceptCategories.contains(where: { isIn($0, listing.category) }) { return false }
        return applies.categories.isEmpty || applies.categories.contains { isIn($0, listing.category) }
    }

    private func offers(_ right: RightKey, on product: ProductID, _ shop: ShopID, at now: Instant) -> Bool {
        func switched(_ product: ProductID?) -> Bool? {
            latest(at: now) { body in
                guard case .rightSwitched(let body) = body, body.shop == shop, body.right == right else { return nil }
                return body.product == product ? body.isOn : nil
            }
        }
        return switched(product) ?? switched(nil) ?? false
    }

    private func holds(
        _ right: RightKey, for categories: [Category], on product: ProductID, _ shop: ShopID, at now: Instant
    ) -> Bool {
        guard let listing = details(of: product, shop, at: now) else { return true }
        guard categories.contains(where: { isIn($0, listing.category) }), applies(right, to: listing) else {
            return true
        }
        return offers(right, on: product, shop, at: now)
    }
}

// MARK: Bars

extension NaiveEvaluator {
    private func hasSevereViolation(_ shop: ShopID, at now: Instant) -> Bool {
        var named: Set<String> = []
        for fact in facts {
            if case .violationDetermined(let body) = fact.body, body.shop == shop { named.insert(body.violation) }
        }
        return named.contains { name in
            let severity = latest(at: now) { body -> ViolationSeverity? in
                guard case .violationDetermined(let body) = body, body.shop == shop else { return nil }
                return body.violation == name ? body.severity : nil
            }
            let begunAt = lastTime(at: now) {
                if case .violationDetermined(let body) = $0 {
                    body.shop == shop && body.violation == name
                } else {
                    false
                }
            }
            guard severity == .severe, let begunAt else { return false }
            let endedAt = lastTime(at: now) { $0 == .violationEnded(shop: shop, violation: name) }
            return endedAt.map { $0 < begunAt } ?? true
        }
    }

    private func hasFailedInspection(_ product: ProductID, _ shop: ShopID, at now: Instant) -> Bool {
        facts.contains { fact in
            guard case .inspectionFailed(let failed) = fact.body, fact.at <= now else { return false }
            guard failed.shop == shop, failed.product == product else { return false }
            let relistedAt = lastTime(at: now) { $0 == .productRelisted(failed) }
            return relistedAt.map { $0 < fact.at } ?? true
        }
    }

    private func isShortOfDeposit(_ shop: ShopID, at now: Instant) -> Bool {
        latest(at: now) { body in
            if case .depositStated(let body) = body, body.shop == shop { body.balance < body.required } else { nil }
        } ?? false
    }

    private func lastTime(at now: Instant, _ isMeant: (FactBody) -> Bool) -> Instant? {
        facts.filter { $0.at <= now && isMeant($0.body) }.map(\.at).max()
    }
}

// MARK: Gates

extension NaiveEvaluator {
    private func verdict(on gate: Gate, _ shop: ShopID, _ promoter: PromoterID?, at now: Instant) -> Verdict {
        switch book.metrics[gate.metric] {
        case .experienceScore:
            let score = latest(at: now) { body -> Int? in
                switch (gate.subject, body) {
                case (.shop, .experienceScored(let body)): body.shop == shop ? body.hundredths : nil
                case (.promoter, .promoterScored(let body)): body.promoter == promoter ? body.hundredths : nil
                default: nil
                }
            }
            guard let score, case .score(let threshold) = gate.threshold else { return .noData }
            return compare(Int128(score), gate.bound, Int128(threshold))
        case .age:
            let births = facts.filter { fact in
                switch (gate.subject, fact.body) {
                case (.shop, .shopOpened(let body)): body.shop == shop
                case (.promoter, .promoterJoined(promoter)): promoter != nil
                default: false
                }
            }
            guard let birth = births.map(\.at).min(), birth <= now, case .days(let threshold) = gate.threshold else {
                return .noData
            }
            // A day is over when the next begins; the day of birth does not count.
            var wholeDays = 0
            while NaiveClock.midnight(after: birth, days: wholeDays + 2) <= now { wholeDays += 1 }
            return compare(Int128(wholeDays), gate.bound, Int128(threshold))
        case .share(let share):
            guard let days = gate.windowDays else { return .noData }
            let window = NaiveClock.midnight(before: now, days: days)...now
            return compare(NaiveCounting(self).share(share, of: shop, in: window), gate)
        case nil:
            return .noData
        }
    }

    private func compare(_ own: Tally, _ gate: Gate) -> Verdict {
        guard own.of > 0 else { return .noData }
        switch gate.threshold {
        case .share(let rate):
            return compare(Int128(own.count) * 10_000, gate.bound, Int128(rate.value) * Int128(own.of))
        case .timesMarketMean(let hundredths):
            guard let mean, mean.count > 0, mean.of > 0 else { return .noData }
            // own.count / own.of against hundredths / 100 × mean.count / mean.of, without dividing.
            return compare(
                Int128(own.count) * Int128(mean.of) * 100, gate.bound,
                Int128(mean.count) * Int128(own.of) * Int128(hundredths))
        case .score, .days:
            return .noData
        }
    }

    private func compare(_ value: Int128, _ bound: Bound, _ threshold: Int128) -> Verdict {
        if value == threshold { return .met }
        return (value > threshold) == (bound == .atLeast) ? .met : .missed
    }
}

/// Days of UTC+8, by hand.
enum NaiveClock {
    private static let day: Int64 = 24 * 60 * 60 * 1_000
    private static let offset: Int64 = 8 * 60 * 60 * 1_000

    static func dayNumber(_ instant: Instant) -> Int64 {
        Int64((Double(instant.milliseconds + offset) / Double(day)).rounded(.down))
    }

    static func midnight(_ number: Int64) -> Instant { Instant(milliseconds: number * day - offset) }
    static func midnight(after instant: Instant, days: Int) -> Instant { midnight(dayNumber(instant) + Int64(days)) }
    static func midnight(before instant: Instant, days: Int) -> Instant { midnight(dayNumber(instant) - Int64(days)) }
}
