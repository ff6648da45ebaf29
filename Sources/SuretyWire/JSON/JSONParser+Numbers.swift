extension JSONParser {
    /// The longest text of a number that is not whole. Nothing we take needs a quarter of it.
    static let longestDecimal = 64

    mutating func number() throws(Stop) -> JSONValue {
        let start = position
        let isNegative = byte(at: position) == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let digits = position
        var magnitude: UInt64 = 0
        var overflow = false
        while case let byte = byte(at: position), isDigit(byte) {
            // Nineteen digits always fit; only longer ones need the slow check.
            if position - digits < 19 {
                magnitude = magnitude &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
            } else {
                overflow = true
            }
            position += 1
        }
        guard position > digits else { throw unexpected("a digit") }
        if byte(at: digits) == UInt8(ascii: "0"), position > digits + 1 {
            throw fail(.malformed, at: digits, "a number does not begin with 0")
        }
        switch byte(at: position) {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return try decimal(from: start)
        default: break
        }
        // At most 2^63 - 1 on either side: nothing needs the one value more on the negative side.
        guard !overflow, magnitude <= UInt64(limits.integer.magnitude), magnitude <= UInt64(Int64.max) else {
            throw fail(
                .numberOutOfRange, at: start, "a whole number lies between -\(limits.integer) and \(limits.integer)")
        }
        let value = Int64(magnitude)
        return .integer(isNegative ? -value : value)
    }

    private mutating func decimal(from start: Int) throws(Stop) -> JSONValue {
        if byte(at: position) == UInt8(ascii: ".") {
            position += 1
            try skipDigits()
        }
        if byte(at: position) | 0x20 == UInt8(ascii: "e") {
            position += 1
            if byte(at: position) == UInt8(ascii: "+") || byte(at: position) == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        guard position - start <= JSONParser.longestDecimal else {
            throw fail(.numberOutOfRange, at: start, "a number has at most \(JSONParser.longestDecimal) characters")
        }
        return .decimal(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
    }

    private mutating func skipDigits() throws(Stop) {
        guard isDigit(byte(at: position)) else { throw unexpected("a digit") }
        while isDigit(byte(at: position)) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
