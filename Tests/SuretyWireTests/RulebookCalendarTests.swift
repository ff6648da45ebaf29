import SuretyDomain
import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("The shipped calendar")
struct RulebookCalendarTests {
    let almanac: Almanac

    init() throws {
        almanac = try #require(try Checkout.rulebooks().almanac(at: Almanacs.at(2026, 8, 1)))
    }

    @Test("counts days at UTC+8, and working hours from 09:00 to 18:00")
    func zone() {
        #expect(almanac.zone.offsetMinutes == 480)
        #expect(almanac.workingHours == 9 * Almanacs.hour..<18 * Almanacs.hour)
        #expect(almanac.calendar.years == 2020...2026)
    }

    /// Of each year: days worked of 365 or 366, as a public library of the notices counts them (chinesecalendar 1.11).
    @Test(
        "has as many working days a year as the notices leave",
        arguments: [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)])
    func total(year: Int, count: Int64) throws {
        let first = try #require(Day(year: year, month: 1, day: 1)).number
        let last = try #require(Day(year: year, month: 12, day: 31)).number
        let worked = (first...last).count { almanac.calendar.isWorked(Day(number: $0)) == true }
        #expect(Int64(worked) == count)
    }

    @Test(
        "is off on holidays that fall on weekdays",
        arguments: [
            (2020, 1, 31), (2020, 10, 8), (2021, 2, 11), (2021, 9, 21), (2022, 1, 3), (2022, 9, 12), (2023, 1, 2),
            (2023, 4, 5), (2023, 10, 6), (2024, 2, 16), (2024, 6, 10), (2025, 1, 28), (2025, 6, 2), (2026, 1, 2),
            (2026, 2, 23), (2026, 6, 19),
        ])
    func off(year: Int, month: Int, day: Int) throws {
        let date = try #require(Day(year: year, month: month, day: day))
        #expect(!date.isWeekend)
        #expect(almanac.calendar.isWorked(date) == false)
    }

    @Test(
        "works the weekend days given in exchange",
        arguments: [
            (2020, 1, 19), (2020, 6, 28), (2021, 2, 20), (2021, 9, 26), (2022, 4, 2), (2022, 10, 9), (2023, 6, 25),
            (2024, 5, 11), (2024, 9, 14), (2025, 1, 26), (2025, 10, 11), (2026, 1, 4), (2026, 2, 28), (2026, 9, 20),
        ])
    func worked(year: Int, month: Int, day: Int) throws {
        let date = try #require(Day(year: year, month: month, day: day))
        #expect(date.isWeekend)
        #expect(almanac.calendar.isWorked(date) == true)
    }

    @Test("does not work the Saturday that the extension of 2020 took back")
    func extension2020() throws {
        let date = try #require(Day(year: 2020, month: 2, day: 1))
        #expect(almanac.calendar.isWorked(date) == false)
    }
}
