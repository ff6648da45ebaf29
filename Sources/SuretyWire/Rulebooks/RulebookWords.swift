internal import SuretyDomain
internal import SuretyRules

/// One thing a book says: what about, and what. Two books are compared line by line.
struct RulebookLine: Hashable {
    let label: String
    let values: [String]
    /// Between the values: a list can gain and lose members, a single value only changes.
    let isList: Bool

    init(_ label: String, _ value: String) {
        self.label = label
        values = [value]
        isList = false
    }

    init(_ label: String, list values: [String]) {
        self.label = label
        self.values = values
        isList = true
    }

    var inWords: String { "\(label): \(values.joined(separator: ", "))" }
}

/// Turns the parts of a book into lines of one language.
struct RulebookWords {
    let language: Language
    /// The metrics of the book the words are about, by which gates are named.
    let metrics: [MetricKey: Metric]

    func callAsFunction(_ en: String, _ zh: String) -> String {
        switch language {
        case .en: en
        case .zh: zh
        }
    }

    func lines(of almanac: Almanac) -> [RulebookLine] {
        let calendar = almanac.calendar
        return [
            RulebookLine(self("zone", "时区"), TimeText.text(almanac.zone)),
            RulebookLine(self("working hours", "工作时间"), TimeText.text(hours: almanac.workingHours)),
            RulebookLine(
                self("years with a published calendar", "已公布日历的年份"),
                "\(calendar.years.lowerBound)–\(calendar.years.upperBound)"),
        ]
    }

    func lines(of right: Right) -> [RulebookLine] {
        let products = right.appliesTo
        var lines: [RulebookLine] = []
        if products == Applicability() { lines.append(RulebookLine(self("applies to", "适用"), self("all", "全部商品"))) }
        add(&lines, self("applies to", "适用"), products.categories.map(\.path))
        add(&lines, self("not in", "不适用类目"), products.exceptCategories.map(\.path))
        add(&lines, self("not where trade is", "不适用交易形式"), products.exceptTrades)
        add(&lines, self("not where marked", "不适用标记"), products.exceptTags)
        if right.isByPlatform {
            lines.append(RulebookLine(self("offered by", "提供方"), self("the platform", "平台")))
        }
        if let multiplier = right.multiplier {
            lines.append(RulebookLine(self("times the price on top", "另赔价款倍数"), String(multiplier)))
        }
        if let guarantee = right.grants { lines += self.lines(of: guarantee) }
        return lines
    }

    func metric(_ metric: Metric) -> String {
        switch metric {
        case .experienceScore: self("experience score", "体验分")
        case .age: self("age in days", "开店天数")
        case .share(let share):
            switch share.that {
            case .scoreAtMost(let score):
                self("share of \(measure(share.of)) scored \(score) or less", "\(measure(share.of))中 \(score) 分及以下的占比")
            case .carrying(let programme):
                self(
                    "share of \(measure(share.of)) that carried \(programme.text)",
                    "\(measure(share.of))中带 \(programme.text) 的占比")
            }
        }
    }

    private func measure(_ measure: Measure) -> String {
        switch measure {
        case .reviews: self("reviews", "评价")
        case .orders: self("orders", "订单")
        case .productsSold: self("products sold", "成交商品")
        }
    }

    func line(of mean: MarketMean) -> RulebookLine {
        RulebookLine(
            self("market mean", "大盘均值"),
            self(
                "of \(mean.metric.text), over \(mean.windowDays) days, of shops with at least \(mean.leastCounted) counted",
                "\(mean.metric.text),\(mean.windowDays) 天,计数不少于 \(mean.leastCounted) 的店铺"))
    }

    func source(_ source: [String]) -> RulebookLine { RulebookLine(self("source", "依据"), list: source) }

    func add(_ lines: inout [RulebookLine], _ label: String, _ values: [String]) {
        if !values.isEmpty { lines.append(RulebookLine(label, list: values)) }
    }
}
