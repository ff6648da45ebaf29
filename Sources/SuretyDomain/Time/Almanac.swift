/// What turns a term of the rulebook into an instant: zone, working hours, and the working-day calendar.
package struct Almanac: Hashable, Sendable {
    package let zone: Zone
    /// Milliseconds of the day at which working hours begin and end; they run every day, holidays included.
    package let workingHours: Range<Int64>
    package let calendar: WorkingCalendar

    package init(zone: Zone, workingHours: Range<Int64>, calendar: WorkingCalendar) {
        self.zone = zone
        self.workingHours = workingHours
        self.calendar = calendar
    }
}

/// Which days are worked: weekdays, less public holidays, plus the weekend days worked in exchange.
package struct WorkingCalendar: Hashable, Sendable {
    /// The years that were published. Outside them nothing is known, and nothing is assumed.
    package let years: ClosedRange<Int>
    package let holidays: Set<Day>
    package let madeUpDays: Set<Day>

    package init(years: ClosedRange<Int>, holidays: Set<Day>, madeUpDays: Set<Day>) {
        self.years = years
        self.holidays = holidays
        self.madeUpDays = madeUpDays
    }

    /// Whether a day is worked, or nil for a year that is not published.
    package func isWorked(_ day: Day) -> Bool? {
        guard years.contains(day.civil.year) else { return nil }
        if madeUpDays.contains(day) { return true }
        return !day.isWeekend && !holidays.contains(day)
    }
}
