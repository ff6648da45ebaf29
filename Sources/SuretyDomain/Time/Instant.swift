/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    @inlinable
    public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.milliseconds < rhs.milliseconds }

    /// Later (or, with a negative `delta`, earlier) by so many milliseconds. Instants stay within years 1 to 9999,
    /// which the parsers enforce, so this cannot overflow for any delta a rulebook can hold.
    @inlinable
    public func adding(milliseconds delta: Int64) -> Instant { Instant(milliseconds: milliseconds + delta) }

    @inlinable
    public func adding(hours: Int64) -> Instant { adding(milliseconds: hours * 3_600_000) }

    public static let millisecondsPerDay: Int64 = 86_400_000
}
