/// Why bytes are not the JSON we take, and where.
package struct JSONFault: Error, Hashable, Sendable {
    /// Stable: clients may depend on these words.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case malformed
        case truncated
        case invalidUTF8 = "invalid-utf8"
        case invalidString = "invalid-string"
        case duplicateKey = "duplicate-key"
        case numberOutOfRange = "number-out-of-range"
        case tooDeep = "too-deep"
        case tooLarge = "too-large"
        case trailingBytes = "trailing-bytes"
    }

    package let code: Code
    /// The byte at which reading stopped, from 0.
    package let offset: Int
    /// From 1; the column counts bytes.
    package let line: Int
    package let column: Int
    /// The innermost value that was being read: `/lines/0/paid`.
    package let pointer: String
    package let reason: String

    init(_ failure: JSONParser.Failure, path: [String], in bytes: UnsafeBufferPointer<UInt8>) {
        code = failure.code
        offset = failure.offset
        reason = failure.reason
        pointer = path.reversed().map { "/" + $0 }.joined()
        var line = 1
        var lineStart = 0
        for index in 0..<min(failure.offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        column = failure.offset - lineStart + 1
    }

    package var message: String { "\(reason) (line \(line), column \(column), byte \(offset))" }
}
