package import SuretyDomain

/// Dates, instants, offsets and hours as a rulebook writes them.
package enum TimeText {
    /// `2022-04-15`.
    package static func day(_ text: some StringProtocol) -> Day? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2),
            let day = number(parts[2], digits: 2)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// `2020-01-24` or `2020-01-24..2020-02-02`, both ends included; at most 31 days.
    package static func days(_ text: String) -> ClosedRange<Day>? {
        if let single = day(text) { return single...single }
        guard text.utf8.count == 22, text.dropFirst(10).hasPrefix("..") else { return nil }
        guard let first = day(text.prefix(10)), let last = day(text.suffix(10)) else { return nil }
        guard first <= last, last.number - first.number < 31 else { return nil }
        return first...last
    }

    /// `+08:00`, `-03:30`.
    package static func zone(_ text: some StringProtocol) -> Zone? {
        guard text.utf8.count == 6, let sign = text.utf8.first, "+-".utf8.contains(sign) else { return nil }
        guard let minutes = minutes(text.dropFirst()) else { return nil }
        return Zone(offsetMinutes: sign == UInt8(ascii: "-") ? -minutes : minutes)
    }

    /// `2022-04-15T00:00+08:00`, seconds optional. An instant without an offset is no instant.
    package static func instant(_ text: String) -> Instant? {
        let length = text.utf8.count
        guard length == 22 || length == 25 else { return nil }
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = day(parts[0]), let zone = zone(parts[1].suffix(6)) else { return nil }
        let clock = parts[1].dropLast(6)
        guard let minutes = minutes(clock.prefix(5)), minutes < 1_440 else { return nil }
        var seconds = 0
        if clock.utf8.count == 8 {
            guard clock.dropFirst(5).hasPrefix(":"), let part = number(clock.suffix(2), digits: 2), part < 60 else {
                return nil
            }
            seconds = part
        }
        return zone.start(of: day).adding(milliseconds: Int64(minutes * 60 + seconds) * 1_000)
    }

    /// `09:00-18:00` as milliseconds of the day.
    package static func hours(_ text: String) -> Range<Int64>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = minutes(parts[0]), let to = minutes(parts[1]), from < to else { return nil }
        return Int64(from) * 60_000..<Int64(to) * 60_000
    }

    /// `HH:MM` up to 24:00, in minutes.
    private static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2),
            hour <= 24, minute < 60, hour * 60 + minute <= 1_440
        else { return nil }
        return hour * 60 + minute
    }

    private static func number(_ text: some StringProtocol, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy(ValueText.isDigit) else { return nil }
        return Int(String(text))
    }

    /// `2022-04-15T00:00+08:00`, with seconds only where there are any.
    package static func text(_ instant: Instant, in zone: Zone) -> String {
        let day = zone.day(of: instant)
        let seconds = zone.timeOfDay(instant) / 1_000
        let clock = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60))"
        let rest = seconds % 60 == 0 ? "" : ":\(two(seconds % 60))"
        return "\(text(day))T\(clock)\(rest)\(text(zone))"
    }

    package static func text(_ day: Day) -> String {
        let civil = day.civil
        let year = String(civil.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year
            + "-\(two(Int64(civil.month)))-\(two(Int64(civil.day)))"
    }

    package static func text(_ zone: Zone) -> String {
        let minutes = Int64(abs(zone.offsetMinutes))
        return "\(zone.offsetMinutes < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    package static func text(hours: Range<Int64>) -> String {
        [hours.lowerBound, hours.upperBound].map { "\(two($0 / 3_600_000)):\(two($0 / 60_000 % 60))" }
            .joined(separator: "-")
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
}
