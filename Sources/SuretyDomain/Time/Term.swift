/// How long a party has to act, as the rulebook words it.
package enum Term: Hashable, Sendable {
    /// The same clock reading, so many hours on.
    case hours(Int64)
    /// From 00:00 of the next day, so many whole days; acting on the first day is in time too.
    case calendarDays(Int64)
    /// From the next day, counting worked days only, to 24:00 of the last.
    case workingDays(Int64)
    /// Counted only within working hours, every day.
    case workingHours(Int64)

    /// The first instant that is too late for a term that begins at `start`.
    ///
    /// Throws when a working-day term runs into a year whose calendar is not published.
    package func deadline(from start: Instant, in almanac: Almanac) throws(UnpublishedYear) -> Deadline {
        switch self {
        case .hours(let count):
            return Deadline(expiresAt: start.adding(hours: count))
        case .calendarDays(let count):
            let first = almanac.zone.day(of: start).adding(days: 1)
            return Deadline(expiresAt: almanac.zone.start(of: first.adding(days: count)))
        case .workingDays(let count):
            let last = try Term.workingDay(count, after: almanac.zone.day(of: start), in: almanac.calendar)
            return Deadline(expiresAt: almanac.zone.start(of: last.adding(days: 1)))
        case .workingHours(let count):
            return Deadline(expiresAt: Term.afterWorking(hours: count, from: start, in: almanac))
        }
    }

    private static func workingDay(
        _ count: Int64, after start: Day, in calendar: WorkingCalendar
    ) throws(UnpublishedYear) -> Day {
        var day = start
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            guard let worked = calendar.isWorked(day) else { throw UnpublishedYear(year: day.civil.year) }
            if worked { left -= 1 }
        }
        return day
    }

    private static func afterWorking(hours: Int64, from start: Instant, in almanac: Almanac) -> Instant {
        let window = almanac.workingHours
        let length = window.upperBound - window.lowerBound
        var day = almanac.zone.day(of: start)
        var from = max(almanac.zone.timeOfDay(start), window.lowerBound)
        if from >= window.upperBound {
            day = day.adding(days: 1)
            from = window.lowerBound
        }
        // Time worked since the opening of `day`. A term that ends at the closing hour ends there, not next morning.
        let worked = from - window.lowerBound + hours * 3_600_000
        let wholeDays = worked == 0 ? 0 : (worked - 1) / length
        let last = almanac.zone.start(of: day.adding(days: wholeDays))
        return last.adding(milliseconds: window.lowerBound + worked - wholeDays * length)
    }
}

/// A working-day term reached a year without a published calendar.
package struct UnpublishedYear: Error, Hashable {
    package let year: Int

    package init(year: Int) { self.year = year }
}

/// The first moment that is too late.
package struct Deadline: Hashable, Sendable {
    package let expiresAt: Instant

    package init(expiresAt: Instant) { self.expiresAt = expiresAt }

    package func isMet(at instant: Instant) -> Bool { instant < expiresAt }
}
