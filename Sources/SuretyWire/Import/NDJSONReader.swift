import SuretyDomain

/// Facts as JSON, one a line. Empty lines mean nothing.
package struct NDJSONReader: FactReader {
    private let file: String
    private var lines: LineReader

    package init(file: String, source: @escaping ChunkSource) {
        self.file = file
        lines = LineReader(source)
    }

    package mutating func next() throws(ImportFault) -> ImportRow? {
        while let found = try lines.next(NDJSONReader.decode) {
            guard let found else { continue }
            switch found {
            case .success(let fact): return .fact(fact, line: lines.number)
            case .failure(let faults): return .bad(BadRow(file: file, line: lines.number, faults: faults))
            }
        }
        return nil
    }

    private static func decode(_ line: UnsafeBufferPointer<UInt8>?) -> Result<Fact, FactFaults>? {
        guard let line else {
            let message = "a line has at most \(ImportLimits.row) bytes"
            return .failure(FactFaults(FactFault(.outOfRange, at: "", message)))
        }
        if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return nil }
        return Result { () throws(FactFaults) in try FactCodec.decode(line) }
    }
}
