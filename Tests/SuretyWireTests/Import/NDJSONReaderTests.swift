import SuretyWire
import Testing

@Suite("Facts as lines of JSON")
struct NDJSONReaderTests {
    static func line(_ id: String) -> String {
        #"{"id":"\#(id)","type":"promoter-joined","at":"2022-04-15T00:00:00Z","source":"x","promoter":"p"}"#
    }

    private func read(_ text: String, size: Int = 7) throws -> [String] {
        try summaries(NDJSONReader(file: "facts.ndjson", source: chunks(of: text, size: size)))
    }

    @Test(
        "are read whatever ends the lines and however the bytes are cut",
        arguments: ["\n", "\r\n", "\n\n", "\n \t\n"], [1, 3, 64, 100_000])
    func lineEnds(end: String, size: Int) throws {
        let text = "\u{FEFF}" + ["a", "b", "c"].map(NDJSONReaderTests.line).joined(separator: end)
        let step = end.utf8.count { $0 == UInt8(ascii: "\n") }
        let expected = ["1: a", "\(1 + step): b", "\(1 + 2 * step): c"]
        #expect(try read(text, size: size) == expected)
        #expect(try read(text + end, size: size) == expected)
    }

    @Test("are none in an empty file", arguments: ["", "\n", "\u{FEFF}", "\r\n  \n"])
    func empty(text: String) throws {
        #expect(try read(text) == [])
    }

    @Test("go on behind a bad one, and a line cut off at the end is bad")
    func badLines() throws {
        let text = [
            NDJSONReaderTests.line("a"), "{", #"{"type":"promoter-joined"}"#, "\u{0}", NDJSONReaderTests.line("b"),
            String(NDJSONReaderTests.line("c").dropLast(9)),
        ].joined(separator: "\n")
        #expect(
            try read(text) == [
                "1: a", "2: malformed-json", "3: missing-field", "4: malformed-json", "5: b", "6: malformed-json",
            ])
    }

    @Test("may not be longer than a mebibyte each, which costs that line only", arguments: [65_536, 3_000_000])
    func longLine(size: Int) throws {
        let long = String(repeating: "x", count: ImportLimits.row + 1)
        let text = [long, NDJSONReaderTests.line("a"), long, NDJSONReaderTests.line("b"), long].joined(separator: "\n")
        #expect(
            try read(text, size: size) == ["1: out-of-range", "2: a", "3: out-of-range", "4: b", "5: out-of-range"])
    }

    @Test("say file, line, pointer and code of what is bad")
    func messages() throws {
        var reader = NDJSONReader(file: "facts.ndjson", source: chunks(of: "\n{\"id\":7}"))
        guard case .bad(let row) = try reader.next() else {
            Issue.record("the row is bad")
            return
        }
        #expect(row.messages.first == "facts.ndjson:2: /id: \"id\" is a string, not a whole number [wrong-type]")
        #expect(row.messages.count == 4)
    }

    @Test("cannot be read from a file that is not there, or from a folder")
    func files() throws {
        let fault = #expect(throws: ImportFault.self) { try FileChunks.open(Fixtures.path("no-such-file")) }
        #expect(fault?.message.hasSuffix("no-such-file: cannot be opened: No such file or directory") == true)
        let folder = try FileChunks.open(Fixtures.path("facts"))
        #expect(throws: ImportFault.self) { try folder() }
        let file = try FileChunks.open(Fixtures.path("facts/shop-opened.json"))
        #expect(try summaries(NDJSONReader(file: "f", source: file)) == ["1: fact-shop-opened"])
    }
}
