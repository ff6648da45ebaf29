import HTTPTypes
import SuretyDomain
import SuretyEngine
import SuretyTestKit
import SuretyWire
import Testing

@Suite("A seven-day return over HTTP") struct ReturnTests {
    @Test("With the merchant silent throughout: approved, confirmed and paid by time, to the millisecond")
    func silence() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        try await scene.move(to: "2022-10-05T09:00:00+08:00")
        let opened = try await scene.apply(CaseScene.claim("o-1", more: #","reason":"too big\nfor me""#), once: "one")
        #expect(opened.status == 201 && opened.string("/stage") == "awaiting-decision", "\(opened)")
        let id = try #require(opened.string("/id"))
        #expect(opened.headers[.location] == "/v1/cases/\(id)" && opened.headers[.eTag] == "\"1\"")
        #expect(opened.integer("/refund/amount") == 10_000 && opened.string("/reason") == "too big\nfor me")
        #expect(opened.string("/claimable_until") == "2022-10-09T00:00:00.000+08:00", "\(opened)")
        #expect(opened.strings("/allowed_actions") == ["withdraw"])
        #expect(opened.column("/deadlines", "due") == ["2022-10-07T09:00:00.000+08:00"], "\(opened)")
        #expect(opened.column("/deadlines", "then") == ["approve"])
        let merchants = try await scene.get("/v1/cases/\(id)", as: .merchant)
        #expect(merchants.strings("/allowed_actions") == ["contact", "approve", "refund-only"], "\(merchants)")

        try await scene.move(to: "2022-10-07T08:59:59.999+08:00")
        #expect(try await scene.get("/v1/cases/\(id)", as: .consumer).string("/stage") == "awaiting-decision")
        try await scene.advance("1ms")
        let approved = try await scene.get("/v1/cases/\(id)", as: .consumer)
        #expect(approved.string("/stage") == "awaiting-return", "\(approved)")
        #expect(approved.column("/history", "event") == ["opened", "approved"])
        #expect(approved.string("/history/1/by") == "clock")
        #expect(approved.string("/history/1/at") == "2022-10-07T09:00:00.000+08:00")

        let sent = try await scene.act(
            "send-back", on: id, as: .consumer, #"{"carrier":"sf","waybill":"BACK-1","note":"sealed"}"#,
            ifMatch: approved.headers[.eTag])
        #expect(sent.status == 200 && sent.string("/stage") == "awaiting-confirmation", "\(sent)")
        #expect(sent.column("/deadlines", "due") == ["2022-10-15T00:00:00.000+08:00"])
        try await scene.move(to: "2022-10-15T00:00:00+08:00")
        let refunded = try await scene.get("/v1/cases/\(id)", as: .consumer)
        #expect(refunded.string("/stage") == "refunded" && refunded.strings("/allowed_actions") == [], "\(refunded)")
        #expect(refunded.string("/money/status") == "succeeded" && refunded.integer("/money/amount/amount") == 10_000)
        let ledger = try await scene.get("/v1/shops/orchard/ledger", as: .merchant)
        #expect(ledger.column("/balances", "account") == ["buyer", "escrow/o-1"], "\(ledger)")
        #expect(ledger.integer("/balances/1/balance/amount") == 10_000)
        #expect(try scene.client.engine.findings == [])
    }

    @Test("With everybody silent for two months, one term's end begins the next, and all have their own instants")
    func chained() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let id = try #require(try await scene.apply(CaseScene.claim("o-1"), once: "one").string("/id"))
        try await scene.advance("60d")
        let file = try await scene.get("/v1/cases/\(id)", as: .auditor)
        #expect(file.column("/history", "event") == ["opened", "approved", "reminded", "lapsed"], "\(file)")
        #expect(file.string("/history/1/at") == "2022-10-03T10:00:00.000+08:00")
        #expect(file.string("/history/3/at") == "2022-10-14T00:00:00.000+08:00")
    }

    @Test("On PostgreSQL the same: claims, lists page by page, referrals, payments, ledger, an order")
    func postgres() async throws {
        let scene = try await CaseScene(try TestDatabase.postgres.make())
        for order in ["a", "b", "c"] {
            try await scene.deliver(order)
            #expect(try await scene.apply(CaseScene.claim(order), once: order).status == 201)
            try await scene.advance("1ms")
        }
        for (path, list) in [("/v1/me/orders", "/orders"), ("/v1/me/cases", "/cases"), ("/v1/cases", "/cases")] {
            let first = try await scene.get("\(path)?limit=2", as: .consumer)
            let cursor = try #require(first.string("/next_cursor"), "\(first)")
            let second = try await scene.get("\(path)?limit=2&cursor=\(cursor)", as: .consumer)
            #expect(first.column(list, "order") + second.column(list, "order") == ["a", "b", "c"], "\(second)")
        }
        let cases = try await scene.get("/v1/cases?stage=awaiting-decision", as: .merchant)
        let id = try #require(cases.string("/cases/1/id"), "\(cases)")
        #expect(try await scene.act("refund-only", on: id, as: .merchant).string("/stage") == "refunded")
        #expect(try await scene.act("refund-only", on: id, as: .merchant).header("Idempotent-Replayed") == "true")
        #expect(try await scene.get("/v1/cases?needs_person=true", as: .operator).column("/cases", "id") == [])
        try await scene.advance("1s")
        let paid = try await scene.get("/v1/payment-instructions?status=succeeded", as: .auditor)
        #expect(paid.column("/payment_instructions", "case") == [id], "\(paid)")
        #expect(try await scene.get("/v1/payment-instructions?status=failed", as: .auditor).status == 200)
        let ledger = try await scene.get("/v1/shops/orchard/ledger", as: .merchant)
        #expect(ledger.column("/balances", "account") == ["buyer", "escrow/a", "escrow/b", "escrow/c"], "\(ledger)")
        let order = try await scene.get("/v1/shops/orchard/orders/b", as: .consumer)
        #expect(order.column("/money/instructions", "status") == ["succeeded"], "\(order)")
        #expect(try await scene.get("/v1/referrals", as: .adjudicator).status == 200)
        let replayed = try await scene.apply(CaseScene.claim("a"), once: "a")
        #expect(replayed.status == 201 && replayed.header("Idempotent-Replayed") == "true", "\(replayed)")
        #expect(try scene.client.engine.findings == [])
    }

    @Test("With everybody quick: contact, refusal, opened again, approved, sent back, disputed, settled, paid")
    func walk() async throws {
        let scene = try await CaseScene()
        try await scene.deliver("o-1")
        let id = try #require(try await scene.apply(CaseScene.claim("o-1"), once: "one").string("/id"))
        #expect(try await scene.act("refuse", on: id, as: .merchant).isProblem(409, "contact-first"))
        #expect(try await scene.act("contact", on: id, as: .merchant, #"{"note":"rang twice"}"#).status == 200)
        #expect(try await scene.act("refuse", on: id, as: .merchant).string("/stage") == "refused")
        #expect(try await scene.act("reopen", on: id, as: .consumer).string("/stage") == "awaiting-decision")
        let approved = try await scene.act("approve", on: id, as: .merchant)
        #expect(approved.string("/stage") == "awaiting-return", "\(approved)")
        let waybill = #"{"carrier":"sf","waybill":"BACK-1"}"#
        #expect(try await scene.act("send-back", on: id, as: .consumer, waybill).status == 200)
        let disputed = try await scene.act("dispute", on: id, as: .merchant)
        #expect(disputed.bool("/needs_person") == true, "\(disputed)")
        let referrals = try await scene.get("/v1/referrals", as: .adjudicator)
        #expect(referrals.column("/referrals", "id") == [id], "\(referrals)")
        let waiting = try await scene.get("/v1/cases?needs_person=true", as: .operator)
        #expect(waiting.column("/cases", "id") == [id], "\(waiting)")
        let judged = try await scene.get("/v1/cases/\(id)", as: .adjudicator)
        #expect(judged.strings("/allowed_actions") == ["settle"])
        let settled = try await scene.act(
            "settle", on: id, as: .adjudicator, #"{"outcome":"refund","note":"the photo shows it"}"#)
        #expect(settled.string("/stage") == "refunded" && settled.string("/money/status") == "pending", "\(settled)")
        #expect(settled.column("/history", "note").contains("rang twice"))
        try await scene.advance("1s")
        #expect(try await scene.get("/v1/cases/\(id)", as: .auditor).string("/money/status") == "succeeded")
        #expect(try await scene.get("/v1/referrals", as: .operator).column("/referrals", "id") == [])
    }

    @Test("An instant refund is decided by the records alone, and the marketplace tells what became of the money")
    func instantRefund() async throws {
        let scene = try await CaseScene(provider: nil)
        try await scene.pay("o-1", freight: 500)
        let opened = try await scene.apply(
            CaseScene.claim("o-1", right: "instant-refund", quantity: 2), once: "one")
        #expect(opened.status == 201, "\(opened)")
        let id = try #require(opened.string("/id"))
        try await scene.advance("1s")
        let refunded = try await scene.get("/v1/cases/\(id)", as: .consumer)
        #expect(refunded.string("/stage") == "refunded", "\(refunded)")
        #expect(refunded.integer("/refund/amount") == 20_500)
        let pending = try await scene.get("/v1/payment-instructions?status=pending", as: .integrator)
        let payment = try #require(pending.string("/payment_instructions/0/id"), "\(pending)")
        let path = "/v1/payment-instructions/\(payment)"
        let failed = try await scene.post(
            "\(path)/outcome", #"{"outcome":"failed","reason":"account closed"}"#, as: .integrator, once: "f")
        #expect(failed.string("/status") == "failed", "\(failed)")
        let listed = try await scene.get("/v1/payment-instructions?status=failed", as: .operator)
        #expect(listed.column("/payment_instructions", "id") == [payment], "\(listed)")
        #expect(try await scene.get("/v1/referrals", as: .operator).column("/referrals", "kind") == ["instruction"])
        #expect(try await scene.post("\(path)/retry", "", as: .operator).string("/status") == "pending")
        let paid = try await scene.post("\(path)/outcome", #"{"outcome":"succeeded"}"#, as: .integrator, once: "s")
        #expect(paid.string("/status") == "succeeded", "\(paid)")
        // Its word counts once: a later one changes nothing.
        let late = try await scene.post("\(path)/outcome", #"{"outcome":"failed"}"#, as: .integrator, once: "l")
        #expect(late.string("/status") == "succeeded", "\(late)")
        #expect(try await scene.get("/v1/payment-instructions/x", as: .operator).status == 404)
        let nowhere = try await scene.post(
            "/v1/payment-instructions/00-0/outcome", #"{"outcome":"unknown"}"#, as: .operator, once: "n")
        #expect(nowhere.isProblem(404, "unknown-instruction"), "\(nowhere)")
        #expect(try scene.client.engine.findings == [])
    }

    @Test("An order tells until when each promise can be claimed, what time brings, and its cases")
    func order() async throws {
        let scene = try await CaseScene()
        try await scene.pay("o-1")
        let path = "/v1/shops/orchard/orders/o-1"
        let paid = try await scene.get(path, as: .consumer)
        let rights = paid.column("/lines/0/promises", "right")
        let returning = try #require(rights.firstIndex(of: "seven-day-return"), "\(paid)")
        let instantly = try #require(rights.firstIndex(of: "instant-refund"))
        #expect(paid.bool("/lines/0/promises/\(returning)/claimable") == false)
        #expect(paid.bool("/lines/0/promises/\(instantly)/claimable") == true)
        #expect(paid.string("/lines/0/promises/\(instantly)/until") == "2022-10-01T16:00:00.000+08:00", "\(paid)")
        #expect(paid.column("/deadlines", "then") == ["close-and-refund"])
        #expect(paid.string("/deadlines/0/due") == "2022-11-01T00:00:00.000+08:00")
        try await scene.step("o-1", "order-dispatched", waybill: "OUT-1")
        try await scene.step("o-1", "order-signed")
        _ = try await scene.apply(CaseScene.claim("o-1"), once: "one")
        let signed = try await scene.get(path, as: .merchant)
        #expect(signed.string("/lines/0/promises/\(returning)/until") == "2022-10-09T00:00:00.000+08:00", "\(signed)")
        #expect(signed.bool("/lines/0/promises/\(instantly)/claimable") == false)
        #expect(signed.column("/cases", "stage") == ["awaiting-decision"])
        #expect(signed.column("/steps", "waybill") == ["OUT-1", "–"])
        #expect(signed.integer("/money/in_escrow/amount") == 20_000)
        #expect(signed.string("/deadlines/0/due") == "2022-10-12T00:00:00.000+08:00")

        let later = try await scene.post("\(path)/extend-receipt", "", as: .consumer)
        #expect(later.string("/deadlines/0/due") == "2022-10-15T00:00:00.000+08:00", "\(later)")
        let again = try await scene.post("\(path)/extend-receipt", "{}", as: .consumer)
        #expect(again.isProblem(409, "not-extendable"), "\(again)")
        // Its source never says how far it has told, so after a day a person is asked.
        try await scene.move(to: "2022-10-17T00:00:00+08:00")
        let referrals = try await scene.get("/v1/referrals", as: .operator)
        #expect(referrals.column("/referrals", "kind") == ["order"], "\(referrals)")
        let settled = try await scene.post(
            "\(path)/settle", #"{"carry_out":true}"#, as: .adjudicator, once: "settle")
        #expect(settled.string("/receipt_confirmed_at") == "2022-10-17T00:00:00.000+08:00", "\(settled)")
        let twice = try await scene.post("\(path)/settle", #"{"carry_out":true}"#, as: .operator, once: "again")
        #expect(twice.isProblem(409, "nothing-referred"), "\(twice)")
    }

    @Test("A consumer finds their own orders and cases at home, page by page")
    func mine() async throws {
        let scene = try await CaseScene()
        for order in ["a", "b", "c"] { try await scene.deliver(order) }
        try await scene.pay("d", consumer: "someone")
        for order in ["a", "b", "c"] {
            _ = try await scene.apply(CaseScene.claim(order), once: order)
            // Cases are listed in the order in which they were opened, to the millisecond.
            try await scene.advance("1ms")
        }
        for (path, list, member) in [
            ("/v1/me/orders", "/orders", "order"), ("/v1/me/cases", "/cases", "order"),
            ("/v1/cases", "/cases", "order"),
        ] {
            let all = try await scene.get(path, as: .consumer)
            #expect(all.column(list, member) == ["a", "b", "c"], "\(all)")
            let first = try await scene.get("\(path)?limit=2", as: .consumer)
            let cursor = try #require(first.string("/next_cursor"), "\(first)")
            let second = try await scene.get("\(path)?limit=2&cursor=\(cursor)", as: .consumer)
            #expect(first.column(list, member) + second.column(list, member) == ["a", "b", "c"], "\(second)")
            #expect(second["/next_cursor"] == .null)
        }
        let merchants = try await scene.get("/v1/cases?limit=2&stage=awaiting-decision", as: .merchant)
        #expect(merchants.column("/cases", "order") == ["a", "b"] && merchants.string("/next_cursor") != nil)
        let one = try await scene.get("/v1/cases?order=c&shop=orchard", as: .operator)
        #expect(one.column("/cases", "order") == ["c"] && one["/next_cursor"] == .null, "\(one)")
        let foreign = try await scene.get("/v1/cases?shop=cellar", as: .merchant)
        #expect(foreign.column("/cases", "id") == [])
    }
}
