import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("Any term")
struct TermPropertyTests {
    let almanac = Almanacs.ordinary
    /// Far enough from the ends of the published years that no term below runs out of them.
    let starts = Almanacs.at(2021, 1, 1).milliseconds...Almanacs.at(2023, 6, 1).milliseconds

    @Test("never ends before it begins, and later for a later start or a longer term", arguments: [1, 20_260_801])
    func monotone(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let start = Instant(milliseconds: chance.int64(in: starts))
            let later = start.adding(milliseconds: chance.int64(in: 0...300_000_000))
            let count = chance.int64(in: 0...40)
            for (term, longer) in Self.terms(count, count + chance.int64(in: 1...40)) {
                let end = try term.deadline(from: start, in: almanac).expiresAt
                #expect(end >= start, "seed \(seed): \(term) from \(start)")
                #expect(
                    try term.deadline(from: later, in: almanac).expiresAt >= end,
                    "seed \(seed): \(term) from \(start), then from \(later)")
                #expect(
                    try longer.deadline(from: start, in: almanac).expiresAt > end,
                    "seed \(seed): \(longer) after \(term) from \(start)")
            }
        }
    }

    @Test("of days is the age at which a thing is so many days old", arguments: [2, 20_260_802])
    func age(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let born = Instant(milliseconds: chance.int64(in: starts))
            let days = chance.int64(in: 1...120)
            let now = born.adding(milliseconds: chance.int64(in: 0...122 * Instant.millisecondsPerDay))
            let end = try Term.calendarDays(days).deadline(from: born, in: almanac).expiresAt
            #expect(
                (almanac.zone.age(since: born, at: now) >= days) == (now >= end),
                "seed \(seed): born \(born), \(days) days, now \(now)")
        }
    }

    @Test("of working hours ends after exactly that much time inside them", arguments: [3, 20_260_803])
    func workingHours(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let start = Instant(milliseconds: chance.int64(in: starts))
            let count = chance.int64(in: 1...60)
            let end = try Term.workingHours(count).deadline(from: start, in: almanac).expiresAt
            #expect(worked(from: start, to: end) == count * Almanacs.hour, "seed \(seed): \(count) h from \(start)")
            #expect(
                worked(from: start, to: end.adding(milliseconds: -1)) < count * Almanacs.hour,
                "seed \(seed): \(count) h from \(start) ends no earlier")
        }
    }

    @Test("of working days ends after exactly so many worked days", arguments: [4, 20_260_804])
    func workingDays(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let start = Instant(milliseconds: chance.int64(in: starts))
            let count = chance.int64(in: 1...60)
            let end = try Term.workingDays(count).deadline(from: start, in: almanac).expiresAt
            let first = almanac.zone.day(of: start).number + 1
            let last = almanac.zone.day(of: end).number - 1
            let worked = (first...last).count { almanac.calendar.isWorked(Day(number: $0)) == true }
            #expect(Int64(worked) == count, "seed \(seed): \(count) days from \(start)")
            #expect(almanac.calendar.isWorked(Day(number: last)) == true, "seed \(seed): \(count) days from \(start)")
        }
    }

    private static func terms(_ count: Int64, _ longer: Int64) -> [(Term, Term)] {
        [
            (.hours(count), .hours(longer)), (.calendarDays(count), .calendarDays(longer)),
            (.workingDays(count), .workingDays(longer)), (.workingHours(count), .workingHours(longer)),
        ]
    }

    /// Time inside working hours, day by day: slower and plainer than the code it checks.
    private func worked(from start: Instant, to end: Instant) -> Int64 {
        var total: Int64 = 0
        var day = almanac.zone.day(of: start)
        while almanac.zone.start(of: day) < end {
            let midnight = almanac.zone.start(of: day)
            let from = max(start, midnight.adding(milliseconds: almanac.workingHours.lowerBound))
            let to = min(end, midnight.adding(milliseconds: almanac.workingHours.upperBound))
            total += max(0, to.milliseconds - from.milliseconds)
            day = day.adding(days: 1)
        }
        return total
    }
}
