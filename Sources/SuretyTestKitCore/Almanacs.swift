package import SuretyDomain

/// Almanacs for tests: the real zone and hours, and three years with the holidays that make a difference.
package enum Almanacs {
    package static let china = Zone(offsetMinutes: 480) ?? .utc

    /// 2021 to 2023: Spring Festival and National Day of 2022 with the weekend days worked in exchange, and the New Year
    /// that lies between two years.
    package static let ordinary = Almanac(
        zone: china, workingHours: 9 * hour..<18 * hour,
        calendar: WorkingCalendar(
            years: 2021...2023,
            holidays: days(
                (2022, 1, 1...3), (2022, 1, 31...31), (2022, 2, 1...6), (2022, 10, 1...7), (2022, 12, 31...31),
                (2023, 1, 1...2)),
            madeUpDays: days((2022, 1, 29...30), (2022, 10, 8...9))))

    package static let hour: Int64 = 3_600_000

    /// An instant by the wall clock of UTC+8.
    package static func at(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int64 = 0, _ minute: Int64 = 0, _ second: Int64 = 0,
        millisecond: Int64 = 0
    ) -> Instant {
        guard let date = Day(year: year, month: month, day: day) else {
            preconditionFailure("\(year)-\(month)-\(day) is no day")
        }
        return china.start(of: date)
            .adding(milliseconds: ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond)
    }

    private static func days(_ spans: (year: Int, month: Int, days: ClosedRange<Int>)...) -> Set<Day> {
        Set(spans.flatMap { span in span.days.compactMap { Day(year: span.year, month: span.month, day: $0) } })
    }
}
