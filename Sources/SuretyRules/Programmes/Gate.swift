package import SuretyDomain

package enum MetricKeyKind {}
package typealias MetricKey = ID<MetricKeyKind>

/// A figure that gates ask for.
package enum Metric: Hashable, Sendable {
    /// The experience score, in hundredths, as last told.
    case experienceScore
    /// Calendar days since the shop opened or the promoter joined.
    case age
    /// A share of what was counted in a window.
    case share(Share)

    package struct Share: Hashable, Sendable {
        package let of: Measure
        package let that: Trait

        package init(of measure: Measure, that trait: Trait) {
            self.of = measure
            self.that = trait
        }
    }
}

/// What can be counted over a window of days.
package enum Measure: String, Hashable, Sendable, CaseIterable {
    case reviews, orders
    case productsSold = "products-sold"
}

/// Which of those counted make the numerator.
package enum Trait: Hashable, Sendable {
    /// Reviews with at most this score.
    case scoreAtMost(Int)
    /// Orders or products that carried a programme's label when paid.
    case carrying(ProgrammeKey)
}

/// A clause on a figure.
package struct Gate: Hashable, Sendable {
    package let subject: ClauseSubject
    package let metric: MetricKey
    package let bound: Bound
    package let threshold: Threshold
    /// Whole days before today that count, and today so far; nil for figures that have no window.
    package let windowDays: Int?
    /// Where the figure stands: keys of the reference page of sources.
    package let source: [String]

    package init(
        subject: ClauseSubject, metric: MetricKey, bound: Bound, threshold: Threshold, windowDays: Int?,
        source: [String] = []
    ) {
        self.subject = subject
        self.metric = metric
        self.bound = bound
        self.threshold = threshold
        self.windowDays = windowDays
        self.source = source
    }
}

/// Both include the threshold itself.
package enum Bound: String, Hashable, Sendable, CaseIterable {
    case atLeast = "at-least"
    case atMost = "at-most"
}

package enum Threshold: Hashable, Sendable {
    /// A score, in hundredths.
    case score(Int)
    case days(Int)
    case share(BasisPoints)
    /// So many hundredths of the market's mean share: 2.0 times is 200.
    case timesMarketMean(hundredths: Int)
}

/// Whose state decides a clause, and therefore whose mask holds it.
package enum ClauseSubject: String, Hashable, Sendable, CaseIterable { case shop, product, promoter }

/// How the market's mean share of a metric is taken at 00:00: pooled over the shops with enough counted.
package struct MarketMean: Hashable, Sendable {
    package let metric: MetricKey
    package let windowDays: Int
    /// The least number counted in the window for a shop to take part.
    package let leastCounted: Int

    package init(metric: MetricKey, windowDays: Int, leastCounted: Int) {
        self.metric = metric
        self.windowDays = windowDays
        self.leastCounted = leastCounted
    }
}
