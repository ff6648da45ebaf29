import SuretyDomain
import SuretyLabels
import SuretyRules

/// A partition's rows as a database would keep them between batches. Each batch loads what it says it needs and nothing
/// else, so that a need that was not named shows.
struct MemoryTables: Sendable {
    private var facts: [FactKey: FactRecord] = [:]
    private var shops: [ShopID: ShopState] = [:]
    private var products: [ProductKey: ProductState] = [:]
    private var orders: [OrderKey: Order] = [:]
    private var promoters: [PromoterID: PromoterState] = [:]
    private var copies: [PromoterID: PromoterCopy] = [:]
    private var blocks: [BlockKey: PaneBlock] = [:]
    private var market: [Partition: MarketState] = [:]
    private var inboxes: [Partition: Int64] = [:]
    private var chores: [ChoreKey: Chore] = [:]
    private var answers: [AnswerKey: KeptAnswer] = [:]
    private var counted: [CountedKey: Counted] = [:]
    private var cases: [CaseID: Case] = [:]
    private var waybills: [WaybillKey: CaseID] = [:]
    private var balances: [AccountKey: Int64] = [:]
    private var instructions: [InstructionID: Instruction] = [:]
    private var deadlines: [DeadlineKey: Instant] = [:]
    private var referrals: [ReferralKey: Instant] = [:]
    private var standings: [ConsumerID: StandingSeen] = [:]
    private var sources: [SourceID: SourceCopy] = [:]
    private var sourceStates: [SourceID: SourceState] = [:]
    private var consumers: [ConsumerID: ConsumerState] = [:]
    private var consumerOrders: [ConsumerOrderKey: Int64] = [:]
    private var consumerCases: [ConsumerCaseKey: CaseSummary] = [:]
    private var recorded: [Int64: Fact] = [:]
    private var nextNumber: Int64

    /// What a batch came to.
    struct Decided {
        let outcomes: [Outcome]
        let events: [JournalEvent]
    }

    init(of workspace: Workspace) {
        nextNumber = workspace.nextNumber
        chores = Dictionary(uniqueKeysWithValues: workspace.chores.all.map { ($0.key, $0.value) })
    }

    /// Loads, decides and writes a batch as a node does.
    mutating func execute(_ commands: [Command], in home: Workspace, now: Instant) -> Decided {
        var workspace = Workspace(
            partition: home.partition, library: home.library, nextNumber: nextNumber, now: now, isComplete: false)
        for round in 0... {
            precondition(round < 8, "the needs of a batch did not come to an end")
            let needs = workspace.needs(of: commands)
            if needs.isEmpty { break }
            load(needs, into: &workspace)
        }
        let outcomes = commands.map { workspace.execute($0) }
        write(workspace)
        return Decided(outcomes: outcomes, events: workspace.appended.map(\.event))
    }

    private func load(_ needs: Needs, into workspace: inout Workspace) {
        for key in needs.facts { workspace.facts.load(key, facts[key]) }
        for key in needs.shops { workspace.shops.load(key, shops[key]) }
        for key in needs.products { workspace.products.load(key, products[key]) }
        for key in needs.orders { workspace.orders.load(key, orders[key]) }
        for key in needs.promoters { workspace.promoters.load(key, promoters[key]) }
        for key in needs.copies { workspace.copies.load(key, copies[key]) }
        for key in needs.blocks { workspace.blocks.load(key, blocks[key]) }
        for key in needs.inboxes { workspace.inboxes.load(key, inboxes[key]) }
        for key in needs.chores { workspace.chores.load(key, chores[key]) }
        for key in needs.answers { workspace.answers.load(key, answers[key]) }
        for key in needs.cases { workspace.cases.load(key, cases[key]) }
        for key in needs.waybills { workspace.waybills.load(key, waybills[key]) }
        for key in needs.balances { workspace.balances.load(key, balances[key]) }
        for key in needs.instructions { workspace.instructions.load(key, instructions[key]) }
        for key in needs.deadlines { workspace.deadlines.load(key, deadlines[key]) }
        for key in needs.standings { workspace.standings.load(key, standings[key]) }
        for key in needs.sources { workspace.sources.load(key, sources[key]) }
        for key in needs.sourceStates { workspace.sourceStates.load(key, sourceStates[key]) }
        for key in needs.consumers { workspace.consumers.load(key, consumers[key]) }
        for key in needs.consumerCases { workspace.consumerCases.load(key, consumerCases[key]) }
        if needs.market { workspace.market.load(workspace.partition, market[workspace.partition]) }
        for number in needs.events { workspace.recorded[number] = recorded[number] }
        for shop in needs.catalogues { loadCatalogue(of: shop, into: &workspace) }
        for (shop, instant) in needs.reviewsAfter {
            let reviews = counted.filter { $0.key.shop == shop && $0.key.kind == .review && $0.key.at > instant }
            workspace.laterReviews[shop] = Set(reviews.values)
        }
        for (key, count) in needs.recentSales {
            let sales = counted.filter { $0.key.shop == key.shop && $0.key.product == key.product }
            let ordered = sales.values.map { Sale(at: $0.at, id: $0.id, carrying: $0.carrying) }.sorted()
            workspace.recentSales[key] = ordered.suffix(count)
        }
        for cursor in needs.stretches { loadStretch(after: cursor, into: &workspace) }
    }

    private func loadCatalogue(of shop: ShopID, into workspace: inout Workspace) {
        var ids: Set<ProductID> = []
        for (key, state) in products where key.shop == shop {
            ids.insert(key.product)
            workspace.products.load(key, state)
        }
        workspace.catalogues[shop] = ids
    }

    private func loadStretch(after cursor: Chore.Cursor, into workspace: inout Workspace) {
        let subjects = workspace.stretch(after: cursor, shops: Array(shops.keys), promoters: Array(promoters.keys))
        workspace.stretches[cursor] = subjects
        for subject in subjects {
            switch subject {
            case .shop(let shop): workspace.shops.load(shop, shops[shop])
            case .promoter(let promoter): workspace.promoters.load(promoter, promoters[promoter])
            case .product: break
            }
        }
    }

    private mutating func write(_ workspace: Workspace) {
        nextNumber = workspace.nextNumber
        for (number, event) in workspace.appended {
            if case .factRecorded(let fact) = event { recorded[number] = fact }
        }
        MemoryTables.write(workspace.facts, to: &facts)
        MemoryTables.write(workspace.shops, to: &shops)
        MemoryTables.write(workspace.products, to: &products)
        MemoryTables.write(workspace.orders, to: &orders)
        MemoryTables.write(workspace.promoters, to: &promoters)
        MemoryTables.write(workspace.copies, to: &copies)
        MemoryTables.write(workspace.blocks, to: &blocks)
        MemoryTables.write(workspace.market, to: &market)
        MemoryTables.write(workspace.inboxes, to: &inboxes)
        MemoryTables.write(workspace.chores, to: &chores)
        MemoryTables.write(workspace.answers, to: &answers)
        MemoryTables.write(workspace.counted, to: &counted)
        MemoryTables.write(workspace.cases, to: &cases)
        MemoryTables.write(workspace.waybills, to: &waybills)
        MemoryTables.write(workspace.balances, to: &balances)
        MemoryTables.write(workspace.instructions, to: &instructions)
        MemoryTables.write(workspace.deadlines, to: &deadlines)
        MemoryTables.write(workspace.referrals, to: &referrals)
        MemoryTables.write(workspace.standings, to: &standings)
        MemoryTables.write(workspace.sources, to: &sources)
        MemoryTables.write(workspace.sourceStates, to: &sourceStates)
        MemoryTables.write(workspace.consumers, to: &consumers)
        MemoryTables.write(workspace.consumerOrders, to: &consumerOrders)
        MemoryTables.write(workspace.consumerCases, to: &consumerCases)
    }

    private static func write<Key, Value>(_ cache: Cache<Key, Value>, to table: inout [Key: Value]) {
        for (key, value) in cache.changes { table[key] = value }
    }

    /// The rows that are not those of a complete workspace.
    func differences(from workspace: Workspace) -> [String] {
        MemoryTables.differences(facts, workspace.facts) + MemoryTables.differences(shops, workspace.shops)
            + MemoryTables.differences(products, workspace.products)
            + MemoryTables.differences(orders, workspace.orders)
            + MemoryTables.differences(promoters, workspace.promoters)
            + MemoryTables.differences(copies, workspace.copies)
            + MemoryTables.differences(blocks, workspace.blocks)
            + MemoryTables.differences(market, workspace.market)
            + MemoryTables.differences(inboxes, workspace.inboxes)
            + MemoryTables.differences(chores, workspace.chores)
            + MemoryTables.differences(answers, workspace.answers)
            + MemoryTables.differences(counted, workspace.counted)
            + MemoryTables.differences(cases, workspace.cases)
            + MemoryTables.differences(waybills, workspace.waybills)
            + MemoryTables.differences(balances, workspace.balances)
            + MemoryTables.differences(instructions, workspace.instructions)
            + MemoryTables.differences(deadlines, workspace.deadlines)
            + MemoryTables.differences(referrals, workspace.referrals)
            + MemoryTables.differences(standings, workspace.standings)
            + MemoryTables.differences(sources, workspace.sources)
            + MemoryTables.differences(sourceStates, workspace.sourceStates)
            + MemoryTables.differences(consumers, workspace.consumers)
            + MemoryTables.differences(consumerOrders, workspace.consumerOrders)
            + MemoryTables.differences(consumerCases, workspace.consumerCases)
    }

    private static func differences<Key, Value: Equatable>(
        _ table: [Key: Value], _ cache: Cache<Key, Value>
    ) -> [String] {
        let rows = Dictionary(uniqueKeysWithValues: cache.all.map { ($0.key, $0.value) })
        return Set(table.keys).union(rows.keys).filter { table[$0] != rows[$0] }.map { key in
            "\(key) is \(rows[key].map { "\($0)" } ?? "absent"), and on loaded rows "
                + "\(table[key].map { "\($0)" } ?? "absent")"
        }
    }
}
