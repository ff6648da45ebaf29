import SuretyDomain
import SuretyLabels
import SuretyTestKitCore
import Testing

@Suite("A claim, from promise to money")
struct ClaimTests {
    private static let waybill = Waybill(carrier: "sf", number: "SF-1")

    /// A shop that promises everything, and an order of 10.00 paid at noon.
    private func scene(dispatched: Bool) throws -> Scene {
        var scene = try Scene([.claims])
        scene.tell(.shopOpened(.init(shop: scene.shop, kind: "ordinary")))
        for right in ["seven-day-return", "instant-refund", "instant-refund-platform"] {
            scene.switchOn(RightKey(right))
        }
        scene.list("tea")
        scene.pay("o1", "tea", id: "paid")
        if dispatched {
            scene.step("o1", .dispatched, waybill: "OUT-1")
            scene.move(hours: 30)
            scene.step("o1", .signed)
        }
        return scene
    }

    @Test("The goods go back and the money comes: every step by the party whose it is")
    func wholeWay() throws {
        var scene = try scene(dispatched: true)
        #expect(scene.balance(.escrow("o1")) == 1_000 && scene.balance(.buyer) == -1_000)
        scene.claim("c1", "seven-day-return", on: "o1")
        #expect(scene.stage("c1") == .awaitingDecision)
        #expect(scene.merchant(.refuse, "c1") == .refused(.aftersales(.contactFirst)))
        scene.merchant(.contact, "c1")
        scene.merchant(.approve, "c1")
        #expect(scene.stage("c1") == .awaitingReturn)
        scene.buyer(.sendBack(Self.waybill), "c1")
        #expect(scene.stage("c1") == .awaitingConfirmation)
        scene.merchant(.confirm, "c1")
        #expect(scene.stage("c1") == .refunded)
        #expect(scene.balance(.escrow("o1")) == 0 && scene.balance(.held("pay-c1")) == 1_000)
        scene.provider(.unknown, "c1")
        scene.provider(.succeeded, "c1")
        #expect(scene.provider(.succeeded, "c1") == .duplicate(number: 0))
        #expect(scene.instruction("c1")?.status == .succeeded)
        #expect(scene.balance(.held("pay-c1")) == 0 && scene.balance(.buyer) == 0)
        #expect(scene.pending == [.receipt(0)])
    }

    @Test("Nobody but the buyer acts: silence approves, silence confirms, and each term ends to the millisecond")
    func silence() throws {
        var scene = try scene(dispatched: true)
        let applied = scene.now
        scene.claim("c1", "seven-day-return", on: "o1")
        scene.move(to: applied.adding(hours: 48).adding(milliseconds: -1))
        #expect(scene.stage("c1") == .awaitingDecision)
        #expect(scene.aftersales("c1")?.breaches == [.contact])
        scene.move(to: applied.adding(hours: 48))
        #expect(scene.stage("c1") == .awaitingReturn)
        scene.buyer(.sendBack(Self.waybill), "c1")
        scene.move(hours: 24 * 9)
        #expect(scene.stage("c1") == .refunded)
        #expect(scene.balance(.held("pay-c1")) == 1_000)
    }

    @Test("An act received before the term ended wins, however late it is processed; one at its end is too late")
    func lateProcessing() throws {
        var scene = try scene(dispatched: true)
        let due = scene.now.adding(hours: 48)
        scene.claim("c1", "seven-day-return", on: "o1")
        scene.merchant(.contact, "c1")
        scene.oversleep(until: due.adding(hours: 1))
        #expect(
            scene.merchant(.refuse, "c1", at: due) == .refused(.aftersales(.termEnded(.decision, at: due))))
    }

    @Test("A second claim for the same unit, a foreign order and a waybill used twice are refused and change nothing")
    func refusals() throws {
        var scene = try scene(dispatched: true)
        scene.claim("c1", "seven-day-return", on: "o1")
        #expect(
            scene.claim("c2", "seven-day-return", on: "o1") == .refused(.aftersales(.unitsTaken("l1", left: 0))))
        #expect(
            scene.claim("c2", "seven-day-return", on: "o1", by: "other") == .refused(.aftersales(.unknownOrder)))
        scene.merchant(.approve, "c1")
        let outward = Waybill(carrier: "sf", number: "OUT-1")
        #expect(scene.buyer(.sendBack(outward), "c1") == .refused(.aftersales(.waybillUsed(outward))))
        scene.pay("o2", "tea")
        scene.step("o2", .dispatched)
        scene.buyer(.sendBack(Self.waybill), "c1")
        scene.claim("c3", "seven-day-return", on: "o2")
        scene.merchant(.approve, "c3")
        #expect(scene.buyer(.sendBack(Self.waybill), "c3") == .refused(.aftersales(.waybillUsed(Self.waybill))))
        #expect(
            scene.act(.withdraw, on: "c3", by: .consumer("buyer"), version: 1)
                == .refused(.aftersales(.staleVersion(2))))
        #expect(scene.act(.approve, on: "c3", by: .merchant("another")) == .refused(.aftersales(.unknownCase)))
    }

    @Test("Before dispatch the money comes back at once; a source that tells how far it has told is waited for")
    func instantRefund() throws {
        var scene = try scene(dispatched: false)
        scene.claim("c1", "instant-refund", on: "o1")
        #expect(scene.stage("c1") == .refunded, "a source that never says how far it has told holds nothing up")

        scene.catchUp(to: scene.now)
        scene.pay("o2", "tea")
        scene.move(hours: 1)
        let applied = scene.now
        scene.claim("c2", "instant-refund", on: "o2")
        #expect(scene.stage("c2") == .awaitingRecords)
        scene.move(hours: 1)
        scene.catchUp(to: applied)
        #expect(scene.stage("c2") == .awaitingRecords, "a dispatch in the millisecond of the application may come")
        scene.catchUp(to: applied.adding(milliseconds: 1))
        #expect(scene.stage("c2") == .refunded)
    }

    @Test("A dispatch before the application that was told after it refuses the instant refund; a later one does not")
    func race() throws {
        var scene = try scene(dispatched: false)
        scene.catchUp(to: scene.now)
        scene.move(hours: 2)
        let applied = scene.now
        scene.claim("c1", "instant-refund", on: "o1")
        scene.move(hours: 1)
        scene.step("o1", .dispatched, at: applied.adding(milliseconds: -1))
        scene.catchUp(to: scene.now)
        #expect(scene.stage("c1") == .refused)
        #expect(scene.balance(.escrow("o1")) == 1_000)

        scene.pay("o2", "tea")
        scene.move(hours: 1)
        let second = scene.now
        scene.claim("c2", "instant-refund", on: "o2")
        scene.step("o2", .dispatched, at: second.adding(milliseconds: 1))
        scene.move(hours: 1)
        scene.catchUp(to: scene.now)
        #expect(scene.stage("c2") == .refunded)
    }

    @Test("A source that falls silent suspends what depends on it, and after the longest wait a person decides")
    func silentSource() throws {
        var scene = try scene(dispatched: false)
        scene.catchUp(to: scene.now)
        scene.claim("c1", "instant-refund", on: "o1")
        scene.move(hours: 5)
        scene.pay("o2", "tea")
        scene.claim("c2", "instant-refund", on: "o2")
        scene.move(hours: 23)
        #expect(scene.stage("c2") == .awaitingRecords)
        #expect(scene.adjudicator(.settle(.refund), "c2") == .refused(.aftersales(.notNow(.settle, allowed: []))))
        scene.move(hours: 2)
        #expect(scene.aftersales("c2")?.needsPerson == true)
        scene.adjudicator(.settle(.refund), "c2")
        #expect(scene.stage("c2") == .refunded)
    }

    @Test("An order not dispatched for 30 days is closed and refunded, never because its dispatch was told late")
    func undispatched() throws {
        var scene = try scene(dispatched: false)
        scene.move(to: Almanacs.at(2022, 7, 2))
        #expect(scene.order("o1")?.closedAt == nil, "the source has not told of the last day")
        scene.catchUp(to: scene.now)
        #expect(scene.order("o1")?.closedAt == Almanacs.at(2022, 7, 2))
        #expect(scene.balance(.escrow("o1")) == 0)

        scene.pay("o2", "tea")
        let due = Almanacs.at(2022, 8, 2)
        scene.move(to: due.adding(hours: 3))
        scene.step("o2", .dispatched, at: due.adding(milliseconds: -1))
        scene.catchUp(to: scene.now)
        #expect(scene.order("o2")?.closedAt == nil)
    }

    @Test("Receipt pays the shop: at 10 days where it is signed for, at 30 anyway, and not while a case is open")
    func receipt() throws {
        var scene = try scene(dispatched: true)
        scene.claim("c1", "seven-day-return", on: "o1")
        scene.merchant(.contact, "c1")
        scene.merchant(.refuse, "c1")
        #expect(scene.stage("c1") == .refused)
        scene.move(to: Almanacs.at(2022, 6, 12))
        scene.catchUp(to: scene.now)
        #expect(scene.order("o1")?.receiptConfirmedAt == Almanacs.at(2022, 6, 12))
        #expect(scene.balance(.payable) == 1_000 && scene.balance(.escrow("o1")) == 0)
        // A refund after the release comes out of what is payable.
        scene.buyer(.reopen, "c1")
        scene.merchant(.refundOnly, "c1")
        #expect(scene.balance(.payable) == 0 && scene.balance(.held("pay-c1")) == 1_000)
    }

    @Test(
        "Voluntary guarantees are withheld from a buyer on record for abuse, as their home has told; the law's are not")
    func standing() throws {
        var scene = try scene(dispatched: false)
        scene.tell(.consumerStood(.init(consumer: "buyer", standing: .restricted, reason: "abuse")))
        #expect(
            scene.claim("c1", "instant-refund-platform", on: "o1")
                == .refused(.aftersales(.restrictedStanding("instant-refund-platform"))))
        scene.step("o1", .dispatched)
        scene.claim("c1", "seven-day-return", on: "o1")
        #expect(scene.stage("c1") == .awaitingDecision)
        let home = scene.market.workspace(of: .consumer("buyer"))
        #expect(home.consumerCases.all.map(\.value.stage) == [.awaitingDecision])
        #expect(home.consumerOrders.all.count == 1)
    }
}
