/// Takes one record from the beginning of some bytes.
struct CSVScanner {
    enum Outcome {
        /// The cells, how many bytes they took with their line end, and how many line feeds those had.
        case record([String], bytes: Int, lines: Int)
        /// A line with nothing on it.
        case empty(bytes: Int)
        case broken(String)
        /// The bytes end before the record does, and are not the last ones.
        case needsMore
    }

    private enum Stop: Error {
        case broken(String)
        case needsMore
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    /// No bytes follow these.
    private let isWhole: Bool
    private var position = 0
    private var lines = 0

    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> Outcome {
        var scanner = CSVScanner(bytes: bytes, isWhole: isWhole)
        do {
            if bytes.first == UInt8(ascii: "\n") || bytes.first == UInt8(ascii: "\r") {
                _ = try scanner.endsRecord()
                return .empty(bytes: scanner.position)
            }
            let cells = try scanner.record()
            return .record(cells, bytes: scanner.position, lines: scanner.lines)
        } catch {
            switch error {
            case .broken(let reason): return .broken(reason)
            case .needsMore: return .needsMore
            }
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }

    private mutating func record() throws(Stop) -> [String] {
        var cells: [String] = []
        while true {
            cells.append(try position < bytes.count && bytes[position] == UInt8(ascii: "\"") ? quoted() : plain())
            guard cells.count <= ImportLimits.columns else {
                throw .broken("a row has at most \(ImportLimits.columns) cells")
            }
            if try endsRecord() { return cells }
        }
    }

    private mutating func plain() throws(Stop) -> String {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return try text(bytes[start..<position])
            case UInt8(ascii: "\""): throw .broken("a quote stands within a cell that does not begin with one")
            default: position += 1
            }
        }
        guard isWhole else { throw .needsMore }
        return try text(bytes[start..<position])
    }

    private mutating func quoted() throws(Stop) -> String {
        var content: [UInt8] = []
        position += 1
        var start = position
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { lines += 1 }
            guard byte == UInt8(ascii: "\"") else { continue }
            if position == bytes.count, !isWhole { throw .needsMore }
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                content.append(contentsOf: bytes[start..<(position - 1)])
                return try content.withUnsafeBufferPointer { (content) throws(Stop) in try text(content[...]) }
            }
            // Two quotes stand for one: the first is kept, the second skipped.
            content.append(contentsOf: bytes[start..<position])
            position += 1
            start = position
        }
        throw isWhole ? .broken("the quote that opens here is never closed") : .needsMore
    }

    private func text(_ slice: Slice<UnsafeBufferPointer<UInt8>>) throws(Stop) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw .broken("these bytes are not UTF-8") }
        return text
    }

    /// Steps over a comma, or over the end of the record, which it tells.
    private mutating func endsRecord() throws(Stop) -> Bool {
        guard position < bytes.count else {
            guard isWhole else { throw .needsMore }
            return true
        }
        switch bytes[position] {
        case UInt8(ascii: ","):
            position += 1
            return false
        case UInt8(ascii: "\n"):
            position += 1
        case UInt8(ascii: "\r"):
            if position + 1 == bytes.count, !isWhole { throw .needsMore }
            guard position + 1 == bytes.count || bytes[position + 1] == UInt8(ascii: "\n") else {
                throw .broken("a carriage return stands alone")
            }
            position = min(position + 2, bytes.count)
        default: throw .broken("after the closing quote only a comma or the end of the row may come")
        }
        lines += 1
        return true
    }
}
