package import SuretyDomain

/// Instants as text: `2022-04-15T08:00:00.000+08:00`.
package enum RFC3339 {
    /// Why a text is no instant we take.
    package enum Fault: String, Error, Hashable, Sendable {
        case malformed = "a time is written like 2022-04-15T08:00:00.000+08:00"
        case noOffset = "the offset from UTC is missing: end with Z or, say, +08:00"
        case tooPrecise = "times are taken to the millisecond: at most three digits after the point, then zeros only"
        case outOfRange = "times from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z are taken"
    }

    /// The first and last milliseconds that have a canonical text.
    package static let range: ClosedRange<Int64> = 0...253_402_300_799_999

    /// The instant of a text with offset, or the reason why it is none.
    package static func parse(_ text: String) throws(Fault) -> Instant {
        var text = text
        return try text.withUTF8 { bytes in Result { () throws(Fault) in try parse(bytes) } }.get()
    }

    package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> Instant {
        var digits = DigitReader(bytes: bytes)
        let local = try digits.localTime(separators: (UInt8(ascii: "T"), UInt8(ascii: "t")))
        let fraction = try digits.milliseconds()
        let offset = try digits.offsetMinutes()
        guard digits.isAtEnd else { throw .malformed }
        let milliseconds = local * 1_000 + fraction - Int64(offset) * 60_000
        guard range.contains(milliseconds) else { throw .outOfRange }
        return Instant(milliseconds: milliseconds)
    }

    /// The instant of a wall clock's `2017-10-02 10:56:33` in a zone.
    package static func parseLocal(_ text: String, in zone: Zone) throws(Fault) -> Instant {
        var text = text
        let seconds = text.withUTF8 { bytes in
            Result { () throws(Fault) in
                var digits = DigitReader(bytes: bytes)
                let seconds = try digits.localTime(separators: (UInt8(ascii: " "), UInt8(ascii: "T")))
                guard digits.isAtEnd else { throw .malformed }
                return seconds
            }
        }
        let milliseconds = try seconds.get() * 1_000 - Int64(zone.offsetMinutes) * 60_000
        guard range.contains(milliseconds) else { throw .outOfRange }
        return Instant(milliseconds: milliseconds)
    }

    /// The text of an instant in a zone, with milliseconds; UTC is written `Z`, which is the canonical form.
    package static func format(_ instant: Instant, in zone: Zone = .utc) -> String {
        var bytes: [UInt8] = []
        append(instant, in: zone, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func append(_ instant: Instant, in zone: Zone = .utc, to bytes: inout [UInt8]) {
        let (year, month, day) = zone.day(of: instant).civil
        let time = Int(zone.timeOfDay(instant))
        // A year is written with four digits. Outside 0 to 9999, which no parser lets in, it would be a bug of ours.
        precondition((0...9_999).contains(year), "instants lie within the years 0 to 9999")
        append(year / 100, to: &bytes)
        append(year % 100, to: &bytes)
        append(month, after: "-", to: &bytes)
        append(day, after: "-", to: &bytes)
        append(time / 3_600_000, after: "T", to: &bytes)
        append(time / 60_000 % 60, after: ":", to: &bytes)
        append(time / 1_000 % 60, after: ":", to: &bytes)
        append(time / 10 % 100, after: ".", to: &bytes)
        bytes.append(UInt8(ascii: "0") + UInt8(time % 10))
        if zone == .utc { return bytes.append(UInt8(ascii: "Z")) }
        let minutes = abs(zone.offsetMinutes)
        append(minutes / 60, after: zone.offsetMinutes < 0 ? "-" : "+", to: &bytes)
        append(minutes % 60, after: ":", to: &bytes)
    }

    private static func append(_ twoDigits: Int, after mark: Unicode.Scalar? = nil, to bytes: inout [UInt8]) {
        if let mark { bytes.append(UInt8(ascii: mark)) }
        bytes.append(UInt8(ascii: "0") + UInt8(twoDigits / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(twoDigits % 10))
    }
}

extension Zone {
    /// The zone of an offset as text: `+08:00`, `-03:00`, `Z`.
    package init?(offset text: String) {
        var text = text
        let minutes = text.withUTF8 { bytes -> Int? in
            var digits = DigitReader(bytes: bytes)
            guard let minutes = try? digits.offsetMinutes(), digits.isAtEnd else { return nil }
            return minutes
        }
        guard let minutes else { return nil }
        self.init(offsetMinutes: minutes)
    }
}
