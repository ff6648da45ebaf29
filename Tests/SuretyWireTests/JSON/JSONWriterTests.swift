import SuretyDomain
import SuretyWire
import Testing

@Suite("JSON is written")
struct JSONWriterTests {
    @Test("in the order of the calls, with commas where they belong")
    func order() {
        var json = JSONWriter()
        json.object { json in
            json.key("z")
            json.array([1, -2, .max, .min] as [Int64]) { $0.integer($1) }
            json.key("a")
            json.object { _ in }
            json.key(text: "q\"")
            json.array([[true], []]) { json, bools in json.array(bools) { $0.bool($1) } }
            json.key("n")
            json.null()
            json.key("t")
            json.instant(Instant(milliseconds: 0))
            json.key("r")
            json.raw(Array("[0]".utf8))
        }
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == """
                {"z":[1,-2,9223372036854775807,-9223372036854775808],"a":{},"q\\"":[[true],[]],"n":null,\
                "t":"1970-01-01T00:00:00.000Z","r":[0]}
                """)
    }

    @Test(
        "with text escaped where it must be and nowhere else",
        arguments: [
            ("", #""""#), ("信任购 😀", #""信任购 😀""#), ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t", #""\n\r\t""#),
            ("\u{0}\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
        ])
    func escapes(text: String, expected: String) {
        var json = JSONWriter()
        json.string(text)
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }
}
