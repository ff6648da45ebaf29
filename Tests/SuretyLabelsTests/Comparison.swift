import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// Holds a market's masks, means and pins against the naive reading of the rules.
struct Comparison {
    private(set) var count = 0
    private(set) var mismatches: [String] = []
    private let market: MemoryMarket
    private let knowledge: NaiveKnowledge

    init(of market: MemoryMarket) {
        self.market = market
        knowledge = NaiveKnowledge(market)
    }

    /// Every mask of every version kept, of every shop, product and promoter, as it should be now.
    mutating func compareMasks() {
        for shop in Pools.shops {
            let home = Home.shop(shop)
            let workspace = market.workspace(of: home)
            for version in market.library.versionsKept(at: market.now) {
                guard let evaluator = evaluator(for: version, at: home) else { continue }
                let facts = evaluator.facts.filter { $0.body.home == home }
                let now = market.now
                let clauses = { (product: ProductID?) in
                    evaluator.clauses(of: version.programme, shop: shop, product: product, promoter: nil, at: now)
                }
                compare(
                    workspace.shops[shop]?.masks[version.key], clauses(nil), of: .shop, version, "shop \(shop.text)",
                    isKnown: !facts.isEmpty)
                guard version.programme.labels == .product else { continue }
                for product in Pools.products {
                    let state = workspace.products[ProductKey(shop: shop, product: product)]
                    compare(
                        state?.masks[version.key], clauses(product), of: .product, version,
                        "product \(shop.text)/\(product.text)", isKnown: facts.contains { $0.body.product == product })
                }
            }
        }
        for promoter in Pools.promoters { compareMasks(of: promoter) }
    }

    private mutating func compareMasks(of promoter: PromoterID) {
        let home = Home.promoter(promoter)
        let state = market.workspace(of: home).promoters[promoter]
        for version in market.library.versionsKept(at: market.now) where version.programme.labels == .product {
            guard let evaluator = evaluator(for: version, at: home) else { continue }
            let clauses = evaluator.clauses(
                of: version.programme, shop: Pools.shops[0], product: nil, promoter: promoter, at: market.now)
            let isKnown = evaluator.facts.contains { $0.body.home == home }
            compare(
                state?.masks[version.key], clauses, of: .promoter, version, "promoter \(promoter.text)",
                isKnown: isKnown)
            for copied in market.workspaces {
                guard let standing = copied.copies[promoter]?.standing else { continue }
                compare(
                    standing.masks[version.key], clauses, of: .promoter, version,
                    "promoter \(promoter.text) as known in partition \(copied.partition.index)", isKnown: isKnown)
            }
        }
    }

    private func evaluator(for version: ProgrammeVersion, at home: Home) -> NaiveEvaluator? {
        guard let book = knowledge.book(at: version.from) else { return nil }
        return NaiveEvaluator(
            facts: knowledge.facts(at: home).filter { $0.at <= market.now }, pins: knowledge.pins(at: home),
            mean: knowledge.mean(at: market.now, at: home), book: book)
    }

    private mutating func compare(
        _ mask: Mask?, _ clauses: [NaiveEvaluator.Clause], of subject: ClauseSubject, _ version: ProgrammeVersion,
        _ name: String, isKnown: Bool
    ) {
        count += 1
        guard let mask else {
            // Of what nothing is known there is no mask.
            if isKnown { mismatches.append("\(name) has no mask under \(version.key.text)") }
            return
        }
        let expected = clauses.map { $0.subject == subject ? $0.verdict : .met }
        let actual = clauses.indices.map { NaiveEvaluator.Verdict(mask.verdict(at: $0)) }
        guard expected != actual || version.clauses.count != clauses.count else { return }
        let differing = clauses.indices.filter { expected[$0] != actual[$0] }.map { index in
            "\(version.clauses[index].key): \(actual[index]), by the rules \(expected[index])"
        }
        mismatches.append("\(name) under \(version.key.text): \(differing)")
    }
}

extension Comparison {
    /// Every mean taken, and every pin as of its payment, from what was known when it was decided.
    mutating func compareDecisions() {
        for entry in knowledge.journal(of: .platform) {
            guard case .meanSet(let mean) = entry.event else { continue }
            count += 1
            let expected = knowledge.recomputedMean(of: mean.day)
            if mean.tally != expected {
                mismatches.append("the mean of day \(mean.day.number) is \(mean.tally), by the rules \(expected)")
            }
        }
        for home in Set(Pools.shops.map { Home.shop($0).partition }) {
            for entry in market.journals[home.index] {
                guard case .orderPinned(let key, _, let pin) = entry.event else { continue }
                compare(pin, of: key.order, key.shop, decidedAt: entry.number)
            }
        }
    }

    private mutating func compare(_ pin: Pin, of order: OrderID, _ shop: ShopID, decidedAt number: Int64) {
        let home = Home.shop(shop)
        // A promoter who lives in the same partition is known by what was delivered too, like any other.
        let facts = knowledge.facts(at: home, before: number).filter { $0.body.home == home }
        guard let payment = facts.last(where: { $0.key == pin.fact }), case .orderPaid(let paid) = payment.body else {
            return mismatches.append("\(order.text) is pinned to \(pin.fact.id.text), which is no payment in effect")
        }
        count += paid.lines.count
        guard let book = knowledge.book(at: payment.at) else {
            if pin.book != nil || pin.lines.contains(where: { !$0.labels.isEmpty || !$0.rights.isEmpty }) {
                mismatches.append("\(order.text), paid before every edition, is pinned to \(pin)")
            }
            return
        }
        let promoterFacts = paid.promoter.map { knowledge.facts(on: $0, at: home, before: number) } ?? []
        let evaluator = NaiveEvaluator(
            facts: facts + promoterFacts, pins: knowledge.pins(at: home, before: number),
            mean: knowledge.mean(at: payment.at, at: home, before: number), book: book)
        let expected = Pin(
            fact: payment.key, book: book.digest,
            lines: paid.lines.map { line in
                expectedLine(line, paid, evaluator, actual: pin.lines.first { $0.line == line.line }, at: payment.at)
            })
        if pin != expected {
            mismatches.append("\(shop.text)/\(order.text) is pinned to \(pin), by the rules to \(expected)")
        }
    }

    private func expectedLine(
        _ line: PaidLine, _ paid: OrderPaid, _ evaluator: NaiveEvaluator, actual: PinnedLine?, at instant: Instant
    ) -> PinnedLine {
        let programmes = evaluator.book.programmes.values.filter { $0.labels == .product }
        let labels = programmes.compactMap { programme -> PinnedLabel? in
            let isLit = evaluator.isLit(
                programme, shop: paid.shop, product: line.product, promoter: paid.promoter, at: instant)
            let isShown = paid.shown.contains { $0.line == line.line && $0.programme == programme.key }
            guard isLit || isShown else { return nil }
            let edition = market.library.version(of: programme.key, at: instant)?.edition ?? ""
            return PinnedLabel(programme: programme.key, edition: edition, ground: isLit ? .decided : .shown)
        }
        // The order of labels says nothing.
        let asPinned = actual.map(\.labels).map { Set($0) == Set(labels) ? $0 : labels } ?? labels
        return PinnedLine(
            line: line.line, labels: asPinned, rights: evaluator.rights(on: line.product, paid.shop, at: instant))
    }
}

extension NaiveEvaluator.Verdict {
    init(_ verdict: Finding.Verdict) {
        switch verdict {
        case .met: self = .met
        case .missed: self = .missed
        case .unknown: self = .noData
        }
    }
}
