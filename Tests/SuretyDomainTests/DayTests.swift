import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("A day")
struct DayTests {
    @Test("gives back the date it was made of, in all years from 1 to 9999")
    func roundTrip() throws {
        for year in 1...9_999 {
            for month in [1, 2, 3, 12] {
                for day in [1, 28, 29] {
                    guard let date = Day(year: year, month: month, day: day) else {
                        #expect(month == 2 && day == 29, "\(year)-\(month)-\(day)")
                        continue
                    }
                    let civil = date.civil
                    #expect(civil == (year, month, day), "\(year)-\(month)-\(day) came back as \(civil)")
                }
            }
        }
    }

    @Test("gives back any date between, and the next number is the next date", arguments: [5, 20_260_805])
    func succession(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let first = try #require(Day(year: 1, month: 1, day: 1)).number
        let last = try #require(Day(year: 9_999, month: 12, day: 31)).number
        for _ in 0..<5_000 {
            let day = Day(number: chance.int64(in: first...last - 1))
            let civil = day.civil
            let next = day.adding(days: 1).civil
            #expect(
                Day(year: civil.year, month: civil.month, day: civil.day) == day, "seed \(seed): day \(day.number)")
            let follows =
                next == (civil.year, civil.month, civil.day + 1)
                || next.day == 1 && (next.month == civil.month + 1 || next == (civil.year + 1, 1, 1))
            #expect(follows, "seed \(seed): \(next) after \(civil)")
            #expect(day.adding(days: 1).weekday == (day.weekday + 1) % 7, "seed \(seed): day \(day.number)")
        }
    }

    @Test(
        "is refused where the calendar has none such",
        arguments: [
            (2022, 2, 29), (1900, 2, 29), (2022, 4, 31), (2022, 13, 1), (2022, 0, 1), (2022, 1, 0), (2022, 1, 32),
            (0, 1, 1), (10_000, 1, 1), (Int.max, 1, 1), (2022, Int.min, 1), (2022, 1, Int.max),
        ])
    func refused(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }

    @Test(
        "knows its weekday",
        arguments: [(1970, 1, 1, 3), (2022, 4, 15, 4), (2024, 2, 29, 3), (1, 1, 1, 0), (2000, 1, 1, 5)])
    func weekday(year: Int, month: Int, day: Int, weekday: Int) throws {
        let date = try #require(Day(year: year, month: month, day: day))
        #expect(date.weekday == weekday)
        #expect(date.isWeekend == (weekday >= 5))
    }

    @Test("begins at 00:00 of the zone, which is 16:00 of the day before in UTC")
    func start() throws {
        let date = try #require(Day(year: 2022, month: 1, day: 1))
        #expect(Almanacs.china.start(of: date).milliseconds == 1_640_966_400_000)  // 2021-12-31T16:00:00Z
    }

    @Test("is the one its own moments fall on, in any zone, before 1970 too", arguments: [6, 20_260_806])
    func dayOfInstant(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let zone = try #require(Zone(offsetMinutes: chance.int(in: -720...840)))
            let instant = Instant(milliseconds: chance.int64(in: -60_000_000_000_000...250_000_000_000_000))
            let day = zone.day(of: instant)
            #expect(zone.start(of: day) <= instant && instant < zone.start(of: day.adding(days: 1)), "seed \(seed)")
            #expect(zone.start(of: day).adding(milliseconds: zone.timeOfDay(instant)) == instant, "seed \(seed)")
        }
    }

    @Test("needs a zone the world uses", arguments: [-721, 841, Int.max, Int.min])
    func zones(minutes: Int) {
        #expect(Zone(offsetMinutes: minutes) == nil)
    }
}

@Suite("An age")
struct AgeTests {
    @Test("counts whole days from the day after")
    func counts() {
        let zone = Almanacs.china
        let born = Almanacs.at(2022, 3, 1, 14, 30)
        #expect(zone.age(since: born, at: born) == 0)
        #expect(zone.age(since: born, at: Almanacs.at(2022, 3, 2, 23, 59, 59)) == 0)
        #expect(zone.age(since: born, at: Almanacs.at(2022, 3, 3)) == 1)
        #expect(zone.age(since: born, at: Almanacs.at(2022, 5, 31)) == 90)
    }

    @Test("is never negative")
    func neverNegative() {
        #expect(Almanacs.china.age(since: Almanacs.at(2022, 3, 1), at: Almanacs.at(2021, 3, 1)) == 0)
    }
}
