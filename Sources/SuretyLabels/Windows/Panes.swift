package import SuretyDomain
package import SuretyRules

/// A shop's counts by day, as far as they are at hand.
package struct Panes: Sendable {
    private let blocks: [Int64: PaneBlock]
    /// Reviews known now that an evaluation as of an earlier instant of their day leaves out.
    private let excluded: [Counted]
    private let zone: Zone

    package init(blocks: [Int64: PaneBlock], excluding excluded: [Counted] = [], zone: Zone) {
        self.blocks = blocks
        self.excluded = excluded
        self.zone = zone
    }

    /// What counts in the window of `days` whole days before the day of `instant`, and that day itself up to it.
    package func tally(_ share: Metric.Share, days: Int, before instant: Instant) -> Tally {
        let last = zone.day(of: instant)
        var sum = tally(share, from: last.adding(days: -Int64(days)), through: last)
        for review in excluded where review.at > instant && zone.day(of: review.at) == last {
            let tally = share.tally(of: review)
            sum = Tally(count: sum.count - tally.count, of: sum.of - tally.of)
        }
        return sum
    }

    /// What counts on whole days, first and last included.
    package func tally(_ share: Metric.Share, from first: Day, through last: Day) -> Tally {
        var sum = Tally()
        for number in PaneBlock.number(of: first)...PaneBlock.number(of: last) {
            // A block holds few days and a window most of them, so that going over them costs less than asking for each.
            for (day, pane) in blocks[number]?.panes ?? [:] where first <= day && day <= last {
                sum = sum + share.tally(of: pane)
            }
        }
        return sum
    }
}
