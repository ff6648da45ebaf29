import SuretyDomain
import SuretyRules
import SuretyTestKitCore

/// The rules of the label in their two wordings, short: for tests that read like rules.
extension Edition {
    /// From 15 April 2022: rights alone, and the label of the shop.
    static let plain = Edition.of(
        "2022-04", from: Almanacs.at(2022, 4, 15),
        EditionContent(
            almanac: Almanacs.ordinary, rights: RightKey.worded, metrics: MetricKey.defined,
            marketMean: MarketMean(metric: .negative, windowDays: 14, leastCounted: 2),
            programmes: [.trustBuy: .trustBuy(), .shopLabel: .shopLabel]))

    /// One gate alone, so that nothing else is in its way.
    static func gate(_ gates: Gate..., bars: [Bar] = []) -> Edition {
        .of(
            "2022-04-gate", from: Almanacs.at(2022, 4, 15),
            EditionContent(
                almanac: Almanacs.ordinary, rights: RightKey.worded, metrics: MetricKey.defined,
                marketMean: MarketMean(metric: .negative, windowDays: 14, leastCounted: 2),
                programmes: [.trustBuy: .trustBuy(gates: gates, bars: bars), .shopLabel: .shopLabel]))
    }

    static func of(
        _ key: String, from: Instant, until: Instant? = nil, _ content: EditionContent
    ) -> Edition {
        Edition(
            key: key, title: Localised(zh: key, en: key), from: from, until: until, digest: key, content: content)
    }
}

extension Programme {
    static func trustBuy(gates: [Gate] = [], bars: [Bar] = []) -> Programme {
        Programme(
            key: .trustBuy, title: Localised(zh: "信任购", en: "Trust Buy"), labels: .product,
            scope: Scope(exceptShopKinds: ["cross-border", "auction"], exceptSources: ["third-party"]),
            shopWideRights: RightKey.ofAll,
            categoryRights: [CategoryRights(categories: [Category("beauty")], rights: [.allergyRefund])], gates: gates,
            bars: bars, surfaces: [], source: [])
    }

    static let shopLabel = Programme(
        key: .shopLabel, title: Localised(zh: "信任购店铺", en: "Trust Buy shop"), labels: .shop, scope: Scope(),
        shopWideRights: [], categoryRights: [],
        gates: [
            .share(.trustOrders, .atLeast, percent: 60), .share(.trustProducts, .atLeast, percent: 60),
        ], bars: [], surfaces: [], source: [])
}

extension Gate {
    static func score(_ subject: ClauseSubject = .shop, atLeast hundredths: Int) -> Gate {
        Gate(subject: subject, metric: .score, bound: .atLeast, threshold: .score(hundredths), windowDays: nil)
    }

    static func age(_ subject: ClauseSubject = .shop, atLeast days: Int) -> Gate {
        Gate(subject: subject, metric: .age, bound: .atLeast, threshold: .days(days), windowDays: nil)
    }

    static func share(_ metric: MetricKey, _ bound: Bound, percent: Int) -> Gate {
        Gate(
            subject: .shop, metric: metric, bound: bound,
            threshold: BasisPoints(percent * 100).map { .share($0) } ?? .days(0), windowDays: 14)
    }

    static let negativeAtMostTwiceTheMean = Gate(
        subject: .shop, metric: .negative, bound: .atMost, threshold: .timesMarketMean(hundredths: 200), windowDays: 14)
}

extension ProgrammeKey {
    static let trustBuy = ProgrammeKey("trust-buy")
    static let shopLabel = ProgrammeKey("shop-label")
}

extension RightKey {
    static let sevenDayReturn = RightKey("seven-day-return")
    static let instantRefund = RightKey("instant-refund")
    static let fakePays = RightKey("fake-pays-n")
    static let allergyRefund = RightKey("allergy-refund")

    /// The three that every product of the shop must offer.
    static let ofAll: [RightKey] = [.sevenDayReturn, .instantRefund, .fakePays]

    static let worded: [RightKey: Right] = [
        .sevenDayReturn: right(.sevenDayReturn, Applicability(exceptTags: ["custom-made"])),
        .instantRefund: right(.instantRefund, Applicability(exceptTrades: ["virtual"])),
        .fakePays: right(.fakePays, Applicability()),
        .allergyRefund: right(.allergyRefund, Applicability(categories: [Category("beauty")])),
    ]

    private static func right(_ key: RightKey, _ applicability: Applicability) -> Right {
        Right(
            key: key, title: Localised(zh: key.text, en: key.text), appliesTo: applicability, multiplier: nil,
            source: [])
    }
}

extension MetricKey {
    static let defined: [MetricKey: Metric] = [
        .score: .experienceScore, .age: .age, .negative: .share(.init(of: .reviews, that: .scoreAtMost(2))),
        .trustOrders: .share(.init(of: .orders, that: .carrying(.trustBuy))),
        .trustProducts: .share(.init(of: .productsSold, that: .carrying(.trustBuy))),
    ]
}
