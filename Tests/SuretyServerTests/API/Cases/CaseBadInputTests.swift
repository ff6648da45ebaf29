import SuretyDomain
import SuretyEngine
import Testing

@Suite("What is refused of cases") struct CaseBadInputTests {
    @Test("A claim is taken in the window's last millisecond, and refused in the next, with the instant")
    func late() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        try await scene.move(to: "2022-10-08T23:59:59.999+08:00")
        let inTime = try await scene.post("/v1/cases?dry_run=true", CaseScene.claim("o-1"), as: .consumer)
        #expect(inTime.status == 200 && inTime.string("/stage") == "awaiting-decision", "\(inTime)")
        try await scene.advance("1ms")
        for path in ["/v1/cases", "/v1/cases?dry_run=true"] {
            let late = try await scene.post(path, CaseScene.claim("o-1"), as: .consumer, once: "late")
            #expect(late.isProblem(409, "too-late"), "\(late)")
            #expect(late.string("/title")?.contains("2022-10-09T00:00:00.000+08:00") == true, "\(late)")
        }
    }

    @Test("Units claimed already, more money than was paid, another's order, another's waybill, a case that moved on")
    func refusals() async throws {
        let scene = try await CaseScene()
        for order in ["o-1", "o-2"] { try await scene.deliver(order) }
        try await scene.pay("foreign", consumer: "someone")
        let before = try scene.client.engine.journal
        let above = try await scene.apply(CaseScene.claim("o-1", more: #","amount":10001"#), once: "above")
        #expect(above.isProblem(422, "amount-above"), "\(above)")
        let many = try await scene.apply(CaseScene.claim("o-1", quantity: 3), once: "many")
        #expect(many.isProblem(422, "quantity-out-of-range"), "\(many)")
        let unpromised = try await scene.apply(CaseScene.claim("o-1", right: "gift"), once: "gift")
        #expect(unpromised.isProblem(422, "not-promised"), "\(unpromised)")
        var answers: [Answer] = []
        for order in ["foreign", "missing"] {
            answers.append(try await scene.apply(CaseScene.claim(order), once: order))
            answers.append(try await scene.get("/v1/shops/orchard/orders/\(order)", as: .consumer))
        }
        for answer in answers { #expect(answer.isProblem(404, "unknown-order"), "\(answer)") }
        #expect(Set(answers.map { $0.string("/title") }).count == 1)
        #expect(try scene.client.engine.journal.count == before.count, "a refusal left events behind")

        let first = try #require(
            try await scene.apply(CaseScene.claim("o-1", quantity: 2), once: "first").string("/id"))
        let second = try await scene.apply(CaseScene.claim("o-1"), once: "second")
        #expect(second.isProblem(409, "units-taken"), "\(second)")
        let other = try #require(try await scene.apply(CaseScene.claim("o-2"), once: "other").string("/id"))
        let stale = try await scene.act("contact", on: first, as: .merchant, ifMatch: "\"7\"")
        #expect(stale.isProblem(412, "stale-version"), "\(stale)")
        for id in [first, other] { _ = try await scene.act("approve", on: id, as: .merchant) }
        let waybill = #"{"carrier":"sf","waybill":"BACK-1"}"#
        #expect(try await scene.act("send-back", on: first, as: .consumer, waybill).status == 200)
        let used = try await scene.act("send-back", on: other, as: .consumer, waybill)
        #expect(used.isProblem(409, "waybill-used"), "\(used)")
        let early = try await scene.act("confirm", on: other, as: .merchant)
        #expect(early.isProblem(409, "not-now"), "\(early)")
    }

    @Test(
        "A body that is not right says where",
        arguments: [
            ("[]", ""), (#"{"shop":7}"#, "/shop"), (#"{"shp":"orchard"}"#, "/shp"), ("{}", "/order"),
            (#"{"consumer":"lin"}"#, "/consumer"), (#"{"lines":{}}"#, "/lines"), (#"{"lines":[]}"#, "/lines"),
            (#"{"lines":[7]}"#, "/lines/0"), (#"{"lines":[{"line":"1","quantity":0}]}"#, "/lines/0/quantity"),
            (#"{"lines":[{"line":"1","quantity":1.5}]}"#, "/lines/0/quantity"),
            (#"{"lines":[{"line":"1","quantity":1,"paid":1}]}"#, "/lines/0/paid"),
            (#"{"lines":[{"line":"1","quantity":1},{"line":"1","quantity":1}]}"#, "/lines/1/line"),
            (#"{"amount":"1"}"#, "/amount"), (#"{"amount":-1}"#, "/amount"), (#"{"reason":""}"#, "/reason"),
            (#"{"order":"a\u202eb"}"#, "/order"), (#"{"order":"a\nb"}"#, "/order"),
            (#"{"reason":"a\u0007"}"#, "/reason"),
            (#"{"shop":"\#(String(repeating: "s", count: 65))"}"#, "/shop"),
            (#"{"reason":"\#(String(repeating: "s", count: 4_001))"}"#, "/reason"),
        ])
    func badBody(body: String, pointer: String) async throws {
        let scene = try await CaseScene()
        let answer = try await scene.apply(body, once: "bad")
        #expect(answer.isProblem(422, "invalid-request"), "\(answer)")
        #expect(answer.column("/errors", "pointer").contains(pointer), "\(answer)")
    }

    @Test("Broken JSON, broken tags, strange ids and parameters are 400 or 404, never a fault")
    func hostile() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let id = try #require(try await scene.apply(CaseScene.claim("o-1"), once: "one").string("/id"))
        for body in ["{", #"{"note":"a","note":"b"}"#, "\u{0}", #"{"note":[[[[[[[[]]]]]]]]}"#] {
            let answer = try await scene.act("contact", on: id, as: .merchant, body)
            #expect(answer.isProblem(400, "malformed-json"), "\(answer)")
        }
        for tag in ["1", "\"\"", "\"x\"", "W/\"1\"", "\"1\", \"2\"", "\"-1\"", "\"99999999999999999999\""] {
            let answer = try await scene.act("contact", on: id, as: .merchant, ifMatch: tag)
            #expect(answer.isProblem(400, "invalid-if-match"), "\(tag): \(answer)")
        }
        for path in ["cases?limit=0", "cases?limit=x", "cases?stage=begun", "cases?dry=1", "cases?needs_person=1"] {
            #expect(try await scene.get("/v1/\(path)", as: .operator).status == 400, "\(path)")
        }
        for cursor in ["%00", "zz", "0a0", "3a"] {
            #expect(try await scene.get("/v1/me/orders?cursor=\(cursor)", as: .consumer).status == 400, "\(cursor)")
        }
        for strange in ["x", "00-", "+7-000000000000-00000000000000000000", "99-000000000000-00000000000000000000"] {
            #expect(try await scene.get("/v1/cases/\(strange)", as: .operator).isProblem(404, "unknown-case"))
        }
        for strange in ["%00", "%FF", String(repeating: "x", count: 65)] {
            #expect(try await scene.get("/v1/cases/\(strange)", as: .operator).status == 400)
        }
        let settle = try await scene.act("settle", on: id, as: .operator, #"{"outcome":"refnd"}"#)
        #expect(settle.string("/errors/0/message")?.contains("refund") == true, "\(settle)")
        let sent = try await scene.act("send-back", on: id, as: .consumer, #"{"carrier":"sf"}"#)
        #expect(sent.string("/errors/0/pointer") == "/waybill", "\(sent)")
    }

    @Test("The clock goes forward only, by what can be read, and only where it is virtual")
    func clock() async throws {
        let scene = try await CaseScene()
        #expect(try await scene.get("/v1/test/clock", as: .operator).string("/now") == "2022-10-01T10:00:00.000+08:00")
        for body in [
            "", #"{"advance":"2 days"}"#, #"{"advance":"401d"}"#, #"{"advance":"-1h"}"#, #"{"at":"tomorrow"}"#,
            #"{"at":"2022-10-02T00:00:00Z","advance":"1h"}"#, #"{"advance":"99999999999999999999h"}"#,
        ] {
            let answer = try await scene.post("/v1/test/clock", body, as: .operator)
            #expect(answer.isProblem(422, "invalid-request"), "\(body): \(answer)")
        }
        let back = try await scene.post("/v1/test/clock", #"{"at":"2022-10-01T00:00:00Z"}"#, as: .operator)
        #expect(back.isProblem(409, "clock-runs-forward"), "\(back)")
        let live = try APIClient()
        #expect(try await live.get("/v1/test/clock", key: try live.key(.operator)).status == 404)
    }
}
