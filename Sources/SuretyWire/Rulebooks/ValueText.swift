package import SuretyDomain

/// The values of a rulebook, read strictly from their text: a unit is part of the value, and one spelling is right.
package enum ValueText {
    /// `48h`, `7 calendar-days`, `3 working-days`, `4 working-hours`; one to 36,500 of them.
    package static func term(_ text: String) -> Term? {
        if text.hasSuffix("h"), let hours = count(text.dropLast()) { return .hours(hours) }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = count(parts[0]) else { return nil }
        switch parts[1] {
        case "calendar-days": return .calendarDays(number)
        case "working-days": return .workingDays(number)
        case "working-hours": return .workingHours(number)
        default: return nil
        }
    }

    /// `14 calendar-days`.
    package static func days(_ text: String) -> Int? {
        guard case .calendarDays(let days) = term(text) else { return nil }
        return Int(days)
    }

    /// `60%`, `2.5%`, `0.01%`.
    package static func share(_ text: String) -> BasisPoints? {
        guard text.hasSuffix("%"), let hundredths = decimal(text.dropLast(), places: 0...2) else { return nil }
        return BasisPoints(Int(hundredths))
    }

    /// `4.5` or `4.50`, in hundredths: a score, or a multiple.
    package static func hundredths(_ text: String) -> Int? {
        guard let value = decimal(text[...], places: 1...2), value <= 100_000 else { return nil }
        return Int(value)
    }

    /// `300.00 CNY`: as many decimals as the currency has.
    package static func money(_ text: String) -> Money? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let currency = Currency(code: String(parts[1])) else { return nil }
        let digits = currency.fractionDigits
        guard let units = digits == 0 ? digitsOnly(parts[0]) : decimal(parts[0], places: digits...digits),
            units <= Money.largestMinorUnits
        else { return nil }
        return Money(minorUnits: units, currency)
    }

    /// A whole number without sign or leading zero.
    package static func whole(_ text: String) -> Int? {
        digitsOnly(text[...]).map(Int.init)
    }

    /// A number with `places.upperBound` or fewer decimals, scaled by ten to that power.
    private static func decimal(_ text: Substring, places: ClosedRange<Int>) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = digitsOnly(parts[0]) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        if parts.count == 2, fraction.isEmpty { return nil }
        guard places.contains(fraction.utf8.count), fraction.utf8.allSatisfy(isDigit) else { return nil }
        var value = whole
        for byte in fraction.utf8 { value = value * 10 + Int64(byte - UInt8(ascii: "0")) }
        for _ in fraction.utf8.count..<places.upperBound { value *= 10 }
        return value
    }

    /// At most 14 digits, so that no arithmetic on it overflows.
    private static func digitsOnly(_ text: Substring) -> Int64? {
        guard (1...14).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        guard text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0") else { return nil }
        return Int64(text)
    }

    private static func count(_ text: Substring) -> Int64? {
        digitsOnly(text).flatMap { (1...36_500).contains($0) ? $0 : nil }
    }

    package static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
