import SuretyDomain
import SuretyEngine
import Testing

/// What strangers and broken senders bring: each gets a clear answer, nothing is written, and the next request is
/// answered as if nothing had been.
@Suite("Bad input over HTTP") struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: [UInt8]
        let pointer: String
        let code: String

        init(_ description: String, _ body: String, _ pointer: String, _ code: String) {
            self.init(description, Array(body.utf8), pointer, code)
        }

        init(_ description: String, _ body: [UInt8], _ pointer: String, _ code: String) {
            testDescription = description
            self.body = body
            self.pointer = pointer
            self.code = code
        }
    }

    @Test("A fact that cannot be is rejected with the place and the kind of its fault", arguments: facts)
    func badFact(_ bad: Case) async throws {
        let client = try APIClient()
        let key = try client.key()
        _ = try await client.post("/v1/facts", Facts.array(Facts.lit()), key: key)
        let journal = try client.engine.journal
        let answer = try await client.post("/v1/facts", bad.body, key: key)
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.integer("/rejected") == 1 && answer.integer("/accepted") == 0, "\(answer)")
        #expect(answer.string("/items/0/errors/0/pointer") == bad.pointer, "\(answer)")
        #expect(answer.string("/items/0/errors/0/code") == bad.code, "\(answer)")
        #expect(answer.string("/items/0/errors/0/message")?.isEmpty == false)
        #expect(answer.body.count < 16_384, "an answer must not repeat what it refuses")
        try await unharmed(client, key, journal)
    }

    static let facts: [Case] = [
        Case("of unknown type", Facts.fact("x", "order-teleported", #""shop":"s""#), "/type", "unknown-type"),
        Case(
            "with an unknown field", Facts.fact("x", "shop-opened", #""shop":"s","colour":"red""#), "/colour",
            "unknown-field"),
        Case("of no shop", Facts.fact("x", "shop-opened", #""kind":"ordinary""#), "/shop", "missing-field"),
        Case(
            "that retracts what no shop of its own told",
            Facts.fact("x", "fact-retracted", #""shop":"s","promoter":"p","retracts":"nowhere""#), "/promoter",
            "conflicting-fields"),
        Case(
            "in the far future", Facts.fact("x", "shop-opened", #""shop":"s""#, at: "2022-05-02T12:00:00.001+08:00"),
            "/id", "too-far-ahead"),
        Case(
            "in the year 9999", Facts.fact("x", "shop-opened", #""shop":"s""#, at: "9999-12-31T23:59:59Z"), "/id",
            "too-far-ahead"),
        Case(
            "before 1970", Facts.fact("x", "shop-opened", #""shop":"s""#, at: "1969-12-31T23:59:59Z"), "/at",
            "invalid-time"),
        Case("at no time", Facts.fact("x", "shop-opened", #""shop":"s""#, at: "yesterday"), "/at", "invalid-time"),
        Case("that pays less than nothing", Facts.payment("x", paid: "-1"), "/lines/0/paid", "out-of-range"),
        Case(
            "that pays more than 2^53", Facts.payment("x", paid: "9007199254740993"), "/lines/0/paid", "out-of-range"),
        Case("that pays 1e400", Facts.payment("x", paid: "1e400"), "/lines/0/paid", "wrong-type"),
        Case("that pays a third", Facts.payment("x", paid: "0.33"), "/lines/0/paid", "wrong-type"),
        Case("that pays in words", Facts.payment("x", paid: #""much""#), "/lines/0/paid", "wrong-type"),
        Case(
            "with a name of a megabyte",
            Facts.fact("x", "shop-opened", #""shop":"\#(String(repeating: "n", count: 1 << 20))""#), "/shop",
            "out-of-range"),
        Case("with an empty id", Facts.fact("", "shop-opened", #""shop":"s""#), "/id", "out-of-range"),
        Case(
            "with an id of 65 bytes",
            Facts.fact(String(repeating: "ü", count: 32) + "x", "shop-opened", #""shop":"s""#),
            "/id", "out-of-range"),
        Case(
            "with a right-to-left override in an id", Facts.fact("x", "shop-opened", #""shop":"a\#u{202E}b""#), "/shop",
            "invalid-text"),
        Case(
            "with an escaped right-to-left isolate in an id", Facts.fact("x\\u2067", "shop-opened", #""shop":"s""#),
            "/id", "invalid-text"),
        Case("with a line break in an id", Facts.fact("x", "shop-opened", #""shop":"a\nb""#), "/shop", "invalid-text"),
        Case("that is a number", "7", "", "wrong-type"),
        Case("that is null", "null", "", "wrong-type"),
        Case("that is text", #""fact""#, "", "wrong-type"),
        Case(
            "with an object for an id", #"{"id":{},"type":"shop-opened","at":"x","source":"t","shop":"s"}"#, "/id",
            "wrong-type"),
        Case(
            "that corrects itself", Facts.fact("x", "shop-opened", #""shop":"s","corrects":"x""#), "/corrects",
            "self-reference"),
    ]

    @Test("A body that is no JSON is answered 400 with the place where it stops to be any", arguments: bodies)
    func noJSON(_ bad: Case) async throws {
        let client = try APIClient()
        let key = try client.key()
        let journal = try client.engine.journal
        let answer = try await client.post("/v1/facts", bad.body, key: key)
        #expect(answer.isProblem(400, "malformed-json"), "\(answer)")
        #expect(answer.string("/errors/0/pointer") == bad.pointer, "\(answer)")
        #expect(answer.string("/errors/0/code") == bad.code, "\(answer)")
        #expect(answer.string("/errors/0/message")?.isEmpty == false)
        try await unharmed(client, key, journal)
    }

    static let bodies: [Case] = [
        Case("nothing", "", "", "truncated"),
        Case("half a fact", #"{"id":"x","type":"shop-"#, "/type", "truncated"),
        Case("a word", "shop", "", "malformed"),
        Case("two values", "{} {}", "", "trailing-bytes"),
        Case("a broken third item", #"[{},{},{"id":tru}]"#, "/2/id", "malformed"),
        Case("a nesting of 10,000", String(repeating: "[", count: 10_000), "/0/0/0/0/0/0/0/0", "too-deep"),
        Case(
            "a nesting of 10,000 objects", String(repeating: #"{"a":"#, count: 10_000), "/a/a/a/a/a/a/a/a", "too-deep"),
        Case("a byte that is no UTF-8", Array(#"{"id":"x"#.utf8) + [0xFF] + Array(#""}"#.utf8), "/id", "invalid-utf8"),
        Case("an overlong NUL", Array(#"{"id":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8), "/id", "invalid-utf8"),
        Case("a surrogate in UTF-8", Array(#"["#.utf8) + [0x22, 0xED, 0xA0, 0x80, 0x22], "/0", "invalid-utf8"),
        Case("half an escaped surrogate", #"{"id":"\ud800"}"#, "/id", "invalid-string"),
        Case("an escaped NUL", #"{"id":"a\u0000b"}"#, "/id", "invalid-string"),
        Case("a NUL", Array(#"{"id":"a"#.utf8) + [0] + Array(#"b"}"#.utf8), "/id", "invalid-string"),
        Case("a name twice", #"{"id":"a","id":"b"}"#, "/id", "duplicate-key"),
        Case("an integer past 64 bits", #"{"id":99999999999999999999}"#, "/id", "number-out-of-range"),
        Case("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8), "", "malformed"),
        Case("gzip", [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0], "", "malformed"),
    ]

    @Test("A body of 10 MB is answered 413, whoever's name it is")
    func tooLarge() async throws {
        let client = try APIClient()
        let key = try client.key()
        let journal = try client.engine.journal
        let name = String(repeating: "n", count: 10_000_000)
        let answer = try await client.post("/v1/facts", Facts.fact("x", "shop-opened", #""shop":"\#(name)""#), key: key)
        #expect(answer.isProblem(413, "too-large"), "\(answer)")
        try await unharmed(client, key, journal)
    }

    @Test("10,001 facts are too many for one request, and none of them is taken")
    func tooMany() async throws {
        let client = try APIClient()
        let key = try client.key()
        let journal = try client.engine.journal
        let facts = (0...10_000).map { Facts.fact("f-\($0)", "shop-opened", #""shop":"s""#) }
        let array = try await client.post("/v1/facts", Facts.array(facts), key: key)
        #expect(array.isProblem(413, "too-many-facts"), "\(array)")
        let lines = try await client.post(
            "/v1/facts", facts.joined(separator: "\n"), key: key, type: "application/x-ndjson")
        #expect(lines.isProblem(413, "too-many-facts"), "\(lines)")
        try await unharmed(client, key, journal)
    }

    @Test(
        "Nothing is ever wrong with an id that is merely strange", arguments: ["坚果礼盒", "a b", "..", "%2F", "';--", "👩‍👩‍👧"])
    func strangeIDs(id: String) async throws {
        let client = try APIClient()
        let key = try client.key()
        let told = try await client.post("/v1/facts", Facts.array(Facts.lit(shop: id, product: id)), key: key)
        #expect(told.integer("/accepted") == 7, "\(told)")
        let answer = try await client.post(
            "/v1/labels/lookup", #"{"products":[{"shop":"\#(id)","product":"\#(id)"},"\#(id)"]}"#, key: key)
        #expect(answer.strings("/products/0/labels") == ["trust-buy"], "\(answer)")
        #expect(answer.strings("/products/1/labels") == ["trust-buy"], "\(answer)")
    }

    /// Nothing was written, all that is stored is as the journal makes it, and the next request is answered.
    private func unharmed(_ client: APIClient, _ key: String, _ journal: [[UInt8]]) async throws {
        #expect(try client.engine.journal == journal)
        #expect(try client.engine.findings == [])
        let next = try await client.post("/v1/facts", Facts.fact("next", "shop-opened", #""shop":"next""#), key: key)
        #expect(next.integer("/accepted") == 1, "\(next)")
    }
}
