import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyStore

/// What is recorded about one shop and one product, read for a question as of an instant.
///
/// Windows are counted from the rows of what counts, not from the panes: an instant in the past ends in mid-day, and
/// later sales of a product hide earlier ones there.
struct Known {
    let instant: Instant
    let shop: ShopState?
    let number: Int64
    private let question: Explainer.Question
    private let workspace: Workspace
    private let counted: [Counted]
    private let zone: Zone

    init(
        _ question: Explainer.Question, at instant: Instant, _ library: RulebookLibrary, _ session: any SQLSession,
        _ partition: Partition
    ) throws {
        self.question = question
        self.instant = instant
        var workspace = Workspace(
            partition: partition, library: library, nextNumber: 0, now: instant, isComplete: false)
        var needs = Needs()
        needs.shops = [question.shop]
        needs.catalogues = [question.shop]
        needs.market = true
        if let product = question.product { needs.products = [ProductKey(shop: question.shop, product: product)] }
        if let promoter = question.promoter { needs.copies = [promoter] }
        try PartitionLoader(session, partition).load(needs, into: &workspace)
        self.workspace = workspace
        shop = workspace.shops[question.shop]
        zone = workspace.zone
        let first = zone.start(of: zone.day(of: instant).adding(days: -Int64(library.longestWindowDays)))
        counted = try Known.counted(of: question.shop, from: first, through: instant, session, partition)
        let head = try session.run("SELECT next_number FROM head WHERE partition = \(partition.stored)")
        number = try (head.first?.integer(0) ?? 1) - 1
    }

    private static func counted(
        of shop: ShopID, from first: Instant, through last: Instant, _ session: any SQLSession, _ partition: Partition
    ) throws -> [Counted] {
        let rows = try session.run(
            """
            SELECT kind, product, at, id, score, carrying FROM counted
            WHERE partition = \(partition.stored) AND shop = \(shop) AND at >= \(first) AND at <= \(last)
            ORDER BY at, id
            """)
        return try rows.compactMap { row in
            guard let kind = Counted.Kind(rawValue: try row.text(0)) else { return nil }
            let product = try row.text(1)
            return Counted(
                kind: kind, at: Instant(milliseconds: try row.integer(2)), id: CountedID(try row.text(3)),
                product: product.isEmpty ? nil : ProductID(product), score: Int(try row.integer(4)),
                carrying: ProgrammeList.read(try row.text(5)))
        }
    }

    private var product: Product? {
        guard let id = question.product else { return nil }
        return workspace.products[ProductKey(shop: question.shop, product: id)]?.product ?? Product()
    }

    /// Whether the product was ever told of.
    var isListedEver: Bool { product.map { !$0.listing.isEmpty } ?? false }

    private var products: [(id: ProductID, product: Product)] {
        (workspace.catalogues[question.shop] ?? []).sorted().compactMap { id in
            workspace.products[ProductKey(shop: question.shop, product: id)].map { (id, $0.product) }
        }
    }

    func evidence(under version: ProgrammeVersion) -> Evidence {
        let shop = shop?.shop ?? Shop()
        var offering = Offering()
        for (_, product) in products { offering.count(product, of: shop, at: instant, under: version, by: 1) }
        return Evidence(
            at: instant, shop: shop, panes: Panes(blocks: .counting(counted, zone: zone), zone: zone),
            offering: offering,
            marketMean: workspace.market[workspace.partition]?.mean(at: instant, zone: zone), product: product,
            promoter: question.promoter.map { workspace.copies[$0]?.standing?.promoter ?? Promoter() })
    }

    func explain(_ clause: Clause, of version: ProgrammeVersion, on evidence: Evidence) -> ExplainedClause {
        let finding = version.finding(on: clause, evidence)
        let lacking = productsLacking(clause, under: version)
        let facts = facts(behind: clause, of: version, evidence)
        return ExplainedClause(
            clause: clause, finding: finding, window: window(of: clause),
            remedy: version.remedy(for: clause, finding, on: evidence, lacking: Array(lacking.prefix(Known.page))),
            facts: Array(facts.prefix(Known.page)), factCount: facts.count)
    }

    private func window(of clause: Clause) -> Range<Instant>? {
        if case .gate(let gate) = clause.condition { window(of: gate) } else { nil }
    }

    private func window(of gate: Gate) -> Range<Instant>? {
        guard let days = gate.windowDays else { return nil }
        let start = zone.start(of: zone.day(of: instant).adding(days: -Int64(days)))
        return start..<max(start, instant)
    }

    private func productsLacking(_ clause: Clause, under version: ProgrammeVersion) -> [ProductID] {
        switch clause.condition {
        case .shopWideRight(let right):
            let shop = shop?.shop ?? Shop()
            return products.filter { _, product in
                guard let listing = product.listed(at: instant) else { return false }
                return version.programme.scope.covers(listing)
                    && version.rights[right]?.appliesTo.covers(listing) == true
                    && !product.offers(right, of: shop, at: instant)
            }.map(\.id)
        case .categoryRight: return question.product.map { [$0] } ?? []
        case .listed, .shopKindInScope, .productInScope, .gate, .bar: return []
        }
    }

    /// How many facts or products are named; the count says how many there are.
    private static let page = 20
}

extension Known {
    private func facts(
        behind clause: Clause, of version: ProgrammeVersion, _ evidence: Evidence
    ) -> [FactReference] {
        let shop = evidence.shop
        switch clause.condition {
        case .listed, .productInScope:
            return [evidence.product?.listing.latest(at: instant)?.reference].compactMap { $0 }
        case .shopKindInScope: return [shop.opened.latest(at: instant)?.reference].compactMap { $0 }
        case .shopWideRight(let right):
            let switches = products.compactMap { $0.product.deciding(right, of: shop, at: instant)?.reference }
            return Array(Set(switches)).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        case .categoryRight(let right, _):
            return [evidence.product?.deciding(right, of: shop, at: instant)?.reference].compactMap { $0 }
        case .bar(let bar): return facts(behind: bar, evidence)
        case .gate(let gate): return facts(behind: gate, of: version, evidence)
        }
    }

    private func facts(behind bar: Bar, _ evidence: Evidence) -> [FactReference] {
        switch bar {
        case .severeViolation:
            evidence.shop.violations.values.filter { $0.isSevereAndRuns(at: instant) }
                .compactMap { $0.determined.latest(at: instant)?.reference }
        case .failedInspection:
            (evidence.product?.inspections.values.filter { $0.bars(at: instant) } ?? [])
                .compactMap { $0.failed.latest(at: instant)?.reference }
        case .depositShortfall: [evidence.shop.deposits.latest(at: instant)?.reference].compactMap { $0 }
        }
    }

    private func facts(
        behind gate: Gate, of version: ProgrammeVersion, _ evidence: Evidence
    ) -> [FactReference] {
        let promoter = gate.subject == .promoter ? evidence.promoter : nil
        switch version.metrics[gate.metric] {
        case .experienceScore:
            let scores = gate.subject == .promoter ? promoter?.scores : evidence.shop.scores
            return [scores?.latest(at: instant)?.reference].compactMap { $0 }
        case .age:
            let first =
                gate.subject == .promoter ? promoter?.joined.first?.reference : evidence.shop.opened.first?.reference
            return [first].compactMap { $0 }
        case .share(let share):
            guard let window = window(of: gate) else { return [] }
            return counted.filter { $0.kind == share.of.kind && $0.at >= window.lowerBound }
                .map { FactReference(id: $0.id.text, at: $0.at) }
        case nil: return []
        }
    }
}

extension Timeline.Entry {
    fileprivate var reference: FactReference { FactReference(id: fact.id.text, at: at) }
}

extension Measure {
    fileprivate var kind: Counted.Kind {
        switch self {
        case .reviews: .review
        case .orders: .order
        case .productsSold: .sale
        }
    }
}

extension [Int64: PaneBlock] {
    /// Panes counted from rows: each product on the day of its latest sale.
    static func counting(_ counted: [Counted], zone: Zone) -> [Int64: PaneBlock] {
        var blocks: [Int64: PaneBlock] = [:]
        var lastSales: [ProductID: Counted] = [:]
        func add(_ counter: DayPane.Counter, _ day: Day) {
            blocks[PaneBlock.number(of: day), default: .init()].add(1, to: counter, on: day)
        }
        for item in counted {
            let day = zone.day(of: item.at)
            switch item.kind {
            case .order:
                add(.orders, day)
                for programme in item.carrying { add(.ordersCarrying(programme), day) }
            case .review: add(.reviews(score: item.score), day)
            case .sale: if let product = item.product { lastSales[product] = item }
            }
        }
        for sale in lastSales.values {
            let day = zone.day(of: sale.at)
            add(.products, day)
            for programme in sale.carrying { add(.productsCarrying(programme), day) }
        }
        return blocks
    }
}
