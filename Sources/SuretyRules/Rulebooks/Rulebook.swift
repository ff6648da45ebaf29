package import SuretyDomain

/// The rules as they stand at one instant: all editions in force, the later overriding the earlier by key.
package struct Rulebook: Hashable, Sendable {
    /// The editions it is folded from, in order of their start.
    package let editions: [String]
    /// Digest over the digests of its editions; a decision records it.
    package let digest: String
    package let almanac: Almanac
    package let rights: [RightKey: Right]
    /// How cases go on that are opened now; nil where no edition says.
    package let procedure: CaseProcedure?
    /// What time does to orders paid now; nil where no edition says.
    package let orderClock: OrderClock?
    package let metrics: [MetricKey: Metric]
    package let marketMean: MarketMean?
    package let programmes: [ProgrammeKey: Programme]
    /// For each programme the edition that last spoke of it.
    package let programmeEditions: [ProgrammeKey: String]

    package init(
        editions: [String], digest: String, almanac: Almanac, rights: [RightKey: Right],
        procedure: CaseProcedure? = nil, orderClock: OrderClock? = nil, metrics: [MetricKey: Metric],
        marketMean: MarketMean?, programmes: [ProgrammeKey: Programme], programmeEditions: [ProgrammeKey: String]
    ) {
        self.editions = editions
        self.digest = digest
        self.almanac = almanac
        self.rights = rights
        self.procedure = procedure
        self.orderClock = orderClock
        self.metrics = metrics
        self.marketMean = marketMean
        self.programmes = programmes
        self.programmeEditions = programmeEditions
    }
}
