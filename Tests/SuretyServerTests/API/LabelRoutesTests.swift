import SuretyEngine
import SuretyLabels
import Testing

@Suite("Labels") struct LabelRoutesTests {
    private func market() async throws -> (APIClient, String) {
        let client = try APIClient()
        let key = try client.key()
        let told = try await client.post(
            "/v1/facts", Facts.array(Facts.lit() + Facts.lit(shop: "cellar", product: "wine").dropLast()), key: key)
        #expect(told.integer("/rejected") == 0, "\(told)")
        return (client, key)
    }

    @Test("A look-up answers product by product, in order, what is lit, what is not and what nobody knows")
    func lookUp() async throws {
        let (client, key) = try await market()
        let body = """
            {"products":[{"shop":"orchard","product":"mangoes"},{"shop":"cellar","product":"wine"},
            {"shop":"orchard","product":"wine"},{"shop":"nowhere","product":"mangoes"},"mangoes","nothing",
            {"shop":"orchard","product":"mangoes"}]}
            """
        let answer = try await client.post("/v1/labels/lookup", body, key: key)
        #expect(answer.status == 200, "\(answer)")
        let labels = (0..<7).map { answer.strings("/products/\($0)/labels") }
        #expect(labels == [["trust-buy"], [], [], [], ["trust-buy"], [], ["trust-buy"]], "\(answer)")
        let known = (0..<7).map { answer.bool("/products/\($0)/known") }
        #expect(known == [true, true, false, false, true, false, true])
        #expect(answer.column("/products", "product")[5] == "nothing")
        #expect(answer.string("/products/4/shop") == "orchard")
    }

    @Test("A look-up for a surface answers only the labels that surface shows")
    func surface() async throws {
        let (client, key) = try await market()
        let known = try await client.post("/v1/labels/lookup", #"{"surface":"room","products":["mangoes"]}"#, key: key)
        #expect(known.strings("/products/0/labels") == ["trust-buy"], "\(known)")
        let other = try await client.post(
            "/v1/labels/lookup", #"{"surface":"shop-label","products":["mangoes"]}"#, key: key)
        #expect(other.strings("/products/0/labels") == [], "\(other)")
    }

    @Test("A surface nobody words is a mistake, and the answer names those there are")
    func unknownSurface() async throws {
        let (client, key) = try await market()
        let answer = try await client.post("/v1/labels/lookup", #"{"surface":"rom","products":[]}"#, key: key)
        #expect(answer.isProblem(422, "invalid-request"), "\(answer)")
        #expect(answer.string("/errors/0/pointer") == "/surface")
        #expect(answer.string("/errors/0/message")?.contains("room, shop-label") == true, "\(answer)")
    }

    @Test("500 products may be asked about at once, 501 may not")
    func most() async throws {
        let (client, key) = try await market()
        let full = (0..<500).map { #""p-\#($0)""# }.joined(separator: ",")
        let answer = try await client.post("/v1/labels/lookup", #"{"products":[\#(full)]}"#, key: key)
        #expect(answer.status == 200 && answer.column("/products", "product").count == 500)
        let over = try await client.post("/v1/labels/lookup", #"{"products":[\#(full),"x"]}"#, key: key)
        #expect(over.isProblem(422, "invalid-request"), "\(over)")
        #expect(over.string("/errors/0/pointer") == "/products")
    }

    @Test(
        "A question that cannot be answered says where it is wrong",
        arguments: [
            ("[]", 422, ""), ("{}", 422, "/products"), (#"{"products":{}}"#, 422, "/products"),
            (#"{"products":[7]}"#, 422, "/products/0"), (#"{"products":["a",{"shop":"s"}]}"#, 422, "/products/1"),
            (#"{"products":[{"product":7}]}"#, 422, "/products/0/product"),
            (#"{"products":[""]}"#, 422, "/products/0"), (#"{"products":[],"viewr":"v"}"#, 422, "/viewr"),
            (#"{"products":[],"surface":7}"#, 422, "/surface"), (#"{"products":[],"promoter":""}"#, 422, "/promoter"),
            (
                #"{"products":[{"shop":"\#(String(repeating: "s", count: 65))","product":"p"}]}"#, 422,
                "/products/0/shop"
            ),
            (#"{"products":[[[[[[]]]]]]}"#, 400, "/products/0/0/0"), (#"{"products":["#, 400, "/products/0"),
        ])
    func badQuestion(body: String, status: Int, pointer: String) async throws {
        let client = try APIClient()
        let answer = try await client.post("/v1/labels/lookup", body, key: try client.key())
        #expect(answer.isProblem(status, status == 400 ? "malformed-json" : "invalid-request"), "\(answer)")
        #expect(answer.string("/errors/0/pointer") == pointer, "\(answer)")
    }

    @Test("A label goes off in the very next look-up after the fact that switches a right off was accepted")
    func revocation() async throws {
        let (client, key) = try await market()
        let question = #"{"surface":"room","products":[{"shop":"orchard","product":"mangoes"}]}"#
        for round in 0..<5 {
            let lit = try await client.post("/v1/labels/lookup", question, key: key)
            #expect(lit.strings("/products/0/labels") == ["trust-buy"], "\(lit)")
            let off = Facts.rightOff("instant-refund", id: "off-\(round)", at: "2022-05-01T11:0\(round):00+08:00")
            #expect(try await client.post("/v1/facts", off, key: key).integer("/accepted") == 1)
            let dark = try await client.post("/v1/labels/lookup", question, key: key)
            #expect(dark.strings("/products/0/labels") == [], "\(dark)")
            let one = try await client.get("/v1/shops/orchard/products/mangoes/labels", key: key)
            #expect(one.strings("/labels") == [], "\(one)")
            let on = Facts.fact(
                "on-\(round)", "right-switched-on", #""shop":"orchard","right":"instant-refund""#,
                at: "2022-05-01T11:0\(round):30+08:00")
            #expect(try await client.post("/v1/facts", on, key: key).integer("/accepted") == 1)
        }
    }

    @Test("One product and one shop can be asked for by address, whatever bytes their ids have")
    func byAddress() async throws {
        let (client, key) = try await market()
        _ = try await client.post("/v1/facts", Facts.array(Facts.lit(shop: "果园/1", product: "a b?c%")), key: key)
        let plain = try await client.get("/v1/shops/orchard/products/mangoes/labels", key: key)
        #expect(plain.strings("/labels") == ["trust-buy"] && plain.bool("/known") == true, "\(plain)")
        let path = "/v1/shops/%E6%9E%9C%E5%9B%AD%2F1"
        let strange = try await client.get("\(path)/products/a%20b%3Fc%25/labels", key: key)
        #expect(strange.strings("/labels") == ["trust-buy"], "\(strange)")
        let shop = try await client.get("\(path)/labels", key: key)
        #expect(shop.string("/shop") == "果园/1" && shop.strings("/labels") == [], "\(shop)")
    }

    @Test("What is not there is 404, and an id that cannot be is 400")
    func notThere() async throws {
        let (client, key) = try await market()
        for path in ["/v1/shops/nowhere/labels", "/v1/shops/orchard/products/wine/labels"] {
            #expect(try await client.get(path, key: key).isProblem(404, "not-found"))
        }
        let long = String(repeating: "s", count: 65)
        for id in ["%00", "a%00b", "%FF", "%C0%80", "%ZZ", "%", long] {
            for path in [
                "/v1/shops/\(id)/labels", "/v1/shops/orchard/products/\(id)/labels", "/v1/shops/\(id)/history",
            ] {
                let answer = try await client.get(path, key: key)
                #expect(answer.isProblem(400, "invalid-parameter"), "\(path): \(answer)")
            }
        }
    }
}
