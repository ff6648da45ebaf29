import SuretyWire
import Testing

@Suite("A table of comma-separated cells")
struct CSVReaderTests {
    /// Rows as `line: cell|cell`, broken ones as `line! reason`.
    private func read(_ bytes: [UInt8], size: Int) throws -> [String] {
        var reader = CSVReader(chunks(of: bytes, size: size))
        var rows: [String] = []
        while let row = try reader.next() {
            switch row {
            case .record(let record): rows.append("\(record.line): \(record.cells.joined(separator: "|"))")
            case .broken(let line, let reason): rows.append("\(line)! \(reason)")
            }
        }
        return rows
    }

    static let stray = "a quote stands within a cell that does not begin with one"
    static let after = "after the closing quote only a comma or the end of the row may come"
    static let open = "the quote that opens here is never closed"

    static let examples: [(String, [String])] = [
        ("", []), ("\n\r\n", []), ("a", ["1: a"]), ("a,b\nc,d", ["1: a|b", "2: c|d"]),
        ("a,b\r\nc,d\r\n", ["1: a|b", "2: c|d"]), ("a,b\r", ["1: a|b"]), ("\u{FEFF}a\n", ["1: a"]),
        (",\n", ["1: |"]), ("a,,\n", ["1: a||"]), (" a , b ", ["1:  a | b "]), ("a\n\nb", ["1: a", "3: b"]),
        (#""a","b"# + "\"\n", ["1: a|b"]), (#""a,b","""c""""# + "\n", ["1: a,b|\"c\""]), (#""""#, ["1: "]),
        ("\"a\r\nb\"\nc", ["1: a\r\nb", "3: c"]), ("x,\"a\n\n\"\ny,z", ["1: x|a\n\n", "4: y|z"]),
        ("信,\"任\"\"购\"\n", ["1: 信|任\"购"]),
        ("a\"b,c\nd", ["1! \(stray)", "2: d"]), ("\"a\"b,c\nd", ["1! \(after)", "2: d"]),
        ("a\rb\nc", ["1! a carriage return stands alone", "2: c"]),
        ("a\n\"b\nc\nd", ["1: a", "2! \(open)", "3: c", "4: d"]), ("\"", ["1! \(open)"]), ("a,\"b", ["1! \(open)"]),
        ("\"a\nb\"c\nd", ["1! \(after)", "2! \(stray)", "3: d"]),
    ]

    @Test("is read by the rules of RFC 4180, and a row that breaks them costs one row", arguments: examples)
    func tables(text: String, rows: [String]) throws {
        for size in [1, 2, 3, 5, 1_000] { #expect(try read(Array(text.utf8), size: size) == rows) }
    }

    @Test("must be UTF-8")
    func encoding() throws {
        #expect(try read([0x61, 0x0A, 0xE9, 0x0A, 0x62], size: 2) == ["1: a", "2! these bytes are not UTF-8", "3: b"])
        #expect(try read([0x22, 0xC3, 0x22, 0x0A, 0x62], size: 2) == ["1! these bytes are not UTF-8", "2: b"])
    }

    @Test("has rows of a mebibyte at most", arguments: ["x", "\"", "\"x\n"])
    func longRow(beginning: String) throws {
        let long = beginning + String(repeating: "y", count: ImportLimits.row)
        let rows = try read(Array("a\n\(long)\nb\n".utf8), size: 65_536).map { String($0.prefix(60)) }
        #expect(rows.first == "1: a")
        #expect(rows[1] == "2! a row has at most \(ImportLimits.row) bytes")
        #expect(rows.last?.hasSuffix(": b") == true)
    }
}
