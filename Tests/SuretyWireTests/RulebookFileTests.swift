import SuretyWire
import Testing

@Suite("A rulebook file")
struct RulebookFileTests {
    @Test(
        "that is not the YAML a rulebook is written in is refused with its place",
        arguments: [
            (
                "rights: &all\n  a: 1\n",
                "1:9: anchors, aliases and tags are refused; "
                    + "write it out; in a text, put a space after `&`"
            ),
            (
                "a: 1\nb: [*all]\n",
                "2:5: anchors, aliases and tags are refused; "
                    + "write it out; in a text, put a space after `*`"
            ),
            (
                "rights: !!map {}\n",
                "1:9: anchors, aliases and tags are refused; "
                    + "write it out; in a text, put a space after `!`"
            ),
            ("rights:\n  <<: { a: 1 }\n", "2:3: merge keys are refused; write out what is meant"),
            ("rights:\n  a: 1\n  a: 2\n", "2:3: the same key stands twice in one mapping: `a`; keep one"),
            (
                "rights: {}\n---\nrights: {}\n",
                "2:1: not YAML: expected a single document in the stream, "
                    + "but found another document"
            ),
            (
                "rights:\n\ta: 1\n",
                "2:1: not YAML: while scanning for the next token, "
                    + "found character that cannot start any token"
            ),
            ("rights: \"unclosed\n", "2:1: not YAML: while scanning a quoted scalar, found unexpected end of stream"),
            ("rights: {\n", "2:1: not YAML: while parsing a flow node, did not find expected node content"),
            ("rights:\n  [a, b]: 1\n", "2:3: a key that is not a text; write a plain key"),
            ("", "1:1: the file is empty; see docs/reference/rulebook-format.md"),
            ("# nothing but a comment\n", "1:1: the file is empty; see docs/reference/rulebook-format.md"),
            ("rights: a\u{0}b\n", "1:10: a control character; is this a text file?"),
            ("just text\n", "1:1: `rights.yaml` is the text `just text`; write a mapping with the keys rights"),
            ("- a\n- b\n", "1:1: `rights.yaml` is a list; write a mapping with the keys rights"),
        ])
    func refused(text: String, says: String) {
        var fixture = RulebookFixture()
        fixture.files = fixture.files.filter { !$0.key.contains("programmes") && !$0.key.contains("metrics") }
        fixture.files["2022-04-base/rights.yaml"] = text
        let errors = fixture.errors
        #expect(errors.contains("rights.yaml:\(says)"), "\(errors)")
    }

    @Test("may use a lone ampersand, asterisk or exclamation mark in its texts")
    func ordinaryTexts() {
        var fixture = RulebookFixture()
        fixture.replace("en: Returns", with: "en: R&D and returns & refunds! 3 * 5", in: "rights.yaml")
        #expect(fixture.errors == [])
    }

    @Test("with bytes that are not UTF-8 is told where they are")
    func notUTF8() {
        #expect(errors(of: Array("rights:\n  退".utf8) + [0xff, 0xfe]) == ["2022-04-x/rights.yaml:2:4"])
    }

    @Test("of more than a mebibyte is refused unread")
    func large() {
        #expect(errors(of: [UInt8](repeating: 0x20, count: 1_048_577)) == ["2022-04-x/rights.yaml:1:1"])
    }

    @Test("nested beyond sense is refused, in brackets and in indentation")
    func deep() {
        let brackets = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        let dashes = String(repeating: "- ", count: 200) + "a"
        let endless = String(repeating: "[", count: 500_000)
        for text in ["rights: " + brackets, "rights:\n  " + dashes, "rights: " + endless] {
            #expect(!errors(of: Array(text.utf8)).isEmpty, "\(text.prefix(40))")
        }
    }

    @Test("of nested aliases is refused before any of them is followed")
    func aliasBomb() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...30 {
            let name = String(repeating: "*a\(level - 1), ", count: 9)
            text += "? [\(name)]\n: &a\(level) [\(name)]\n"
        }
        #expect(!errors(of: Array(text.utf8)).isEmpty)
    }

    @Test(
        "made to be slow is refused in good time", .timeLimit(.minutes(1)),
        arguments: ["&a ", "- a\n", "[a],", "{a: b},", "? a\n", "\"a\" ", "a", "|\n", "# \n", "a: ", "[{"])
    func slow(piece: String) {
        let text = "rights: [" + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(!errors(of: Array(text.utf8)).isEmpty)
        let block = "rights:\n" + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(!errors(of: Array(block.utf8)).isEmpty)
    }

    @Test("that no edition has is refused by name")
    func unknownFiles() {
        var fixture = RulebookFixture()
        fixture.files["2022-04-base/right.yaml"] = "rights: {}"
        fixture.files["2022-04-base/programmes/deep/er.yaml"] = "x: 1"
        fixture.files["notes.yaml"] = "x: 1"
        #expect(
            fixture.errors == [
                "programmes/deep/er.yaml:1:1: a file that no edition has; "
                    + "one of `edition.yaml`, `calendar.yaml`, `rights.yaml`, `cases.yaml`, `orders.yaml`, "
                    + "`metrics.yaml`, `programmes/<key>.yaml`",
                "right.yaml:1:1: a file that no edition has; did you mean `rights.yaml`?",
                "notes.yaml:1:1: a file beside the editions; editions are folders such as `2022-04-trust-buy`",
            ])
    }

    @Test("is wanted: a folder without an edition, and an edition without its heading, are refused")
    func missing() {
        var fixture = RulebookFixture()
        fixture.files["2022-04-base/edition.yaml"] = nil
        #expect(
            fixture.errors == [
                "edition.yaml:1:1: the edition has no edition.yaml; add one with its key, title, start and summary"
            ])
        fixture.files = [:]
        #expect(fixture.errors == [".:1:1: there is no edition here; add a folder such as `2022-04-trust-buy`"])
    }

    @Test("is one of at most 200")
    func tooMany() {
        var fixture = RulebookFixture()
        for index in 0..<200 { fixture.files["2022-04-base/programmes/p\(index).yaml"] = "" }
        #expect(fixture.errors == [".:1:1: 205 files; at most 200"])
    }

    @Test("in a folder that is not there is an error, not a trap")
    func noFolder() {
        #expect(throws: RulebookErrors.self) { try RulebookFolder.load(path: "/nowhere/at/all") }
        #expect(throws: RulebookErrors.self) { try RulebookFolder.load(path: "/dev/null") }
    }

    /// Files and places of what is wrong with a folder that holds these bytes as its `rights.yaml`.
    private func errors(of bytes: [UInt8]) -> [String] {
        let heading = """
            edition: 2022-04-x
            title: { zh: 甲, en: X }
            from: 2022-04-15T00:00+08:00
            summary: { zh: 甲, en: X }
            source: [ours]
            """
        let calendar = RulebookFixture().files["2022-04-base/calendar.yaml", default: ""]
        do {
            _ = try RulebookFolder.load(files: [
                RulebookFile(path: "2022-04-x/edition.yaml", bytes: Array(heading.utf8)),
                RulebookFile(path: "2022-04-x/calendar.yaml", bytes: Array(calendar.utf8)),
                RulebookFile(path: "2022-04-x/rights.yaml", bytes: bytes),
            ])
            return []
        } catch {
            return error.errors.map { "\($0.file):\($0.line):\($0.column)" }
        }
    }
}
