import FoundationEssentials
import SuretyDomain
import SuretyWire

/// The files beside the tests. They are read where they lie, so that nothing needs to be bundled.
enum Fixtures {
    static func path(_ name: String, testFile: String = #filePath) -> String {
        // Tests/SuretyWireTests/Support/Fixtures.swift → Tests/Fixtures
        let folders = testFile.split(separator: "/").dropLast(3)
        return "/" + folders.joined(separator: "/") + "/Fixtures/" + name
    }

    /// Writes a reference file anew, with a newline at its end.
    static func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes + [UInt8(ascii: "\n")]).write(to: URL(filePath: path(name)))
    }

    /// The bytes of a file, less the newline at its end.
    static func bytes(_ name: String) throws -> [UInt8] {
        let next = try FileChunks.open(path(name))
        var bytes: [UInt8] = []
        while case let chunk = try next(), !chunk.isEmpty { bytes += chunk }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes
    }
}

/// A text in pieces, as a file or a request body comes.
func chunks(of bytes: [UInt8], size: Int = 7) -> ChunkSource {
    var rest = bytes[...]
    return { () throws(ImportFault) in
        defer { rest = rest.dropFirst(size) }
        return Array(rest.prefix(size))
    }
}

func chunks(of text: String, size: Int = 7) -> ChunkSource { chunks(of: Array(text.utf8), size: size) }

/// Rows to the end, as short text: the fact's id, or the first fault with its line.
func summaries(_ reader: some FactReader) throws -> [String] {
    var reader = reader
    var found: [String] = []
    while let row = try reader.next() {
        switch row {
        case .fact(let fact, let line): found.append("\(line): \(fact.id.text)")
        case .bad(let row): found.append("\(row.line): \(row.faults.all[0].code.rawValue)")
        }
    }
    return found
}
