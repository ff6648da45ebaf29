/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.milliseconds < rhs.milliseconds }

    /// Later (or, with a negative `delta`, earlier) by so many milliseconds. Instants stay within years 1 to 9999,
    /// which the parsers enforce, so this cannot overflow for any delta a rulebook can hold.
    package func adding(milliseconds delta: Int64) -> Instant { Instant(milliseconds: milliseconds + delta) }

    package func adding(hours: Int64) -> Instant { adding(milliseconds: hours * 3_600_000) }

    package static let millisecondsPerDay: Int64 = 86_400_000
}
