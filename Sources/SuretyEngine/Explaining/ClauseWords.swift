import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyWire

/// Clauses, figures and thresholds in words.
struct ClauseWords {
    private let version: ProgrammeVersion
    private let titles: [ProgrammeKey: Localised]
    private let zone: Zone
    private let language: Language

    init(_ explanation: Explanation, _ language: Language) {
        version = explanation.version
        titles = explanation.titles
        zone = explanation.zone
        self.language = language
    }

    /// One clause with its figure and threshold.
    func line(_ clause: ExplainedClause) -> String {
        let figure = figure(clause.finding)
        return figure.isEmpty
            ? title(clause.clause)
            : title(clause.clause) + language.pick(zh: "：", en: ": ") + figure + asked(clause.clause)
    }

    /// The same for use within a sentence.
    func brief(_ clause: ExplainedClause) -> String {
        switch clause.finding.verdict {
        case .unknown: title(clause.clause) + language.pick(zh: "，暂无数据", en: ", no data")
        case .met: line(clause)
        case .missed: contrary(clause.clause) ?? line(clause)
        }
    }

    func name(_ subject: LabelSubject) -> String {
        switch subject {
        case .shop(let shop): language.pick(zh: "店铺 \(shop.text) ", en: "shop \(shop.text)")
        case .product(let key):
            language.pick(
                zh: "店铺 \(key.shop.text) 的商品 \(key.product.text) ",
                en: "product \(key.product.text) of shop \(key.shop.text)")
        case .promoter(let promoter): language.pick(zh: "主播 \(promoter.text) ", en: "promoter \(promoter.text)")
        }
    }

    /// What is the case where a clause without a figure is missed.
    private func contrary(_ clause: Clause) -> String? {
        switch clause.condition {
        case .listed: language.pick(zh: "商品未在售", en: "the product is not on sale")
        case .shopKindInScope: language.pick(zh: "店铺类型不在适用范围内", en: "the kind of shop is out of scope")
        case .productInScope: language.pick(zh: "商品不在适用范围内", en: "the product is out of scope")
        case .categoryRight(let right, _):
            language.pick(zh: "本类目商品须提供「\(name(right))」", en: "its category asks for \(name(right))")
        case .bar(.severeViolation): language.pick(zh: "严重违规处罚期内", en: "a severe violation is running")
        case .bar(.failedInspection): language.pick(zh: "抽检不合格", en: "an inspection was failed")
        case .bar(.depositShortfall): language.pick(zh: "保证金不足", en: "the deposit is short")
        case .shopWideRight, .gate: nil
        }
    }

    private func title(_ clause: Clause) -> String {
        switch clause.condition {
        case .listed: language.pick(zh: "商品在售", en: "the product is on sale")
        case .shopKindInScope: language.pick(zh: "店铺类型在适用范围内", en: "the kind of shop is in scope")
        case .productInScope: language.pick(zh: "商品在适用范围内", en: "the product is in scope")
        case .shopWideRight(let right):
            language.pick(
                zh: "所有适用商品均提供「\(name(right))」", en: "\(name(right)) on every product it applies to")
        case .categoryRight(let right, _):
            language.pick(zh: "按类目提供「\(name(right))」", en: "\(name(right)), where the category asks for it")
        case .gate(let gate): title(gate)
        case .bar(.severeViolation): language.pick(zh: "无处罚期内的严重违规", en: "no severe violation is running")
        case .bar(.failedInspection): language.pick(zh: "抽检未被判不合格", en: "no failed inspection")
        case .bar(.depositShortfall): language.pick(zh: "保证金足额", en: "the deposit is not short")
        }
    }

    private func title(_ gate: Gate) -> String {
        let owner =
            switch gate.subject {
            case .shop, .product: ""
            case .promoter: language.pick(zh: "主播", en: "promoter's ")
            }
        switch version.metrics[gate.metric] {
        case .experienceScore: return owner + language.pick(zh: "体验分", en: "experience score")
        case .age where gate.subject == .promoter: return language.pick(zh: "主播入驻天数", en: "promoter's age")
        case .age: return language.pick(zh: "开店天数", en: "age of the shop")
        case .share(let share): return owner + title(share)
        case nil: return owner + gate.metric.text
        }
    }

    private func title(_ share: Metric.Share) -> String {
        switch share.that {
        case .scoreAtMost(let score):
            return language.pick(zh: "差评率（\(score) 星及以下）", en: "negative reviews (\(score) of 5 or less)")
        case .carrying(let programme):
            let title = titles[programme]?.text(in: language) ?? programme.text
            return language.pick(
                zh: "「\(title)」\(name(share.of))占比", en: "share of \(name(share.of)) that carried \(title)")
        }
    }

    private func name(_ right: RightKey) -> String {
        version.rights[right].map { $0.title.text(in: language) } ?? right.text
    }

    private func figure(_ finding: Finding) -> String {
        if finding.verdict == .unknown, case .none = finding.figure { return language.pick(zh: "暂无数据", en: "no data") }
        switch finding.figure {
        case .none: return ""
        case .score(let score): return hundredths(Int128(score))
        case .days(let days): return language.pick(zh: "\(days) 天", en: "\(days) days")
        case .share(let tally) where tally.of == 0: return language.pick(zh: "暂无数据（0 / 0）", en: "no data (0 of 0)")
        case .share(let tally): return share(tally)
        case .shareAgainstMean(let tally, let mean):
            return share(tally) + language.pick(zh: "，大盘均值 ", en: ", market mean ") + share(mean)
        case .products(let lacking, let of) where lacking == 0:
            return language.pick(zh: "\(of) / \(of) 件", en: "\(of) of \(of)")
        case .products(let lacking, let of):
            return language.pick(zh: "\(of - lacking) / \(of) 件", en: "\(of - lacking) of \(of)")
        case .word(let word): return word
        case .notAsked: return language.pick(zh: "不要求", en: "not asked here")
        }
    }

    /// A share with the counts it comes from, exact to a hundredth of a percent.
    private func share(_ tally: Tally) -> String {
        let rate = hundredths(Int128(tally.count) * 10_000 / max(1, Int128(tally.of)))
        return language.pick(
            zh: "\(rate)%(\(tally.count) / \(tally.of))", en: "\(rate)% (\(tally.count) of \(tally.of))")
    }

    private func asked(_ clause: Clause) -> String {
        guard case .gate(let gate) = clause.condition else { return "" }
        let bound =
            gate.bound == .atLeast
            ? language.pick(zh: "，要求 ≥ ", en: ", required at least ")
            : language.pick(zh: "，要求 ≤ ", en: ", required at most ")
        switch gate.threshold {
        case .score(let score): return bound + hundredths(Int128(score))
        case .days(let days): return bound + language.pick(zh: "\(days) 天", en: "\(days) days")
        case .share(let rate): return bound + hundredths(Int128(rate.value)) + "%"
        case .timesMarketMean(let times):
            return bound + language.pick(zh: "大盘均值的 ", en: "") + hundredths(Int128(times))
                + language.pick(zh: " 倍", en: " times the market mean")
        }
    }

    private func hundredths(_ value: Int128) -> String {
        let fraction = String(value % 100)
        return "\(value / 100).\(fraction.count == 1 ? "0" + fraction : fraction)"
    }

    func time(_ instant: Instant) -> String { RFC3339.format(instant, in: zone) }

    func window(_ window: Range<Instant>) -> String {
        let (from, to) = (time(window.lowerBound), time(window.upperBound))
        return language.pick(zh: "统计窗口 \(from) 至 \(to)", en: "counted from \(from) to \(to)")
    }

    func facts(_ facts: [FactReference], of count: Int) -> String {
        let named = facts.prefix(3).map(\.id).joined(separator: ", ")
        let more = count > 3 ? language.pick(zh: " 等 \(count) 条", en: " and \(count - 3) more") : ""
        return language.pick(zh: "依据：", en: "from: ") + named + more
    }
}

extension ClauseWords {
    func remedy(_ remedy: Remedy) -> String {
        switch remedy {
        case .offer(let right, let products, let count):
            let named = products.prefix(3).map(\.text).joined(separator: ", ")
            let more = count > 3 ? language.pick(zh: " 等 \(count) 件", en: " and \(count - 3) more") : ""
            return language.pick(
                zh: "为 \(named)\(more) 开通「\(name(right))」", en: "switch on \(name(right)) for \(named)\(more)")
        case .reachScore(let score):
            return language.pick(zh: "提升至 \(hundredths(Int128(score)))", en: "raise it to \(hundredths(Int128(score)))")
        case .waitUntil(let instant):
            return language.pick(zh: "\(time(instant)) 起自动满足", en: "met by itself from \(time(instant))")
        case .more(let count, let measure): return more(count, measure)
        case .moreGoodReviews(let count):
            return language.pick(zh: "再获得 \(count) 条非差评", en: "\(count) more reviews that are not negative")
        case .anyData(let measure):
            return language.pick(zh: "窗口内尚无\(name(measure))", en: "no \(name(measure)) in the window yet")
        case .tell:
            return language.pick(zh: "尚未收到该数据", en: "it has not been told yet")
        case .topUp(let money):
            let amount = hundredths(Int128(money.minorUnits))
            return language.pick(
                zh: "补足 \(amount) \(money.currency.code)", en: "top up \(amount) \(money.currency.code)")
        case .endViolations(let ids):
            let list = ids.joined(separator: ", ")
            return language.pick(zh: "违规 \(list) 处罚结束或申诉成立", en: "violation \(list) has to end or be quashed")
        case .relist(let ids):
            let list = ids.joined(separator: ", ")
            return language.pick(zh: "抽检 \(list) 复检合格并重新上架", en: "inspection \(list): pass a re-test and relist")
        case .list: return language.pick(zh: "上架该商品", en: "put the product on sale")
        case .none: return language.pick(zh: "不在适用范围内", en: "the programme leaves it out")
        }
    }

    private func more(_ count: Int64, _ measure: Measure) -> String {
        language.pick(
            zh: "再有 \(count) 个带标识的\(name(measure))", en: "\(count) more labelled \(name(measure)), all else equal")
    }

    private func name(_ measure: Measure) -> String {
        switch measure {
        case .reviews: language.pick(zh: "评价", en: "reviews")
        case .orders: language.pick(zh: "订单", en: "orders")
        case .productsSold: language.pick(zh: "成交商品", en: "products sold")
        }
    }
}
