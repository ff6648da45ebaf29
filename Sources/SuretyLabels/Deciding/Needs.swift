package import SuretyDomain

/// Rows that a batch has to see before it can be decided.
package struct Needs: Sendable {
    package var facts: Set<FactKey> = []
    package var events: Set<Int64> = []
    package var shops: Set<ShopID> = []
    package var products: Set<ProductKey> = []
    package var orders: Set<OrderKey> = []
    package var promoters: Set<PromoterID> = []
    package var copies: Set<PromoterID> = []
    package var blocks: Set<BlockKey> = []
    package var inboxes: Set<Partition> = []
    package var chores: Set<ChoreKey> = []
    package var answers: Set<AnswerKey> = []
    package var market = false
    package var cases: Set<CaseID> = []
    package var waybills: Set<WaybillKey> = []
    package var balances: Set<AccountKey> = []
    package var instructions: Set<InstructionID> = []
    package var deadlines: Set<DeadlineKey> = []
    package var standings: Set<ConsumerID> = []
    package var sources: Set<SourceID> = []
    package var sourceStates: Set<SourceID> = []
    package var consumers: Set<ConsumerID> = []
    package var consumerCases: Set<ConsumerCaseKey> = []
    /// Shops all of whose products are asked for.
    package var catalogues: Set<ShopID> = []
    /// Reviews of the day of an instant that came after it; the earliest instant asked for.
    package var reviewsAfter: [ShopID: Instant] = [:]
    /// So many of the latest sales of a product.
    package var recentSales: [ProductKey: Int] = [:]
    package var stretches: Set<Chore.Cursor> = []

    package init() {}

    package var isEmpty: Bool {
        facts.isEmpty && events.isEmpty && shops.isEmpty && products.isEmpty && orders.isEmpty && promoters.isEmpty
            && copies.isEmpty && blocks.isEmpty && inboxes.isEmpty && chores.isEmpty && !market && catalogues.isEmpty
            && reviewsAfter.isEmpty && recentSales.isEmpty && stretches.isEmpty && answers.isEmpty && cases.isEmpty
            && waybills.isEmpty && balances.isEmpty && instructions.isEmpty && deadlines.isEmpty && standings.isEmpty
            && sources.isEmpty && sourceStates.isEmpty && consumers.isEmpty && consumerCases.isEmpty
    }
}

extension Workspace {
    /// What is still missing for a batch. What is loaded may show that more is needed, so the loader asks again until
    /// nothing is: nearly always after the first round.
    package func needs(of commands: [Command]) -> Needs {
        var collector = NeedsCollector(workspace: self)
        collector.collect(commands)
        return collector.needs
    }
}
