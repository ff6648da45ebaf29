extension JSONParser {
    /// A string, from its opening quote to behind its closing one.
    mutating func string() throws(Stop) -> String {
        position += 1
        let start = position
        try skipPlain()
        // Most strings have no escape and are taken as they stand.
        if byte(at: position) == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        }
        return try stringWithEscapes(from: start)
    }

    private mutating func stringWithEscapes(from start: Int) throws(Stop) -> String {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: bytes[start..<position])
        while byte(at: position) == UInt8(ascii: "\\") {
            try escape()
            let plain = position
            try skipPlain()
            scratch.append(contentsOf: bytes[plain..<position])
        }
        position += 1
        return String(decoding: scratch, as: UTF8.self)
    }

    /// Steps over text that stands for itself, up to a quote or a backslash.
    private mutating func skipPlain() throws(Stop) {
        var index = position
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                position = index
                return
            }
            if byte < 0x20 {
                position = index
                throw fail(.invalidString, "a control character in a string must be escaped")
            }
            if byte < 0x80 {
                index += 1
            } else {
                let length = UTF8Sequence.length(at: index, in: bytes)
                guard length > 0 else {
                    position = index
                    throw fail(.invalidUTF8, "these bytes are not UTF-8")
                }
                index += length
            }
        }
        position = bytes.count
        throw fail(.truncated, "the text ends within a string")
    }

    private mutating func escape() throws(Stop) {
        let start = position
        position += 2
        switch byte(at: start + 1) {
        case UInt8(ascii: "\""): scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): scratch.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): scratch.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"): try unicodeEscape(from: start)
        default:
            position = start + 1
            throw unexpected("one of \" \\ / b f n r t u after the backslash")
        }
    }

    /// `\uXXXX`, or two of them that make one character.
    private mutating func unicodeEscape(from start: Int) throws(Stop) {
        let unit = try fourHexDigits()
        var value = UInt32(unit)
        if UTF16.isLeadSurrogate(unit) {
            guard byte(at: position) == UInt8(ascii: "\\"), byte(at: position + 1) == UInt8(ascii: "u") else {
                throw fail(.invalidString, at: start, "half of a surrogate pair stands alone")
            }
            position += 2
            let low = try fourHexDigits()
            guard UTF16.isTrailSurrogate(low) else {
                throw fail(.invalidString, at: start, "half of a surrogate pair stands alone")
            }
            value = 0x1_0000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(low) & 0x3FF
        }
        // NUL ends strings in libraries written in C, PostgreSQL refuses it, and no name needs it.
        guard value != 0 else { throw fail(.invalidString, at: start, "the character NUL is not taken") }
        guard let scalar = Unicode.Scalar(value) else {
            throw fail(.invalidString, at: start, "half of a surrogate pair stands alone")
        }
        scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func fourHexDigits() throws(Stop) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            let byte = byte(at: position)
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw unexpected("four hexadecimal digits")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}

/// Well-formed UTF-8, by table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    /// How many bytes the sequence at `index` has, 2 to 4; 0 where there is none.
    static func length(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        func continues(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + distance < bytes.count && range.contains(bytes[index + distance])
        }
        switch bytes[index] {
        case 0xC2...0xDF: return continues(1) ? 2 : 0
        case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
        case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
        case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
        case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }
}
