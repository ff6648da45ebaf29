import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("A claim to a seven-day return")
struct SevenDayReturnTests {
    let signed = Almanacs.at(2022, 3, 1, 14, 30)
    let end = Almanacs.at(2022, 3, 9)
    let claim = Claim.of([.units(1)])

    /// Dispatched on 26 February, nothing signed for yet.
    private func dispatched() -> OrderScene {
        var scene = OrderScene()
        scene.step(.dispatched, at: Almanacs.at(2022, 2, 26, 9))
        return scene
    }

    @Test("signed for on 1 March at 14:30 is open until 9 March 00:00, and on the day of signing already")
    func window() throws {
        var scene = dispatched()
        scene.step(.signed, at: signed, by: .recipient)
        for instant in [signed, Almanacs.at(2022, 3, 1, 18), Almanacs.at(2022, 3, 8, 14, 31), end.justBefore] {
            let opening = try scene.judge(claim, at: instant)
            #expect(opening.claimableUntil == end)
            #expect(opening.at == instant)
        }
        for instant in [end, end.adding(hours: 1)] {
            #expect(throws: CaseRefusal.tooLate(.sevenDayReturn, until: end)) { try scene.judge(claim, at: instant) }
        }
    }

    @Test("carries what was pinned: the book of the payment, the procedure of now, the remedy and the payers")
    func opening() throws {
        let opening = try dispatched().judge(claim, at: signed)
        #expect(opening.claim == claim)
        #expect(opening.guaranteeBook == "then" && opening.procedureBook == "now")
        #expect(opening.remedy == .returnAndRefund && opening.answer == .merchant)
        #expect(opening.payers == Guarantee.sevenDayReturn.payers && opening.currency == .cny)
        #expect(opening.standing == nil, "nobody asked for it")
        #expect(Case.opened(opening).stage == .awaitingDecision(since: signed))
    }

    @Test("is open from dispatch for as long as nobody has signed for it, and not before")
    func unsigned() throws {
        let scene = dispatched()
        #expect(try scene.judge(claim, at: Almanacs.at(2022, 2, 26, 9)).claimableUntil == nil)
        #expect(try scene.judge(claim, at: Almanacs.at(2022, 5, 1)).claimableUntil == nil)
        #expect(throws: CaseRefusal.notDispatched(.sevenDayReturn)) {
            try scene.judge(claim, at: Almanacs.at(2022, 2, 26, 9).justBefore)
        }
        #expect(throws: CaseRefusal.notDispatched(.sevenDayReturn)) { try OrderScene().judge(claim, at: signed) }
    }

    @Test("is not refused for want of a waybill where the goods are known to have arrived")
    func withoutWaybill() throws {
        var scene = OrderScene()
        scene.step(.signed, at: signed, by: .recipient)
        #expect(try scene.judge(claim, at: signed.adding(hours: 1)).claimableUntil == end)
    }

    @Test("stays open while one of two parcels is on its way, and then runs from the last")
    func parcels() throws {
        var scene = dispatched()
        scene.step(.dispatched, at: Almanacs.at(2022, 2, 26, 9), parcel: "p1")
        scene.step(.dispatched, at: Almanacs.at(2022, 2, 27, 9), parcel: "p2")
        scene.step(.signed, at: signed, parcel: "p1", by: .recipient)
        #expect(try scene.judge(claim, at: end.adding(hours: 24)).claimableUntil == nil)
        scene.step(.signed, at: Almanacs.at(2022, 3, 4, 8), parcel: "p2", by: .delegate)
        #expect(try scene.judge(claim, at: end).claimableUntil == Almanacs.at(2022, 3, 12))
    }

    @Test("is not started by a locker that the buyer did not agree to, but by one that he did")
    func locker() throws {
        var scene = dispatched()
        scene.step(.signed, at: signed, by: .lockerWithoutConsent)
        #expect(try scene.judge(claim, at: end).claimableUntil == nil)
        scene.step(.signed, at: Almanacs.at(2022, 3, 3, 20), by: .locker)
        #expect(try scene.judge(claim, at: end).claimableUntil == Almanacs.at(2022, 3, 11))
    }

    @Test("runs from the first of several signatures, and moves with a corrected one")
    func corrected() throws {
        var scene = dispatched()
        let wrong = scene.step(.signed, at: Almanacs.at(2022, 2, 27, 8), by: .recipient)
        scene.step(.signed, at: signed, by: .recipient)
        #expect(throws: CaseRefusal.tooLate(.sevenDayReturn, until: Almanacs.at(2022, 3, 7))) {
            try scene.judge(claim, at: end.justBefore)
        }
        scene.retract(wrong)
        #expect(try scene.judge(claim, at: end.justBefore).claimableUntil == end)
    }

    @Test("is taken neither on an order that was closed, nor on one that is not the caller's")
    func refused() throws {
        var scene = dispatched()
        #expect(throws: CaseRefusal.unknownOrder) {
            try scene.judge(.of([.units(1)], by: "somebody-else"), at: signed)
        }
        let unpaid = ClaimContext(
            guarantee: .sevenDayReturn, guaranteeBook: "", procedureBook: "", almanac: Almanacs.ordinary, cases: [],
            standing: StandingSeen(standing: .good, number: 0))
        #expect(throws: CaseRefusal.unknownOrder) { try Order().judge(claim, at: signed, unpaid) }
        scene.step(.closed, at: signed)
        #expect(throws: CaseRefusal.orderClosed) { try scene.judge(claim, at: signed) }
        #expect(try scene.judge(claim, at: signed.justBefore).refunds.count == 1)
    }

    @Test("is taken only on lines on which it was promised when they were paid")
    func promised() throws {
        var scene = OrderScene(rights: [.instantRefund])
        scene.step(.dispatched, at: signed)
        #expect(throws: CaseRefusal.notPromised(.sevenDayReturn, "line")) { try scene.judge(claim, at: signed) }
        #expect(throws: CaseRefusal.unknownLine("other")) {
            try scene.judge(.of([.units(1, of: "other")]), at: signed)
        }
    }

    @Test("is never withheld from a buyer on record for abuse")
    func standing() throws {
        #expect(try dispatched().judge(claim, at: signed, standing: .restricted).standing == nil)
    }
}
