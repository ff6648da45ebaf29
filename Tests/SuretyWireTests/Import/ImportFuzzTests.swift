import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("Whatever a file holds")
struct ImportFuzzTests {
    @Test("its reader comes to the end, and finds the same however the bytes are cut")
    func randomFiles() throws {
        var generator = SeededGenerator.announced(for: "random files")
        let alphabet = Array("\"\",,\n\n\r\r\nab{}:1 é".utf8) + [0x00, 0xEF, 0xBB, 0xBF, 0xFF]
        for _ in 0..<3_000 {
            let bytes = (0..<generator.below(80)).map { _ in alphabet[generator.below(alphabet.count)] }
            let size = 1 + generator.below(9)
            #expect(try rows(bytes, size: size) == rows(bytes, size: 1_000), "\(bytes)")
            let lines = try summaries(NDJSONReader(file: "f", source: chunks(of: bytes, size: size)))
            #expect(lines.count <= bytes.count { $0 == UInt8(ascii: "\n") } + 1)
        }
    }

    @Test("a table of facts with some bytes changed is read to its end")
    func changedTables() throws {
        var generator = SeededGenerator.announced(for: "changed tables")
        let header = "id,type,at,source,promoter,score\n"
        let row = "f,promoter-scored,2022-04-15T00:00:00Z,x,\"p, \"\"q\"\"\",4.50\r\n"
        for _ in 0..<1_000 {
            var bytes = Array(String(repeating: row, count: 5).utf8)
            for _ in 0...generator.below(4) { bytes[generator.below(bytes.count)] = UInt8(generator.below(128)) }
            let reader = CSVFactReader(file: "f", chunks: chunks(of: Array(header.utf8) + bytes))
            #expect(try summaries(reader).count >= 1)
        }
    }

    private func rows(_ bytes: [UInt8], size: Int) throws -> [CSVReader.Row] {
        var reader = CSVReader(chunks(of: bytes, size: size))
        var rows: [CSVReader.Row] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }
}
