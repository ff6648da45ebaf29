package import SuretyDomain
package import SuretyRules

/// Makes rulebooks by chance: several editions in sequence, one that ends, one that is only announced, over few keys so
/// that they word the same things anew.
package struct RulebookGenerator {
    private var chance: SeededGenerator
    /// When facts happen; editions begin around and within.
    private let span: ClosedRange<Instant>
    private let options: Options

    package struct Options: Sendable {
        /// Whether labels of products may depend on what was sold before. What is pinned to a payment told late cannot
        /// tell apart the sales of its own day, so a test of pins leaves such gates out.
        package var gatesProductsOnSales = true
        /// Whether no label may ever be lit by the rules, so that only what was shown at checkout is carried.
        package var isNeverLit = false

        package init() {}
    }

    package init(seed: UInt64, span: ClosedRange<Instant>, options: Options = .init()) {
        chance = SeededGenerator(seed: seed)
        self.span = span
        self.options = options
    }

    package mutating func library() throws(RulebookFault) -> RulebookLibrary {
        try RulebookLibrary(editions: editions()) { $0.joined(separator: "+") }
    }

    private mutating func editions() -> [Edition] {
        let first = firstStart()
        var editions = [edition("e1", from: first, until: nil, content: basis())]
        for number in 2...chance.int(in: 3...5) {
            let from = max(boundary(), first)
            let until = chance.percent(40) ? later(than: from) : nil
            editions.append(edition("e\(number)", from: from, until: until, content: amendment()))
        }
        let announced = Almanacs.china.start(of: Almanacs.china.day(of: span.upperBound).adding(days: 9))
        editions.append(edition("e9", from: announced, until: nil, content: amendment()))
        return editions
    }

    private func edition(_ key: String, from: Instant, until: Instant?, content: EditionContent) -> Edition {
        Edition(
            key: key, title: Localised(zh: key, en: key), from: from, until: until, digest: key, content: content)
    }

    /// Mostly before anything happens, so that most orders have a book.
    private mutating func firstStart() -> Instant {
        chance.percent(70) ? span.lowerBound.adding(milliseconds: -Instant.millisecondsPerDay) : boundary()
    }

    private mutating func boundary() -> Instant {
        let zone = Almanacs.china
        let days = zone.day(of: span.upperBound).number - zone.day(of: span.lowerBound).number
        let midnight = zone.start(of: zone.day(of: span.lowerBound).adding(days: chance.int64(in: 0...days)))
        return chance.percent(80) ? midnight : midnight.adding(hours: chance.int64(in: 1...23))
    }

    private mutating func later(than instant: Instant) -> Instant {
        let midnight = Almanacs.china.start(of: Almanacs.china.day(of: instant).adding(days: chance.int64(in: 1...6)))
        return midnight.adding(hours: chance.percent(80) ? 0 : 10)
    }

    /// What the first edition has to say: a word on everything.
    private mutating func basis() -> EditionContent {
        var content = EditionContent(almanac: Almanacs.ordinary, marketMean: chance.percent(80) ? mean() : nil)
        for key in Pools.rights { content.rights[key] = right(key) }
        for key in MetricKey.drawn { content.metrics[key] = metric(key) }
        for key in Pools.programmes where chance.percent(75) { content.programmes[key] = programme(key) }
        return content
    }

    /// What a later edition words anew.
    private mutating func amendment() -> EditionContent {
        var content = EditionContent(marketMean: chance.percent(25) ? mean() : nil)
        for key in Pools.rights where chance.percent(25) { content.rights[key] = right(key) }
        for key in MetricKey.drawn where chance.percent(15) { content.metrics[key] = metric(key) }
        for key in Pools.programmes where chance.percent(40) { content.programmes[key] = programme(key) }
        return content
    }

    private mutating func right(_ key: RightKey) -> Right {
        var applicability = Applicability()
        if chance.percent(30) { applicability.categories = categories() }
        if chance.percent(20) { applicability.exceptCategories = categories() }
        if chance.percent(30) { applicability.exceptTrades = [chance.pick(Pools.trades)] }
        if chance.percent(30) { applicability.exceptTags = [chance.pick(Pools.tags)] }
        return Right(
            key: key, title: Localised(zh: key.text, en: key.text), appliesTo: applicability, multiplier: nil,
            source: [])
    }

    private mutating func categories() -> [Category] {
        (0...chance.int(in: 0...1)).map { _ in Category(chance.pick(Pools.categories)) }
    }

    private mutating func metric(_ key: MetricKey) -> Metric {
        switch key {
        case .score: .experienceScore
        case .age: .age
        case .negative: .share(.init(of: .reviews, that: .scoreAtMost(chance.int(in: 1...3))))
        case .trustOrders: .share(.init(of: .orders, that: .carrying(chance.pick(Pools.programmes))))
        default: .share(.init(of: .productsSold, that: .carrying(chance.pick(Pools.programmes))))
        }
    }

    private mutating func mean() -> MarketMean {
        MarketMean(
            metric: chance.percent(85) ? .negative : .trustOrders, windowDays: chance.int(in: 1...14),
            leastCounted: chance.int(in: 1...3))
    }
}

extension RulebookGenerator {
    private mutating func programme(_ key: ProgrammeKey) -> Programme {
        let labels: Labelled = chance.percent(65) ? .product : .shop
        var gates = (0..<chance.int(in: 0...3)).map { _ in gate(of: labels) }
        if options.isNeverLit && labels == .product {
            gates.append(Gate(subject: .shop, metric: .score, bound: .atLeast, threshold: .score(999), windowDays: nil))
        }
        return Programme(
            key: key, title: Localised(zh: key.text, en: key.text), labels: labels, scope: scope(),
            shopWideRights: chance.some(Pools.rights, percent: 30), categoryRights: categoryRights(), gates: gates,
            bars: chance.some(Bar.allCases, percent: 40), surfaces: [], source: [])
    }

    private mutating func scope() -> Scope {
        Scope(
            exceptShopKinds: chance.percent(50) ? [chance.pick(Pools.kinds)] : [],
            exceptSources: chance.percent(30) ? [chance.pick(Pools.sources)] : [],
            exceptTrades: chance.percent(20) ? [chance.pick(Pools.trades)] : [],
            exceptCategories: chance.percent(20) ? [Category(chance.pick(Pools.categories))] : [])
    }

    private mutating func categoryRights() -> [CategoryRights] {
        (0..<chance.int(in: 0...2)).map { _ in
            CategoryRights(categories: categories(), rights: chance.some(Pools.rights, percent: 30))
        }
    }

    private mutating func gate(of labels: Labelled) -> Gate {
        let bound: Bound = chance.percent(70) ? .atLeast : .atMost
        if chance.percent(25) {
            return chance.percent(60)
                ? Gate(subject: .promoter, metric: .score, bound: bound, threshold: score(), windowDays: nil)
                : Gate(subject: .promoter, metric: .age, bound: bound, threshold: days(), windowDays: nil)
        }
        let isOfSales = labels == .shop || options.gatesProductsOnSales
        switch chance.int(in: 0...(isOfSales ? 5 : 3)) {
        case 0: return Gate(subject: .shop, metric: .score, bound: bound, threshold: score(), windowDays: nil)
        case 1: return Gate(subject: .shop, metric: .age, bound: bound, threshold: days(), windowDays: nil)
        case 2, 3:
            return Gate(subject: .shop, metric: .negative, bound: .atMost, threshold: share(), windowDays: window())
        case 4:
            return Gate(subject: .shop, metric: .trustOrders, bound: bound, threshold: share(), windowDays: window())
        default:
            return Gate(subject: .shop, metric: .trustProducts, bound: bound, threshold: share(), windowDays: window())
        }
    }

    private mutating func score() -> Threshold { .score(chance.pick([400, 430, 450])) }

    private mutating func days() -> Threshold { .days(chance.pick([0, 1, 2, 3, 5, 10])) }

    private mutating func share() -> Threshold {
        if chance.percent(30) { return .timesMarketMean(hundredths: chance.pick([50, 100, 150, 200])) }
        return BasisPoints(chance.pick([0, 2_500, 3_333, 3_334, 5_000, 6_000, 6_666, 6_667, 10_000])).map { .share($0) }
            ?? score()
    }

    /// Sometimes none, which is a gate without data; sometimes longer than a block of panes.
    private mutating func window() -> Int? {
        chance.percent(4) ? nil : chance.pick([0, 1, 1, 2, 3, 7, 14, 40])
    }
}

extension MetricKey {
    package static let score = MetricKey("score")
    package static let age = MetricKey("age")
    package static let negative = MetricKey("negative")
    package static let trustOrders = MetricKey("trust-orders")
    package static let trustProducts = MetricKey("trust-products")

    static let drawn: [MetricKey] = [.score, .age, .negative, .trustOrders, .trustProducts]
}
