import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("A term")
struct TermTests {
    let almanac = Almanacs.ordinary

    @Test("of seven days from sign-for runs from the next midnight, and acting on the day itself is in time")
    func sevenDays() throws {
        let signed = Almanacs.at(2022, 3, 1, 14, 30)
        let deadline = try Term.calendarDays(7).deadline(from: signed, in: almanac)

        #expect(deadline.expiresAt == Almanacs.at(2022, 3, 9))
        #expect(deadline.isMet(at: Almanacs.at(2022, 3, 1, 18)))
        #expect(deadline.isMet(at: Almanacs.at(2022, 3, 8, 23, 59, 59, millisecond: 999)))
        #expect(!deadline.isMet(at: Almanacs.at(2022, 3, 9)))
        // Seven times 24 hours would end nine and a half hours early, which the law does not allow.
        #expect(deadline.expiresAt.milliseconds - signed.adding(hours: 7 * 24).milliseconds == 19 * Almanacs.hour / 2)
    }

    @Test("of 24 hours from the same sign-for ends at the same clock reading of the next day")
    func twentyFourHours() throws {
        let deadline = try Term.hours(24).deadline(from: Almanacs.at(2022, 3, 1, 14, 30), in: almanac)
        #expect(deadline.expiresAt == Almanacs.at(2022, 3, 2, 14, 30))
    }

    @Test("of 48 hours is met at 47:59:59.999 and missed at 48:00, whenever it is processed")
    func lastMillisecond() throws {
        let applied = Almanacs.at(2022, 3, 1, 10)
        let deadline = try Term.hours(48).deadline(from: applied, in: almanac)
        #expect(deadline.isMet(at: Almanacs.at(2022, 3, 3, 9, 59, 59, millisecond: 999)))
        #expect(!deadline.isMet(at: Almanacs.at(2022, 3, 3, 10)))
    }

    @Test("in days is counted in the rulebook's zone, not in UTC")
    func zone() throws {
        // 00:10 in Shanghai is still the day before in UTC; 23:50 is the same day in both.
        let early = try Term.calendarDays(1).deadline(from: Almanacs.at(2022, 3, 1, 0, 10), in: almanac)
        let late = try Term.calendarDays(1).deadline(from: Almanacs.at(2022, 3, 1, 23, 50), in: almanac)
        #expect(early.expiresAt == Almanacs.at(2022, 3, 3))
        #expect(late == early)

        let utc = Almanac(zone: .utc, workingHours: almanac.workingHours, calendar: almanac.calendar)
        let inUTC = try Term.calendarDays(1).deadline(from: Almanacs.at(2022, 3, 1, 0, 10), in: utc)
        #expect(inUTC.expiresAt == Almanacs.at(2022, 3, 2, 8))
    }

    @Test("in days crosses the ends of months and years at 00:00 of the zone")
    func edges() throws {
        let overFebruary = try Term.calendarDays(2).deadline(from: Almanacs.at(2024, 2, 27, 12), in: almanac)
        let overNewYear = try Term.calendarDays(7).deadline(from: Almanacs.at(2022, 12, 31, 23, 59, 59), in: almanac)
        #expect(overFebruary.expiresAt == Almanacs.at(2024, 3, 1))
        #expect(overNewYear.expiresAt == Almanacs.at(2023, 1, 8))
    }

    @Test(
        "in working days counts make-up Saturdays and Sundays and skips holidays",
        arguments: [
            // Friday 28 January: the weekend is worked, then a week of Spring Festival.
            (Almanacs.at(2022, 1, 28, 10), 1, Almanacs.at(2022, 1, 30)),
            (Almanacs.at(2022, 1, 28, 10), 2, Almanacs.at(2022, 1, 31)),
            (Almanacs.at(2022, 1, 28, 10), 3, Almanacs.at(2022, 2, 8)),
            // An ordinary Friday, a Saturday, and the last moment of a Thursday.
            (Almanacs.at(2022, 3, 4, 9), 1, Almanacs.at(2022, 3, 8)),
            (Almanacs.at(2022, 3, 5, 9), 1, Almanacs.at(2022, 3, 8)),
            (Almanacs.at(2022, 3, 3, 23, 59, 59), 1, Almanacs.at(2022, 3, 5)),
            // The New Year that begins in the year before.
            (Almanacs.at(2022, 12, 30, 12), 1, Almanacs.at(2023, 1, 4)),
        ] as [(Instant, Int64, Instant)])
    func workingDays(start: Instant, count: Int64, end: Instant) throws {
        #expect(try Term.workingDays(count).deadline(from: start, in: almanac).expiresAt == end)
    }

    @Test("in working days refuses to guess a year without a published calendar")
    func unpublishedYear() throws {
        #expect(throws: UnpublishedYear(year: 2024)) {
            try Term.workingDays(1).deadline(from: Almanacs.at(2023, 12, 29, 12), in: almanac)
        }
        let none = try Term.workingDays(0).deadline(from: Almanacs.at(2023, 12, 29, 12), in: almanac)
        #expect(none.expiresAt == Almanacs.at(2023, 12, 30))
    }

    @Test(
        "of four working hours counts 09:00 to 18:00 of every day",
        arguments: [
            (Almanacs.at(2022, 3, 1, 10), Almanacs.at(2022, 3, 1, 14)),
            (Almanacs.at(2022, 3, 1, 6), Almanacs.at(2022, 3, 1, 13)),
            (Almanacs.at(2022, 3, 1, 16), Almanacs.at(2022, 3, 2, 11)),
            (Almanacs.at(2022, 3, 1, 20), Almanacs.at(2022, 3, 2, 13)),
            // A minute too late for one day.
            (Almanacs.at(2022, 3, 1, 14, 1), Almanacs.at(2022, 3, 2, 9, 1)),
            // It ends when the day does, and a term that begins at closing begins next morning.
            (Almanacs.at(2022, 3, 1, 14), Almanacs.at(2022, 3, 1, 18)),
            (Almanacs.at(2022, 3, 1, 18), Almanacs.at(2022, 3, 2, 13)),
            // Saturday, and the first day of Spring Festival.
            (Almanacs.at(2022, 3, 5, 10), Almanacs.at(2022, 3, 5, 14)),
            (Almanacs.at(2022, 2, 1, 10), Almanacs.at(2022, 2, 1, 14)),
        ])
    func workingHours(start: Instant, end: Instant) throws {
        #expect(try Term.workingHours(4).deadline(from: start, in: almanac).expiresAt == end)
    }

    @Test("of three kinds may run on one parcel, each to its own end")
    func sideBySide() throws {
        let signed = Almanacs.at(2022, 3, 4, 17)
        let ends = try [Term.hours(24), .calendarDays(1), .workingDays(1), .workingHours(2)].map {
            try $0.deadline(from: signed, in: almanac).expiresAt
        }
        #expect(
            ends == [
                Almanacs.at(2022, 3, 5, 17), Almanacs.at(2022, 3, 6), Almanacs.at(2022, 3, 8),
                Almanacs.at(2022, 3, 5, 10),
            ])
    }
}
