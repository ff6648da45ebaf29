/// One record of a table.
package struct CSVRecord: Hashable, Sendable {
    /// The line it begins in, from 1.
    package let line: Int
    package let cells: [String]
}

/// A table as RFC 4180 has it: cells between commas, in quotes where they hold commas, quotes (doubled) or line breaks.
///
/// A record that breaks these rules is reported, and reading goes on with the line after the one it begins in: a quote
/// that is never closed costs one row, not the rest of the file.
package struct CSVReader {
    package enum Row: Hashable, Sendable {
        case record(CSVRecord)
        case broken(line: Int, reason: String)
    }

    private var window: ByteWindow
    private var line = 1

    package init(_ source: @escaping ChunkSource) { window = ByteWindow(source) }

    /// The next record that is not an empty line; nil at the end.
    package mutating func next() throws(ImportFault) -> Row? {
        while true {
            let isWhole = window.isAtEnd
            if isWhole, window.count == 0 { return nil }
            switch window.withUnused({ CSVScanner.scan($0, isWhole: isWhole) }) {
            case .record(_, let bytes, _) where bytes > ImportLimits.row:
                return try skip(because: "a row has at most \(ImportLimits.row) bytes")
            case .record(let cells, let bytes, let lines):
                let record = CSVRecord(line: line, cells: cells)
                window.use(bytes)
                line += lines
                return .record(record)
            case .empty(let bytes):
                window.use(bytes)
                line += 1
            case .broken(let reason):
                return try skip(because: reason)
            case .needsMore:
                if window.count > ImportLimits.row {
                    return try skip(because: "a row has at most \(ImportLimits.row) bytes")
                }
                try window.fill()
            }
        }
    }

    private mutating func skip(because reason: String) throws(ImportFault) -> Row {
        let broken = Row.broken(line: line, reason: reason)
        try window.skipLine()
        line += 1
        return broken
    }
}
