import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("The clock of an order")
struct OrderClockTests {
    static let rules = OrderClock(
        receiptChecks: [.calendarDays(10), .calendarDays(20), .calendarDays(30)], receiptExtension: .calendarDays(3),
        undispatched: .calendarDays(30), payers: [.escrow])

    /// Paid on 25 February 2022 at 10:00.
    let paid = OrderScene.paidAt
    let dispatch = Almanacs.at(2022, 3, 1, 9, 30)
    let checks = [Almanacs.at(2022, 3, 12), Almanacs.at(2022, 3, 22), Almanacs.at(2022, 4, 1)]

    private func dispatched() -> OrderScene {
        var scene = OrderScene()
        scene.step(.dispatched, at: dispatch)
        return scene
    }

    private func pending(_ scene: OrderScene, _ rules: OrderClock = rules) throws -> [PendingDeadline] {
        try scene.order.deadlines(under: rules, in: Almanacs.ordinary)
    }

    private func isReceived(_ scene: OrderScene, _ check: Int, hasOpenCase: Bool = false) -> Bool {
        scene.order.isReceived(atCheck: check, of: Self.rules, due: checks[check], hasOpenCase: hasOpenCase)
    }

    @Test("asks 10, 20 and 30 days after dispatch whether it was received, and then no more")
    func receiptChecks() throws {
        var scene = dispatched()
        for check in 0..<3 {
            #expect(try pending(scene) == [PendingDeadline(kind: .receipt(check), due: checks[check])])
            scene.pass { $0.checksMade += 1 }
        }
        #expect(try pending(scene).isEmpty)
    }

    @Test("puts a check off by three days where the buyer asked for it, and those that follow", arguments: 0..<3)
    func extended(check: Int) throws {
        var scene = dispatched()
        scene.pass {
            $0.checksMade = check
            $0.isExtended = true
        }
        let due = checks[check].adding(hours: 72)
        #expect(try pending(scene) == [PendingDeadline(kind: .receipt(check), due: due)])
        let without = OrderClock(
            receiptChecks: Self.rules.receiptChecks, receiptExtension: nil, undispatched: nil, payers: [])
        #expect(try pending(scene, without).map(\.due) == [checks[check]])
    }

    @Test("puts off a check that is worded in hours by exactly the hours that the extension has")
    func extendedHours() throws {
        var scene = dispatched()
        scene.pass { $0.isExtended = true }
        let rules = OrderClock(
            receiptChecks: [.hours(240)], receiptExtension: .hours(72), undispatched: nil, payers: [])
        #expect(try pending(scene, rules).map(\.due) == [dispatch.adding(hours: 312)])
    }

    @Test("finds it received when it is signed for in time and normal")
    func signed() {
        for check in 0..<3 {
            var inTime = dispatched()
            inTime.step(.signed, at: checks[check].justBefore, by: .recipient)
            #expect(isReceived(inTime, check))
            var late = dispatched()
            late.step(.signed, at: checks[check], by: .recipient)
            #expect(isReceived(late, check) == (check == 2), "signed for at the due instant is too late to count")
        }
        var locker = dispatched()
        locker.step(.signed, at: dispatch.adding(hours: 24), by: .lockerWithoutConsent)
        #expect(!isReceived(locker, 0) && !isReceived(locker, 1) && isReceived(locker, 2))
    }

    @Test("finds it received at the last check though nobody has signed for it")
    func unsigned() {
        let scene = dispatched()
        #expect((0..<3).map { isReceived(scene, $0) } == [false, false, true])
    }

    @Test(
        "does not find it received, signed or not, once it was refused or returned",
        arguments: [
            OrderStep.refused, .returned,
        ])
    func disturbed(step: OrderStep) {
        var scene = dispatched()
        scene.step(.signed, at: dispatch.adding(hours: 24), by: .recipient)
        scene.step(step, at: checks[1].justBefore)
        #expect((0..<3).map { isReceived(scene, $0) } == [true, false, false])
    }

    @Test("does not find it received while a case is open")
    func openCase() {
        var scene = dispatched()
        scene.step(.signed, at: dispatch.adding(hours: 24), by: .recipient)
        for check in 0..<3 { #expect(!isReceived(scene, check, hasOpenCase: true)) }
    }

    @Test("closes an order that was not dispatched 30 days after payment")
    func undispatched() throws {
        let due = Almanacs.at(2022, 3, 28)
        let closing = PendingDeadline(kind: .undispatched, due: due)
        #expect(try pending(OrderScene()) == [closing])
        var inTime = OrderScene()
        inTime.step(.dispatched, at: due.justBefore)
        #expect(try pending(inTime).map(\.kind) == [.receipt(0)])
        var late = OrderScene()
        late.step(.dispatched, at: due)
        #expect(try pending(late) == [closing], "what comes at the due instant is too late")
    }

    @Test(
        "does not close as undispatched what a carrier is known to have",
        arguments: [
            OrderStep.collected, .inTransit, .signed, .refused, .returned,
        ])
    func onItsWay(step: OrderStep) throws {
        var scene = OrderScene()
        scene.step(step, at: dispatch)
        #expect(try pending(scene) == [PendingDeadline(kind: .receipt(0), due: checks[0])])
    }

    @Test("stops with receipt, with the end of the order, and where a person was asked")
    func stopped() throws {
        #expect(try Order().deadlines(under: Self.rules, in: Almanacs.ordinary).isEmpty)
        for step in [OrderStep.receiptConfirmed, .closed] {
            var ended = dispatched()
            ended.step(step, at: checks[0].justBefore)
            #expect(try pending(ended).isEmpty)
            var late = dispatched()
            late.step(step, at: checks[0])
            #expect(try pending(late).map(\.due) == [checks[0]], "the check comes first, however late it is made")
            late.pass { $0.checksMade = 1 }
            #expect(try pending(late).isEmpty)
        }
        let passed: [(inout OrderProgress) -> Void] = [
            { $0.receivedAt = checks[0] }, { $0.closedAt = checks[0] }, { $0.referred = .receipt(0) },
        ]
        for change in passed {
            var scene = dispatched()
            scene.pass(change)
            #expect(try pending(scene).isEmpty)
        }
    }

    @Test("runs from the last of the parcels that left before the check")
    func parcels() throws {
        var scene = OrderScene()
        scene.step(.dispatched, at: dispatch, parcel: "p1")
        scene.step(.dispatched, at: Almanacs.at(2022, 3, 5, 9), parcel: "p2")
        // Another waybill of a parcel that has left already is no new dispatch.
        scene.step(.dispatched, at: Almanacs.at(2022, 3, 8, 9), parcel: "p1")
        #expect(try pending(scene).map(\.due) == [Almanacs.at(2022, 3, 16)])
        let check = Almanacs.at(2022, 3, 16)
        scene.step(.dispatched, at: check, parcel: "p3")
        #expect(try pending(scene).map(\.due) == [check], "a parcel that leaves later does not put off what is due")
        scene.step(.signed, at: Almanacs.at(2022, 3, 7), parcel: "p1", by: .recipient)
        scene.step(.signed, at: Almanacs.at(2022, 3, 9), parcel: "p2", by: .recipient)
        #expect(scene.order.isReceived(atCheck: 0, of: Self.rules, due: check, hasOpenCase: false))
    }

    @Test("is not moved, once due, by anything that happens later")
    func late() throws {
        for seed in CaseSample.seeds {
            var chance = SeededGenerator(seed: seed)
            var scene = OrderScene()
            var now = paid
            for _ in 0..<chance.int(in: 0...6) {
                now = now.adding(milliseconds: chance.int64(in: 0...240 * Almanacs.hour))
                Self.anyStep(&scene, at: now, &chance)
            }
            if chance.bool() { scene.pass { $0.isExtended = true } }
            scene.pass { $0.checksMade = chance.int(in: 0...3) }
            guard let next = try pending(scene).first else { continue }
            let isReceived = scene.order.isReceived(atCheck: 0, of: Self.rules, due: next.due, hasOpenCase: false)
            for _ in 0..<5 {
                Self.anyStep(
                    &scene, at: next.due.adding(milliseconds: chance.int64(in: 0...900 * Almanacs.hour)), &chance)
                #expect(try pending(scene) == [next], "seed \(seed)")
                #expect(
                    scene.order.isReceived(atCheck: 0, of: Self.rules, due: next.due, hasOpenCase: false) == isReceived,
                    "seed \(seed)")
            }
        }
    }

    private static func anyStep(_ scene: inout OrderScene, at instant: Instant, _ chance: inout SeededGenerator) {
        let signer = chance.pick(Signer.allCases)
        scene.step(chance.pick(OrderStep.allCases), at: instant, parcel: chance.pick(["p1", "p2", nil]), by: signer)
    }
}
