import SuretyDomain
import SuretyRules

/// Collects needs over a whole batch, since a command may be decided on the effects of those before it.
struct NeedsCollector {
    let workspace: Workspace
    var needs = Needs()
    /// Facts of the batch, and those that they take back.
    private var facts: [Fact] = []
    private var catalogueChanges: [ShopID: Instant] = [:]
    private var reviews: [ShopID: Instant] = [:]
    private var linesOfOrders: [OrderKey: [PaidLine]] = [:]
    private var paymentsOfOrders: [OrderKey: Int] = [:]
    /// In which orders are paid in this batch.
    var currenciesOfOrders: [OrderKey: Set<Currency>] = [:]
    /// Cases that this batch may open.
    var opened: [CaseID: Claim] = [:]
    /// Whether anything in the batch could make a sale stop counting.
    private var takesSalesAway = false
    private var shopsSeen: Set<ShopID> = []

    init(workspace: Workspace) { self.workspace = workspace }

    mutating func collect(_ commands: [Command]) {
        for command in commands { collect(command) }
        noteWhatTheBatchBrings()
        for fact in facts { collectRows(of: fact) }
        // What is paid or opened in this very batch counts for the commands after it.
        for command in commands { collectCase(command) }
    }

    private mutating func collect(_ command: Command) {
        switch command {
        case .record(let fact, _): collect(fact)
        case .fire(let key): collect(key)
        case .receive(let source, _, let message): collect(message, from: source)
        case .claim(let claiming): opened[claiming.claim.id] = claiming.claim
        case .act, .extendReceipt, .settleOrder, .expire, .takeOutcome, .retry: break
        case .once(let key, let command):
            let key = AnswerKey(key)
            if !workspace.answers.isLoaded(key) { needs.answers.insert(key) }
            collect(command)
        }
    }

    private mutating func collect(_ fact: Fact) {
        facts.append(fact)
        want(FactKey(source: fact.source, id: fact.id))
        guard let target = fact.superseded else { return }
        let key = FactKey(source: fact.source, id: target)
        want(key)
        guard workspace.facts.isLoaded(key), let record = workspace.facts[key], record.number > 0 else { return }
        if let original = workspace.recorded[record.number] {
            facts.append(original)
        } else {
            needs.events.insert(record.number)
        }
    }

    private mutating func collect(_ key: ChoreKey) {
        want(key)
        guard workspace.chores.isLoaded(key), let chore = workspace.chores[key] else { return }
        switch chore {
        case .takeEffect(let number):
            guard let fact = workspace.recorded[number] else {
                needs.events.insert(number)
                return
            }
            collect(fact)
        case .turnDay(_, let progress), .reassess(let progress), .adopt(let progress):
            wantMarket()
            guard let stretch = workspace.stretches[progress.cursor] else {
                needs.stretches.insert(progress.cursor)
                return
            }
            for case .shop(let shop) in stretch {
                wantBlocks(of: shop, endingAt: workspace.now)
                if case .adopt = chore { wantCatalogue(of: shop) } else { wantOfferings(of: shop) }
            }
        }
    }

    private mutating func collect(_ message: JournalEvent.Message, from source: Partition) {
        if !workspace.inboxes.isLoaded(source) { needs.inboxes.insert(source) }
        switch message {
        case .dayTurned, .meanSet: wantMarket()
        case .promoterFollowed(let promoter, _): want(promoter)
        case .promoterStated(let promoter, _): wantCopy(promoter)
        case .orderPinned(_, let consumer): want(consumer)
        case .caseMoved(let id, let consumer, _, _): want(ConsumerCaseKey(consumer: consumer, id: id))
        case .sourceAwaited(let source, _, _): wantState(of: source)
        case .sourceStated(let source, _): want(source)
        case .caseOpened, .consumerStated: break
        }
    }
}

extension NeedsCollector {
    private mutating func noteWhatTheBatchBrings() {
        takesSalesAway = facts.contains(where: NeedsCollector.takesSalesAway)
        for fact in facts {
            guard case .shop(let shop) = fact.body.home else { continue }
            switch fact.body {
            case .productListed, .productDelisted, .rightSwitched:
                catalogueChanges[shop] = max(catalogueChanges[shop] ?? fact.at, fact.at)
            case .orderReviewed: reviews[shop] = max(reviews[shop] ?? fact.at, fact.at)
            case .orderPaid(let paid):
                linesOfOrders[OrderKey(shop: shop, order: paid.order), default: []] += paid.lines
                paymentsOfOrders[OrderKey(shop: shop, order: paid.order), default: 0] += 1
                currenciesOfOrders[OrderKey(shop: shop, order: paid.order), default: []].insert(paid.currency)
            default: break
            }
        }
    }

    private mutating func collectRows(of fact: Fact) {
        switch fact.body.home {
        case .shop(let shop):
            if fact.body.concernsOrderAlone, let order = fact.body.order {
                let key = OrderKey(shop: shop, order: order)
                return fact.body.movesMoney ? collectMoney(of: key) : want(key)
            }
            if shopsSeen.insert(shop).inserted {
                want(shop)
                wantMarket()
                wantBlocks(of: shop, endingAt: workspace.now)
                wantOfferings(of: shop)
            }
            if let product = fact.body.product { want(ProductKey(shop: shop, product: product)) }
            if case .rightSwitched(let body) = fact.body, body.product == nil { wantCatalogue(of: shop) }
            if let promoter = fact.body.promoterSelling { wantCopy(promoter) }
            if case .depositStated(let stated) = fact.body { wantDeposit(of: shop, stated.currency) }
            if let order = fact.body.order { collectRows(ofOrder: OrderKey(shop: shop, order: order), fact) }
        case .promoter(let promoter): want(promoter)
        case .consumer(let consumer): want(ConsumerID(consumer))
        case .platform: wantState(of: fact.key.source)
        }
    }

    private mutating func collectRows(ofOrder key: OrderKey, _ fact: Fact) {
        if fact.body.movesMoney { collectMoney(of: key) } else { want(key) }
        let order = workspace.orders.isLoaded(key) ? workspace.orders[key] : nil
        let stored = order?.payments.entries.flatMap { $0.value.lines } ?? []
        let lines = stored + (linesOfOrders[key] ?? [])
        let isPaidTwice = (order?.payments.entries.count ?? 0) + (paymentsOfOrders[key] ?? 0) > 1
        for line in lines {
            let product = ProductKey(shop: key.shop, product: line.product)
            want(product)
            wantBlocks(ofSalesOf: product)
            if takesSalesAway || isPaidTwice { wantRecentSales(of: product, lines: lines.count) }
        }
        let instants = [fact.at] + (order?.payments.entries.map(\.at) ?? []) + (order?.reviews.entries.map(\.at) ?? [])
        for instant in instants { wantBlock(of: key.shop, at: instant) }
        if case .orderPaid = fact.body { collectRows(forPinning: fact, of: key.shop) }
    }

    /// A payment is judged as of its own instant: what is known to have come later must be told apart.
    private mutating func collectRows(forPinning fact: Fact, of shop: ShopID) {
        wantBlocks(of: shop, endingAt: fact.at)
        guard workspace.shops.isLoaded(shop) else { return }
        let state = workspace.shops[shop]
        let change = [state?.shop.lastCatalogueChange, catalogueChanges[shop]].compactMap { $0 }.max()
        let isWordedOtherwise = workspace.library.versions.contains {
            $0.isInForce(at: fact.at) && !$0.isKept(at: workspace.now) && !$0.programme.shopWideRights.isEmpty
        }
        if isWordedOtherwise || change.map({ fact.at < $0 }) ?? false { wantCatalogue(of: shop) }
        let review = [state?.shop.lastReview, reviews[shop]].compactMap { $0 }.max()
        if let review, fact.at < review, workspace.laterReviews[shop] == nil {
            needs.reviewsAfter[shop] = min(needs.reviewsAfter[shop] ?? fact.at, fact.at)
        }
    }
}

extension NeedsCollector {
    mutating func want(_ key: FactKey) {
        if !workspace.facts.isLoaded(key) { needs.facts.insert(key) }
    }

    private mutating func want(_ key: ChoreKey) {
        if !workspace.chores.isLoaded(key) { needs.chores.insert(key) }
    }

    private mutating func want(_ shop: ShopID) {
        if !workspace.shops.isLoaded(shop) { needs.shops.insert(shop) }
    }

    mutating func want(_ key: OrderKey) {
        if !workspace.orders.isLoaded(key) { needs.orders.insert(key) }
    }

    private mutating func want(_ key: ProductKey) {
        if !workspace.products.isLoaded(key) { needs.products.insert(key) }
    }

    private mutating func want(_ promoter: PromoterID) {
        if !workspace.promoters.isLoaded(promoter) { needs.promoters.insert(promoter) }
    }

    private mutating func wantCopy(_ promoter: PromoterID) {
        if !workspace.copies.isLoaded(promoter) { needs.copies.insert(promoter) }
    }

    private mutating func wantMarket() {
        if !workspace.market.isLoaded(workspace.partition) { needs.market = true }
    }

    private mutating func wantBlocks(of shop: ShopID, endingAt instant: Instant) {
        for number in workspace.blockNumbers(endingAt: instant) { want(BlockKey(shop: shop, number: number)) }
    }

    private mutating func wantBlock(of shop: ShopID, at instant: Instant) {
        want(BlockKey(shop: shop, number: PaneBlock.number(of: workspace.zone.day(of: instant))))
    }

    private mutating func want(_ key: BlockKey) {
        if !workspace.blocks.isLoaded(key) { needs.blocks.insert(key) }
    }

    private mutating func wantBlocks(ofSalesOf key: ProductKey) {
        guard workspace.products.isLoaded(key), let sale = workspace.products[key]?.lastSale else { return }
        wantBlock(of: key.shop, at: sale.at)
        for sale in workspace.recentSales[key] ?? [] { wantBlock(of: key.shop, at: sale.at) }
    }

    private mutating func wantCatalogue(of shop: ShopID) {
        if workspace.catalogue(of: shop) == nil { needs.catalogues.insert(shop) }
    }

    private mutating func wantOfferings(of shop: ShopID) {
        guard workspace.shops.isLoaded(shop), workspace.shops[shop] != nil else { return }
        if !workspace.versionsNotCounted(for: shop).isEmpty { wantCatalogue(of: shop) }
    }
}

extension NeedsCollector {
    /// A sale that stops counting uncovers the one before it, so as many are fetched as the batch could take away.
    private mutating func wantRecentSales(of key: ProductKey, lines: Int) {
        guard workspace.recentSales[key] == nil else { return }
        needs.recentSales[key, default: 1] += lines
    }

    private static func takesSalesAway(_ fact: Fact) -> Bool {
        switch fact.body {
        case .lineRefunded, .brushingMarked, .factRetracted: true
        default: fact.corrects != nil
        }
    }
}
