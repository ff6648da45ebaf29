package import SuretyDomain

/// Thirty-two days of panes, the unit in which they are stored.
package struct PaneBlock: Hashable, Sendable {
    /// Panes by day; days on which nothing was counted are absent.
    package var panes: [Day: DayPane] = [:]

    package init() {}

    /// Number of days in a block; part of the storage format.
    package static let length: Int64 = 32

    /// The number of the block that holds a day.
    package static func number(of day: Day) -> Int64 {
        day.number >= 0 ? day.number / length : (day.number + 1) / length - 1
    }

    package mutating func add(_ delta: Int64, to counter: DayPane.Counter, on day: Day) {
        panes[day, default: .init()].add(delta, to: counter)
        if panes[day]?.isEmpty == true { panes[day] = nil }
    }
}
