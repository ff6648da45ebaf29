import SuretyWire
import Testing

@Suite("JSON is read")
struct JSONReaderTests {
    static let validTexts: [(String, JSONValue)] = [
        ("null", .null), (" true\n", .bool(true)), ("\t\r\nfalse ", .bool(false)),
        ("0", .integer(0)), ("-0", .integer(0)), ("42", .integer(42)), ("-7", .integer(-7)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775807", .integer(-.max)),
        ("4.50", .decimal("4.50")), ("1e3", .decimal("1e3")), ("-0.0E-12", .decimal("-0.0E-12")),
        ("1E400", .decimal("1E400")), (#""""#, .string("")),
        (#""a\/b\\\"\b\f\n\r\t""#, .string("a/b\\\"\u{8}\u{C}\n\r\t")),
        (#""\u00e9\u4FE1""#, .string("é信")), (#""\uD83D\uDE00x""#, .string("😀x")), ("\"信任购 😀\"", .string("信任购 😀")),
        (#""\u0001""#, .string("\u{1}")), ("\"\u{7F}\u{2028}\"", .string("\u{7F}\u{2028}")),
        ("[]", .array([])), ("[ ]", .array([])), ("[1 , [ ] , \"\"]", .array([.integer(1), .array([]), .string("")])),
        ("{}", .object([])), ("{ }", .object([])),
        (
            #"{"a":1,"":{"b":[null]}}"#,
            .object([
                JSONMember(key: "a", value: .integer(1), offset: 5),
                JSONMember(
                    key: "", value: .object([JSONMember(key: "b", value: .array([.null]), offset: 15)]), offset: 10),
            ])
        ),
    ]

    @Test("with every form of value kept exactly", arguments: validTexts)
    func valid(text: String, value: JSONValue) throws {
        #expect(try JSONReader.parse(Array(text.utf8)) == value)
    }

    static let invalidTexts: [(String, JSONFault.Code, String)] = [
        ("", .truncated, ""), (" ", .truncated, ""), ("nul", .truncated, ""), ("nulL", .malformed, ""),
        ("True", .malformed, ""), ("NaN", .malformed, ""), ("Infinity", .malformed, ""), ("undefined", .malformed, ""),
        ("null null", .trailingBytes, ""), ("[1]]", .trailingBytes, ""), ("{}#", .trailingBytes, ""),
        ("[1,]", .malformed, "/1"), ("[,1]", .malformed, "/0"), ("[1 2]", .malformed, ""), ("[1", .truncated, ""),
        ("[", .truncated, "/0"), ("[1,", .truncated, "/1"), ("]", .malformed, ""),
        ("{", .truncated, ""), (#"{"a""#, .truncated, ""), (#"{"a":"#, .truncated, "/a"), (#"{"a":1"#, .truncated, ""),
        (#"{"a":1,}"#, .malformed, ""), (#"{"a" 1}"#, .malformed, ""), (#"{a:1}"#, .malformed, ""),
        (#"{1:1}"#, .malformed, ""), (#"{'a':1}"#, .malformed, ""), (#"{"a":1;"b":2}"#, .malformed, ""),
        ("/* */1", .malformed, ""), ("[1]//", .trailingBytes, ""),
        ("01", .malformed, ""), ("-", .truncated, ""), ("-a", .malformed, ""), ("+1", .malformed, ""),
        (".5", .malformed, ""), ("1.", .truncated, ""), ("1.e1", .malformed, ""), ("1e", .truncated, ""),
        ("1e+", .truncated, ""), ("0x1", .trailingBytes, ""), ("1_000", .trailingBytes, ""), ("--1", .malformed, ""),
        ("9223372036854775808", .numberOutOfRange, ""), ("-9223372036854775809", .numberOutOfRange, ""),
        ("[99999999999999999999999999]", .numberOutOfRange, "/0"),
        ("0." + String(repeating: "1", count: 64), .numberOutOfRange, ""),
        (#"""#, .truncated, ""), (#""a"#, .truncated, ""), (#""\"#, .truncated, ""), (#""\x""#, .malformed, ""),
        (#""\u12"#, .truncated, ""), (#""\u12G4""#, .malformed, ""), (#""\U0041""#, .malformed, ""),
        (#""\u0000""#, .invalidString, ""), ("\"\u{0}\"", .invalidString, ""), ("\"\n\"", .invalidString, ""),
        ("\"\u{1F}\"", .invalidString, ""), (#""\uD800""#, .invalidString, ""), (#""\uDC00""#, .invalidString, ""),
        (#""\uD800\u0041""#, .invalidString, ""), (#""\uD800\n""#, .invalidString, ""),
        (#""\uD800\uD800""#, .invalidString, ""),
        (#"{"a":1,"b":{"c":1,"c":2}}"#, .duplicateKey, "/b/c"), (#"{"a":1,"\u0061":2}"#, .duplicateKey, "/a"),
        ("\u{FEFF}{}", .malformed, ""), ("\u{A0}1", .malformed, ""), ("\u{0}", .malformed, ""),
        ("1\u{0}", .trailingBytes, ""),
        (#"{"a/b~":[0,{"x":tru}]}"#, .malformed, "/a~1b~0/1/x"),
    ]

    @Test("and what is not strictly JSON is refused, with its place", arguments: invalidTexts)
    func invalid(text: String, code: JSONFault.Code, pointer: String) {
        let fault = #expect(throws: JSONFault.self) { try JSONReader.parse(Array(text.utf8)) }
        #expect(fault?.code == code)
        #expect(fault?.pointer == pointer)
    }

    static let malformedSequences: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
        [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
        [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]

    @Test("and bytes that are not UTF-8 are refused in a string", arguments: malformedSequences)
    func notUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let fault = #expect(throws: JSONFault.self) { try JSONReader.parse([quote, 0x61] + bytes + [quote]) }
        #expect(fault?.code == .invalidUTF8)
        #expect(fault?.offset == 2)
    }

    @Test("with a fault that names byte, line and column")
    func position() {
        let fault = #expect(throws: JSONFault.self) { try JSONReader.parse(Array("{\n  \"a\": 1,\n  \"b\": x}".utf8)) }
        #expect(fault?.offset == 19)
        #expect(fault?.line == 3)
        #expect(fault?.column == 8)
        #expect(fault?.message == "expected a value (line 3, column 8, byte 19)")
    }

    @Test("to a depth, and no deeper, however deep the text is", arguments: [33, 10_000, 500_000])
    func depth(count: Int) {
        for bracket in ["[", "{\"a\":"] {
            let text = Array(String(repeating: bracket, count: count).utf8)
            let limits = JSONLimits(bytes: .max)
            let fault = #expect(throws: JSONFault.self) { try JSONReader.parse(text, limits: limits) }
            #expect(fault?.code == .tooDeep)
            let asked = JSONLimits(bytes: .max, depth: .max)
            #expect(throws: JSONFault.self) { try JSONReader.parse(text, limits: asked) }
        }
        let deepest = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(throws: Never.self) { try JSONReader.parse(Array(deepest.utf8)) }
    }

    @Test("up to the limits that are asked for")
    func limits() {
        func code(_ text: String, _ limits: JSONLimits) -> JSONFault.Code? {
            do {
                _ = try JSONReader.parse(Array(text.utf8), limits: limits)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code("[1]", JSONLimits(bytes: 3)) == nil)
        #expect(code("[12]", JSONLimits(bytes: 3)) == .tooLarge)
        let exact = JSONLimits(integer: JSONLimits.exactInteger)
        #expect(code("9007199254740992", exact) == nil)
        #expect(code("-9007199254740993", exact) == .numberOutOfRange)
    }

    @Test("with a duplicate found among many names too, and an over-long name cut in the pointer")
    func manyNames() {
        let names = (0..<100).map { "\"k\($0)\":\($0)" }
        let twice = "{\((names + ["\"k99\":0"]).joined(separator: ","))}"
        #expect(throws: JSONFault.self) { try JSONReader.parse(Array(twice.utf8)) }
        #expect(throws: Never.self) { try JSONReader.parse(Array("{\(names.joined(separator: ","))}".utf8)) }
        let long = "{\"\(String(repeating: "é", count: 5_000))\":x}"
        let fault = #expect(throws: JSONFault.self) { try JSONReader.parse(Array(long.utf8)) }
        #expect(fault?.pointer == "/" + String(repeating: "é", count: 32) + "…")
    }
}
