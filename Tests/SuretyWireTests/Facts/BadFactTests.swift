import SuretyWire
import Testing

@Suite("A bad fact")
struct BadFactTests {
    /// What is sent beside the envelope, what is wrong with it, and where.
    struct Case: CustomTestStringConvertible, Sendable {
        let type: String
        let fields: String
        let code: FactFault.Code
        let pointer: String
        var testDescription: String { "\(type) {\(fields.prefix(80))}" }

        init(_ type: String, _ fields: String, _ code: FactFault.Code, _ pointer: String) {
            self.type = type
            self.fields = fields
            self.code = code
            self.pointer = pointer
        }
    }

    static let shop = #""shop":"s""#
    static let order = #""shop":"s","order":"o""#
    static let paid = #""shop":"s","order":"o","consumer":"c","currency":"CNY""#
    static let line = #"{"line":"1","product":"p","quantity":1,"paid":1}"#

    static func paid(line fields: String) -> String { #"\#(paid),"lines":[{"line":"1",\#(fields)}]"# }
    static func money(_ amount: String) -> String { #"\#(order),"line":"1","amount":\#(amount)"# }

    static let cases: [Case] = [
        Case("shop-opened", "", .missingField, "/shop"),
        Case("shop-opened", #""shop":7"#, .wrongType, "/shop"),
        Case("shop-opened", #""shop":null"#, .missingField, "/shop"),
        Case("shop-opened", #""shop":"""#, .outOfRange, "/shop"),
        Case("shop-opened", #""shop":"\#(String(repeating: "é", count: 33))""#, .outOfRange, "/shop"),
        Case("shop-opened", #""shop":"a\nb""#, .invalidText, "/shop"),
        Case("shop-opened", #""shop":"a\u0085b""#, .invalidText, "/shop"),
        Case("shop-opened", "\"shop\":\"a\u{7F}\"", .invalidText, "/shop"),
        Case("shop-opened", "\"shop\":\"a\u{202E}b\"", .invalidText, "/shop"),
        Case("shop-opened", "\"shop\":\"a\u{2067}b\"", .invalidText, "/shop"),
        Case("shop-opened", "\"shop\":\"a\u{2028}b\"", .invalidText, "/shop"),
        Case("shop-opened", #""shop":"s","kind":"Ordinary""#, .invalidText, "/kind"),
        Case("shop-opened", #""shop":"s","kind":"\#(String(repeating: "a", count: 65))""#, .invalidText, "/kind"),
        Case("shop-opened", #""shop":"s","Kind":"ordinary""#, .unknownField, "/Kind"),
        Case("shop-opened", #""shop":"s","a/b":1"#, .unknownField, "/a~1b"),
        Case("shop-openned", shop, .unknownType, "/type"),
        Case("product-listed", #"\#(shop),"product":"p""#, .missingField, "/category"),
        Case("product-listed", #"\#(shop),"product":"p","category":"食品""#, .invalidText, "/category"),
        Case("product-listed", #"\#(shop),"product":"p","category":"food","tags":"gift""#, .wrongType, "/tags"),
        Case("product-listed", #"\#(shop),"product":"p","category":"food","tags":[1]"#, .wrongType, "/tags/0"),
        Case("product-listed", #"\#(shop),"product":"p","category":"food","tags":["a","a"]"#, .duplicate, "/tags/1"),
        Case(
            "product-listed",
            #"\#(shop),"product":"p","category":"food","tags":[\#(Array(repeating: "\"a\"", count: 33).joined(separator: ","))]"#,
            .outOfRange, "/tags"),
        Case(
            "product-listed",
            #"\#(shop),"product":"p","category":"food","title":"\#(String(repeating: "a", count: 513))""#, .outOfRange,
            "/title"),
        Case("right-switched-on", #"\#(shop),"right":"Seven days""#, .invalidText, "/right"),
        Case("order-paid", paid, .missingField, "/lines"),
        Case("order-paid", #"\#(paid),"lines":[]"#, .outOfRange, "/lines"),
        Case("order-paid", #"\#(paid),"lines":{}"#, .wrongType, "/lines"),
        Case("order-paid", #"\#(paid),"lines":[7]"#, .wrongType, "/lines/0"),
        Case(
            "order-paid", #"\#(paid),"lines":[\#(Array(repeating: line, count: 501).joined(separator: ","))]"#,
            .outOfRange, "/lines"),
        Case("order-paid", #"\#(paid),"lines":[\#(line),\#(line)]"#, .duplicate, "/lines/1/line"),
        Case(
            "order-paid", #"\#(paid),"lines":[\#(Array(repeating: line, count: 20).joined(separator: ","))]"#,
            .duplicate, "/lines/1/line"),
        Case("order-paid", paid(line: #""product":"p","quantity":0,"paid":1"#), .outOfRange, "/lines/0/quantity"),
        Case("order-paid", paid(line: #""product":"p","quantity":1000001,"paid":1"#), .outOfRange, "/lines/0/quantity"),
        Case("order-paid", paid(line: #""product":"p","quantity":1,"paid":-1"#), .outOfRange, "/lines/0/paid"),
        Case("order-paid", paid(line: #""product":"p","quantity":1,"paid":1.0"#), .wrongType, "/lines/0/paid"),
        Case("order-paid", paid(line: #""product":"p","quantity":1,"paid":"1""#), .wrongType, "/lines/0/paid"),
        Case(
            "order-paid", paid(line: #""product":"p","quantity":1,"paid":9007199254740993"#), .outOfRange,
            "/lines/0/paid"),
        Case(
            "order-paid", paid(line: #""product":"p","quantity":1,"paid":99999999999999999999"#), .malformedJSON,
            "/lines/0/paid"),
        Case("order-paid", paid(line: #""product":"p","quantity":1"#), .missingField, "/lines/0/paid"),
        Case(
            "order-paid", paid(line: #""product":"p","quantity":1,"paid":1,"price":1"#), .unknownField, "/lines/0/price"
        ),
        Case(
            "order-paid", #""shop":"s","order":"o","consumer":"c","currency":"RMB","lines":[\#(line)]"#,
            .unknownCurrency, "/currency"),
        Case(
            "order-paid", #"\#(paid),"lines":[\#(line)],"shown":[{"line":"2","programme":"trust-buy"}]"#,
            .unknownReference, "/shown/0/line"),
        Case(
            "order-paid",
            #"\#(paid),"lines":[\#(line)],"shown":[{"line":"1","programme":"x"},{"line":"1","programme":"x"}]"#,
            .duplicate, "/shown/1/programme"),
        Case("order-collected", #"\#(order),"waybill":"w""#, .unknownField, "/waybill"),
        Case("order-dispatched", #"\#(order),"signed_by":"locker""#, .unknownField, "/signed_by"),
        Case("order-signed", #"\#(order),"signed_by":"neighbour""#, .unknownValue, "/signed_by"),
        Case("line-refunded", money("12"), .wrongType, "/amount"),
        Case("line-refunded", money(#"{"amount":12}"#), .missingField, "/amount/currency"),
        Case("line-refunded", money(#"{"amount":12,"currency":"cny"}"#), .unknownCurrency, "/amount/currency"),
        Case("line-refunded", money(#"{"amount":12,"currency":"CNY","unit":"fen"}"#), .unknownField, "/amount/unit"),
        Case("order-reviewed", #"\#(order),"score":0"#, .outOfRange, "/score"),
        Case("order-reviewed", #"\#(order),"score":6"#, .outOfRange, "/score"),
        Case("order-reviewed", #"\#(order),"score":"5""#, .wrongType, "/score"),
        Case("experience-scored", #"\#(shop),"score":"5.01""#, .outOfRange, "/score"),
        Case("experience-scored", #"\#(shop),"score":"4.505""#, .outOfRange, "/score"),
        Case("experience-scored", #"\#(shop),"score":-1"#, .outOfRange, "/score"),
        Case("experience-scored", #"\#(shop),"score":1e0"#, .outOfRange, "/score"),
        Case("experience-scored", #"\#(shop),"score":true"#, .wrongType, "/score"),
        Case("violation-determined", #"\#(shop),"violation":"v","severity":"grave""#, .unknownValue, "/severity"),
        Case(
            "deposit-stated",
            #"\#(shop),"balance":{"amount":1,"currency":"CNY"},"required":{"amount":1,"currency":"BRL"}"#,
            .currencyMismatch, "/required/currency"),
        Case("promoter-scored", #""promoter":"p","score":"#, .malformedJSON, "/score"),
        Case("fact-retracted", #""retracts":"g""#, .missingField, "/shop"),
        Case("fact-retracted", #""retracts":"g","shop":"s","promoter":"p""#, .conflictingFields, "/promoter"),
        Case("fact-retracted", #""retracts":"g","shop":"s","consumer":"c""#, .conflictingFields, "/consumer"),
        Case("fact-retracted", #""retracts":"f","shop":"s""#, .selfReference, "/retracts"),
        Case("consumer-standing-stated", #""consumer":"c","standing":"bad""#, .unknownValue, "/standing"),
        Case("consumer-standing-stated", #""standing":"good""#, .missingField, "/consumer"),
        Case(
            "consumer-standing-stated", #""consumer":"c","standing":"good","reason":"called twice""#, .invalidText,
            "/reason"),
        Case("source-caught-up", #""through":"2022-04-15T00:00:00Z""#, .unknownField, "/through"),
        Case("fact-retracted", #""retracts":"g","shop":"s","corrects":"h""#, .conflictingFields, "/corrects"),
        Case("shop-opened", #"\#(shop),"corrects":"f""#, .selfReference, "/corrects"),
    ]

    @Test("is refused with a stable code and the place of what is wrong", arguments: cases)
    func refused(bad: Case) {
        let fields = bad.fields.isEmpty ? "" : ",\(bad.fields)"
        let text = #"{"id":"f","type":"\#(bad.type)","at":"2022-04-15T00:00:00Z","source":"x"\#(fields)}"#
        let faults = #expect(throws: FactFaults.self) { try FactCodec.decode(Array(text.utf8)) }
        #expect(faults?.all.first?.code == bad.code)
        #expect(faults?.all.first?.pointer == bad.pointer)
    }

    @Test(
        "is refused for its envelope too",
        arguments: [
            ("7", .wrongType, ""), ("[]", .wrongType, ""), ("", .malformedJSON, ""),
            (
                #"{"type":"promoter-joined","at":"2022-04-15T00:00:00Z","source":"x","promoter":"p"}"#, .missingField,
                "/id"
            ),
            (#"{"id":"f","at":"2022-04-15T00:00:00Z","source":"x","promoter":"p"}"#, .missingField, "/type"),
            (#"{"id":"f","type":1,"at":"2022-04-15T00:00:00Z","source":"x"}"#, .wrongType, "/type"),
            (#"{"id":"f","type":"promoter-joined","source":"x","promoter":"p"}"#, .missingField, "/at"),
            (#"{"id":"f","type":"promoter-joined","at":0,"source":"x","promoter":"p"}"#, .wrongType, "/at"),
            (
                #"{"id":"f","type":"promoter-joined","at":"2022-04-15T00:00:00","source":"x","promoter":"p"}"#,
                .invalidTime, "/at"
            ),
            (
                #"{"id":"f","type":"promoter-joined","at":"1969-12-31T00:00:00Z","source":"x","promoter":"p"}"#,
                .invalidTime, "/at"
            ),
            (
                #"{"id":"f","type":"promoter-joined","at":"2022-04-15T00:00:00Z","promoter":"p"}"#, .missingField,
                "/source"
            ),
        ] as [(String, FactFault.Code, String)])
    func envelope(text: String, code: FactFault.Code, pointer: String) {
        let faults = #expect(throws: FactFaults.self) { try FactCodec.decode(Array(text.utf8)) }
        #expect(faults?.all.first?.code == code)
        #expect(faults?.all.first?.pointer == pointer)
    }

    @Test("tells all its faults at once, in the order of the fields")
    func allFaults() {
        let text = #"""
            {"id":"","type":"order-paid","at":"yesterday","source":"x","shop":1,"order":"o","currency":"CNY",
             "lines":[{"line":"1","product":"p","quantity":0,"paid":-1},{"line":"1","produkt":"p","quantity":1,"paid":1}]}
            """#
        let faults = #expect(throws: FactFaults.self) { try FactCodec.decode(Array(text.utf8)) }
        #expect(
            faults?.all.map(\.pointer) == [
                "/id", "/at", "/shop", "/consumer", "/lines/0/quantity", "/lines/0/paid", "/lines/1/product",
                "/lines/1/produkt", "/lines/1/line",
            ])
        #expect(faults?.under("/3").all.first?.pointer == "/3/id")
    }

    @Test("says what would be right")
    func suggestions() {
        func message(_ text: String) -> String? {
            #expect(throws: FactFaults.self) { try FactCodec.decode(Array(text.utf8)) }?.all.first?.message
        }
        let envelope = #""id":"f","at":"2022-04-15T00:00:00Z","source":"x""#
        #expect(
            message(#"{\#(envelope),"type":"order-payed"}"#)
                == "there is no fact \"order-payed\"; did you mean \"order-paid\"?")
        #expect(message(#"{\#(envelope),"type":"weather"}"#) == "there is no fact \"weather\"")
        #expect(
            message(#"{\#(envelope),"type":"order-signed","shop":"s","order":"o","signedBy":"locker"}"#)
                == """
                order-signed has no field "signedBy"; did you mean "signed_by"? \
                (it has id, type, at, source, corrects, shop, order, parcel, signed_by)
                """)
        #expect(
            message(#"{\#(envelope),"type":"order-signed","shop":"s","order":"o","signed_by":"lockers"}"#)
                == "\"signed_by\" is one of recipient, delegate, locker, locker-without-consent; did you mean \"locker\"?"
        )
    }

    @Test("with a hundred thousand unknown fields is answered with a readable few")
    func manyFaults() {
        let fields = (0..<40_000).map { "\"x\($0)\":1" }.joined(separator: ",")
        let text =
            #"{"id":"f","type":"promoter-joined","at":"2022-04-15T00:00:00Z","source":"x","promoter":"p",\#(fields)}"#
        let faults = #expect(throws: FactFaults.self) { try FactCodec.decode(Array(text.utf8)) }
        #expect(faults?.all.count == 100)
    }
}
