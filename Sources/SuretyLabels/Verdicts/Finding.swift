import SuretyDomain

/// What was found on one clause, with the figures that decided it.
package struct Finding: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable { case met, missed, unknown }

    package let verdict: Verdict
    package let figure: Figure

    package init(_ verdict: Verdict, _ figure: Figure = .none) {
        self.verdict = verdict
        self.figure = figure
    }

    package init(_ isMet: Bool, _ figure: Figure = .none) {
        self.init(isMet ? .met : .missed, figure)
    }

    /// What was measured. Values, not texts: the same finding is told in two languages.
    package enum Figure: Hashable, Sendable {
        case none
        /// A score in hundredths.
        case score(Int)
        case days(Int64)
        case share(Tally)
        /// A share against so many hundredths of the market's mean.
        case shareAgainstMean(Tally, mean: Tally)
        /// So many products in question, so many of them lacking the right.
        case products(lacking: Int64, of: Int64)
        case word(String)
        /// The clause asks nothing of this subject.
        case notAsked
    }
}
