package import SuretyDomain

/// The rules as they stand at one instant: all editions in force, the later overriding the earlier by key.
package struct Rulebook: Hashable, Sendable {
    /// The editions it is folded from, in order of their start.
    package let editions: [String]
    /// Digest over the digests of its editions; a decision records it.
    package let digest: String
    package let almanac: Almanac
    package let rights: [RightKey: Right]
    package let metrics: [MetricKey: Metric]
    package let marketMean: MarketMean?
    package let programmes: [ProgrammeKey: Programme]
    /// For each programme the edition that last spoke of it.
    package let programmeEditions: [ProgrammeKey: String]

    package init(
        editions: [String], digest: String, almanac: Almanac, rights: [RightKey: Right],
        metrics: [MetricKey: Metric], marketMean: MarketMean?, programmes: [ProgrammeKey: Programme],
        programmeEditions: [ProgrammeKey: String]
    ) {
        self.editions = editions
        self.digest = digest
        self.almanac = almanac
        self.rights = rights
        self.metrics = metrics
        self.marketMean = marketMean
        self.programmes = programmes
        self.programmeEditions = programmeEditions
    }
}
