/// Which texts identifiers, titles and words may be.
enum FactText {
    /// One line that looks like what it is: no control characters, no line breaks, nothing that turns the direction
    /// of the text around it (an identifier is shown to an adjudicator beside others).
    @inline(__always)
    static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 &- 0x20 < 0x5F } || text.unicodeScalars.allSatisfy(isPrintable)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }

    /// A word of the rulebook: `[a-z0-9][a-z0-9/_-]*`.
    @inline(__always)
    static func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLowercaseOrDigit(first) else { return false }
        return text.utf8.allSatisfy { byte in
            isLowercaseOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "_")
        }
    }

    @inline(__always)
    private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }
}

/// A decimal number without sign, as a whole number of its last place: no float is ever made of it.
package enum ExactDecimal {
    /// `"4.50"` with two digits is 450. Further digits must be zeros. Nil where the text is no such number, or larger
    /// than `largest`, which is at most 2^53.
    package static func parse(_ text: String, fractionDigits: Int, largest: Int64) -> Int64? {
        var value: Int64 = 0
        var whole = 0
        var fraction: Int?
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), whole > 0, fraction == nil {
                fraction = 0
                continue
            }
            guard byte &- UInt8(ascii: "0") < 10 else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            if let places = fraction {
                fraction = places + 1
                if places >= fractionDigits {
                    guard digit == 0 else { return nil }
                    continue
                }
            } else {
                whole += 1
            }
            guard value <= largest else { return nil }
            value = value * 10 + digit
        }
        guard whole > 0, fraction != 0 else { return nil }
        for _ in min(fraction ?? 0, fractionDigits)..<fractionDigits {
            guard value <= largest else { return nil }
            value *= 10
        }
        return value <= largest ? value : nil
    }

    /// 450 with two digits is `4.50`.
    package static func format(_ value: Int, fractionDigits: Int) -> String {
        var digits = String(value.magnitude)
        while digits.utf8.count <= fractionDigits { digits = "0" + digits }
        if fractionDigits > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -fractionDigits)) }
        return value < 0 ? "-" + digits : digits
    }
}
