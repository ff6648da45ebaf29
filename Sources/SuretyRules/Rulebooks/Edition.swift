package import SuretyDomain

/// One published change of the rules: what it says, from when, and until when.
package struct Edition: Hashable, Sendable {
    /// `2022-09-trust-buy-v2`: the name of its folder.
    package let key: String
    package let title: Localised
    /// What it changes, in a sentence or two.
    package let summary: Localised?
    package let from: Instant
    /// Nil where it holds until another one says otherwise.
    package let until: Instant?
    /// SHA-256 over its files, in hexadecimal.
    package let digest: String
    package let content: EditionContent

    package init(
        key: String, title: Localised, summary: Localised? = nil, from: Instant, until: Instant?, digest: String,
        content: EditionContent
    ) {
        self.key = key
        self.title = title
        self.summary = summary
        self.from = from
        self.until = until
        self.digest = digest
        self.content = content
    }

    package func isInForce(at instant: Instant) -> Bool {
        from <= instant && until.map { instant < $0 } ?? true
    }
}

/// What one edition says; nil or empty where it leaves the earlier word standing. Lists are replaced whole.
package struct EditionContent: Hashable, Sendable {
    package var almanac: Almanac?
    package var rights: [RightKey: Right]
    package var procedure: CaseWording?
    package var orderClock: OrderClock?
    package var metrics: [MetricKey: Metric]
    package var marketMean: MarketMean?
    package var programmes: [ProgrammeKey: Programme]

    package init(
        almanac: Almanac? = nil, rights: [RightKey: Right] = [:], procedure: CaseWording? = nil,
        orderClock: OrderClock? = nil, metrics: [MetricKey: Metric] = [:], marketMean: MarketMean? = nil,
        programmes: [ProgrammeKey: Programme] = [:]
    ) {
        self.almanac = almanac
        self.rights = rights
        self.procedure = procedure
        self.orderClock = orderClock
        self.metrics = metrics
        self.marketMean = marketMean
        self.programmes = programmes
    }
}

/// A text for people, in both languages of the product.
package struct Localised: Hashable, Sendable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
