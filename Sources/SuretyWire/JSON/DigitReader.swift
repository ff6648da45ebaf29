import SuretyDomain

/// Reads the parts of a time, left to right.
struct DigitReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    /// Date and time of day, as seconds since 1970-01-01T00:00:00 on the same clock.
    mutating func localTime(separators: (UInt8, UInt8)) throws(RFC3339.Fault) -> Int64 {
        let century = try twoDigits()
        let year = try century * 100 + twoDigits()
        try mark(UInt8(ascii: "-"))
        let month = try twoDigits()
        try mark(UInt8(ascii: "-"))
        let dayOfMonth = try twoDigits()
        guard let day = Day(year: year, month: month, day: dayOfMonth) else { throw .malformed }
        guard current == separators.0 || current == separators.1 else { throw .malformed }
        position += 1
        let hour = try twoDigits()
        try mark(UInt8(ascii: ":"))
        let minute = try twoDigits()
        try mark(UInt8(ascii: ":"))
        let second = try twoDigits()
        // No leap second: a day has 86,400 of them here, as it has for every clock this is compared with.
        guard hour <= 23, minute <= 59, second <= 59 else { throw .malformed }
        return day.number * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// What follows a decimal point, if one is there.
    mutating func milliseconds() throws(RFC3339.Fault) -> Int64 {
        guard current == UInt8(ascii: ".") else { return 0 }
        position += 1
        var value: Int64 = 0
        var unit: Int64 = 100
        guard isDigit else { throw .malformed }
        while isDigit {
            let digit = Int64(bytes[position] - UInt8(ascii: "0"))
            if unit == 0, digit != 0 { throw .tooPrecise }
            value += digit * unit
            unit /= 10
            position += 1
        }
        return value
    }

    /// `Z`, `+08:00` or `-03:00`, within what the world uses.
    mutating func offsetMinutes() throws(RFC3339.Fault) -> Int {
        let sign: Int
        switch current {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position += 1
            return 0
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: throw isAtEnd ? .noOffset : .malformed
        }
        position += 1
        let hours = try twoDigits()
        try mark(UInt8(ascii: ":"))
        let minutes = try twoDigits()
        guard minutes <= 59, let zone = Zone(offsetMinutes: sign * (hours * 60 + minutes)) else { throw .malformed }
        return zone.offsetMinutes
    }

    /// 0 beyond the end, which matches nothing.
    private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private var isDigit: Bool { current &- UInt8(ascii: "0") < 10 }

    private mutating func mark(_ byte: UInt8) throws(RFC3339.Fault) {
        guard current == byte else { throw .malformed }
        position += 1
    }

    private mutating func twoDigits() throws(RFC3339.Fault) -> Int {
        guard isDigit else { throw .malformed }
        let tens = Int(bytes[position] - UInt8(ascii: "0"))
        position += 1
        guard isDigit else { throw .malformed }
        let ones = Int(bytes[position] - UInt8(ascii: "0"))
        position += 1
        return tens * 10 + ones
    }
}
