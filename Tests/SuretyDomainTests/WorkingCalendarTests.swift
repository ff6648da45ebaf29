import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("A working calendar")
struct WorkingCalendarTests {
    let calendar = Almanacs.ordinary.calendar

    @Test(
        "works weekdays less holidays, and the weekend days worked in exchange",
        arguments: [
            (2022, 3, 1, true),  // a Tuesday
            (2022, 3, 5, false),  // a Saturday
            (2022, 1, 29, true),  // a Saturday worked for Spring Festival
            (2022, 1, 30, true),  // and the Sunday
            (2022, 1, 31, false),  // a Monday off
            (2022, 2, 7, true),  // the Monday after
            (2022, 10, 8, true),  // a Saturday worked for National Day
            (2022, 10, 10, true),
        ])
    func known(year: Int, month: Int, day: Int, isWorked: Bool) throws {
        let date = try #require(Day(year: year, month: month, day: day))
        #expect(calendar.isWorked(date) == isWorked)
    }

    @Test("knows nothing of a year that is not published", arguments: [2020, 2024])
    func unknown(year: Int) throws {
        let date = try #require(Day(year: year, month: 3, day: 1))
        #expect(calendar.isWorked(date) == nil)
    }
}
