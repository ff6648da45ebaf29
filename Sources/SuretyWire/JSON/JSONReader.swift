/// What a text may contain at most.
package struct JSONLimits: Hashable, Sendable {
    package var bytes: Int
    /// Objects and arrays within each other; never more than `deepest`, whatever is asked for.
    package var depth: Int
    /// The largest magnitude of a whole number.
    package var integer: Int64

    package static let deepest = 128
    /// What every JSON reader, JavaScript's included, carries exactly: 2^53.
    package static let exactInteger: Int64 = 9_007_199_254_740_992

    package init(bytes: Int = 1 << 20, depth: Int = 32, integer: Int64 = .max) {
        self.bytes = bytes
        self.depth = depth
        self.integer = integer
    }
}

/// Reads one JSON text, as RFC 8259 has it and stricter: no duplicate names, no NUL, no lone surrogates, no byte order
/// mark, nothing after the value. Whatever the bytes are, it returns a value or throws.
package enum JSONReader {
    package static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) in try parse(buffer, limits: limits) }
    }

    package static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes: bytes, limits: limits)
        do {
            return try parser.document()
        } catch {
            throw JSONFault(parser.failure, path: parser.path, in: bytes)
        }
    }
}
