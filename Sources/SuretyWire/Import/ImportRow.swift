package import SuretyDomain

/// What a reader found at one place of a file.
package enum ImportRow: Hashable, Sendable {
    case fact(Fact, line: Int)
    case bad(BadRow)
}

/// A row that is no fact. Reading goes on behind it.
package struct BadRow: Error, Hashable, Sendable {
    package let file: String
    /// The line the row begins in, from 1.
    package let line: Int
    package let faults: FactFaults

    package init(file: String, line: Int, faults: FactFaults) {
        self.file = file
        self.line = line
        self.faults = faults
    }

    init(file: String, line: Int, _ code: FactFault.Code, at pointer: String = "", _ message: String) {
        self.init(file: file, line: line, faults: FactFaults(FactFault(code, at: pointer, message)))
    }

    /// One line for each fault, as compilers write them.
    package var messages: [String] {
        faults.all.map { fault in
            let place = fault.pointer.isEmpty ? "" : "\(fault.pointer): "
            return "\(file):\(line): \(place)\(fault.message) [\(fault.code.rawValue)]"
        }
    }
}

/// Reads facts from somewhere, one after the other, holding no more than a row and a chunk of them.
package protocol FactReader {
    /// The next fact or bad row, nil at the end.
    mutating func next() throws(ImportFault) -> ImportRow?
}

package enum ImportLimits {
    /// Bytes of one row. A longer one is a bad row; it is never held whole.
    package static let row = 1 << 20
    package static let columns = 5_000
}
