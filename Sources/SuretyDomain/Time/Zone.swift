/// A fixed distance from UTC. The rulebook names it; the host's time zone is never consulted.
package struct Zone: Hashable, Sendable {
    package let offsetMinutes: Int

    /// An offset the world uses: from −12:00 to +14:00.
    package init?(offsetMinutes: Int) {
        guard (-720...840).contains(offsetMinutes) else { return nil }
        self.offsetMinutes = offsetMinutes
    }

    private init(validOffsetMinutes: Int) { offsetMinutes = validOffsetMinutes }

    package static let utc = Zone(validOffsetMinutes: 0)

    private var milliseconds: Int64 { Int64(offsetMinutes) * 60_000 }

    /// The calendar day an instant falls on here.
    package func day(of instant: Instant) -> Day {
        let local = instant.milliseconds + milliseconds
        let day = Instant.millisecondsPerDay
        return Day(number: local >= 0 ? local / day : (local + 1) / day - 1)
    }

    /// 00:00 of a day here.
    package func start(of day: Day) -> Instant {
        Instant(milliseconds: day.number * Instant.millisecondsPerDay - milliseconds)
    }

    /// Milliseconds since 00:00 of the instant's day here.
    package func timeOfDay(_ instant: Instant) -> Int64 {
        instant.milliseconds - start(of: day(of: instant)).milliseconds
    }
}
