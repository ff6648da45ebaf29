import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// What a market has come to, as far as it must depend on nothing but the set of facts.
struct Summary: Equatable {
    var standings: [FactKey: FactRecord.Standing] = [:]
    var counted: Set<Counted> = []
    /// Counts by shop, day and counter.
    var panes: [ShopID: [Day: [DayPane.Counter: Int64]]] = [:]
    var lastSales: [ProductKey: Sale] = [:]
    var masks: [LabelSubject: [VersionKey: Mask]] = [:]
    var offerings: [ShopID: [VersionKey: Offering]] = [:]

    /// `withPins` where what was carried is the same in every order of arrival, and is to be held against as well.
    init(of market: MemoryMarket, withPins: Bool) {
        for workspace in market.workspaces {
            for (key, record) in workspace.facts.all { standings[key] = record.standing }
            for (_, row) in workspace.counted.all { counted.insert(withPins ? row : row.withoutPins) }
            for (key, block) in workspace.blocks.all { add(block, of: key.shop, withPins: withPins) }
            for (key, state) in workspace.products.all {
                guard let sale = state.lastSale else { continue }
                lastSales[key] = withPins ? sale : Sale(at: sale.at, id: sale.id, carrying: [])
            }
        }
        let kept = market.library.versionsKept(at: market.now)
        for shop in Pools.shops {
            let workspace = market.workspace(of: .shop(shop))
            add(workspace.shops[shop]?.masks, of: .shop(shop), kept, market, withPins: withPins)
            for version in kept {
                guard let offering = workspace.shops[shop]?.offerings[version.key] else { continue }
                if !offering.counts.isEmpty { offerings[shop, default: [:]][version.key] = offering }
            }
            for product in Pools.products {
                let key = ProductKey(shop: shop, product: product)
                add(workspace.products[key]?.masks, of: .product(key), kept, market, withPins: withPins)
            }
        }
        for promoter in Pools.promoters {
            let masks = market.workspace(of: .promoter(promoter)).promoters[promoter]?.masks
            add(masks, of: .promoter(promoter), kept, market, withPins: withPins)
        }
    }

    private mutating func add(_ block: PaneBlock, of shop: ShopID, withPins: Bool) {
        for (day, pane) in block.panes {
            for count in pane.counts where withPins || !count.counter.isOfPins {
                panes[shop, default: [:]][day, default: [:]][count.counter] = count.count
            }
        }
    }

    /// A subject that was never assessed stands like one of which nothing is known.
    private mutating func add(
        _ masks: Masks?, of subject: LabelSubject, _ kept: [ProgrammeVersion], _ market: MemoryMarket, withPins: Bool
    ) {
        for version in kept {
            if version.programme.labels == .shop, subject.part != .shop { continue }
            let nothing = Evidence(
                at: market.now, shop: Shop(), panes: Panes(blocks: [:], zone: version.zone), offering: Offering(),
                marketMean: nil, product: Product(), promoter: Promoter())
            var mask = masks?[version.key] ?? version.mask(of: subject.part, on: nothing)
            if !withPins { mask.leaveOut { version.dependsOnPins(at: $0, in: market.library.book(at: market.now)) } }
            self.masks[subject, default: [:]][version.key] = mask
        }
    }

    /// Where two summaries differ, for a person.
    func differences(from other: Summary) -> [String] {
        var found: [String] = []
        if standings != other.standings { found.append("standings") }
        if counted != other.counted { found.append("counted: \(counted.symmetricDifference(other.counted))") }
        if panes != other.panes { found.append("panes: \(panes)\nand \(other.panes)") }
        if lastSales != other.lastSales { found.append("last sales: \(lastSales)\nand \(other.lastSales)") }
        if offerings != other.offerings { found.append("offerings: \(offerings)\nand \(other.offerings)") }
        for (subject, masks) in masks where masks != other.masks[subject] {
            found.append("\(subject): \(masks)\nand \(other.masks[subject] ?? [:])")
        }
        return found
    }
}

extension LabelSubject {
    fileprivate var part: ClauseSubject {
        switch self {
        case .shop: .shop
        case .product: .product
        case .promoter: .promoter
        }
    }
}

extension Counted {
    fileprivate var withoutPins: Counted { Counted(kind: kind, at: at, id: id, product: product, score: score) }
}

extension DayPane.Counter {
    fileprivate var isOfPins: Bool {
        switch self {
        case .ordersCarrying, .productsCarrying: true
        case .orders, .products, .reviews: false
        }
    }
}

extension Mask {
    fileprivate mutating func leaveOut(where isLeftOut: (Int) -> Bool) {
        for index in 0..<64 where isLeftOut(index) {
            missed &= ~(1 << UInt64(index))
            unknown &= ~(1 << UInt64(index))
        }
    }
}

extension ProgrammeVersion {
    /// Whether a clause asks for what was carried, itself or through the market's mean.
    fileprivate func dependsOnPins(at index: Int, in book: Rulebook?) -> Bool {
        guard index < clauses.count, case .gate(let gate) = clauses[index].condition else { return false }
        if metrics[gate.metric]?.isOfPins == true { return true }
        guard case .timesMarketMean = gate.threshold, let mean = book?.marketMean else { return false }
        return book?.metrics[mean.metric]?.isOfPins == true
    }
}

extension Metric {
    fileprivate var isOfPins: Bool {
        if case .share(let share) = self, case .carrying = share.that { true } else { false }
    }
}
