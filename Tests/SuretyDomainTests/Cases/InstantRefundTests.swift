import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("A claim to an instant refund")
struct InstantRefundTests {
    let paid = OrderScene.paidAt
    let limit = Money(minorUnits: 30_000, .cny)

    private func claim(_ scene: OrderScene, at instant: Instant) throws(CaseRefusal) -> CaseOpening {
        try scene.judge(.of([.units(1)], .instantRefund), under: .instantRefund, at: instant)
    }

    @Test("is open for six hours from payment, and not a millisecond longer")
    func sixHours() throws {
        let scene = OrderScene()
        let opening = try claim(scene, at: paid)
        #expect(opening.claimableUntil == paid.adding(hours: 6))
        #expect(Case.opened(opening).stage == .awaitingRecords)
        #expect(try claim(scene, at: paid.adding(hours: 6).justBefore).at == paid.adding(hours: 6).justBefore)
        #expect(throws: CaseRefusal.tooLate(.instantRefund, until: paid.adding(hours: 6))) {
            try claim(scene, at: paid.adding(hours: 6))
        }
    }

    @Test("is for orders below 300.00, all lines and their freight together")
    func amount() throws {
        let below = OrderScene([.line(paid: 19_999), .line("second", paid: 9_000, freight: 1_000)])
        #expect(try claim(below, at: paid).refunds == [LineRefund(line: "line", amount: 19_999)])
        let equal = OrderScene([.line(paid: 20_000), .line("second", paid: 9_000, freight: 1_000)])
        #expect(throws: CaseRefusal.amountNotBelow(limit)) { try claim(equal, at: paid) }
        // Ten reals may be less than 300 yuan. Nobody here knows.
        let foreign = OrderScene([.line(paid: 1_000)], currency: .brl)
        #expect(throws: CaseRefusal.amountNotBelow(limit)) { try claim(foreign, at: paid) }
    }

    @Test("is refused from the instant of dispatch on", arguments: [OrderStep.dispatched, .collected, .inTransit])
    func dispatched(step: OrderStep) throws {
        var scene = OrderScene()
        let dispatch = paid.adding(hours: 2)
        scene.step(step, at: dispatch)
        #expect(throws: CaseRefusal.alreadyDispatched(.instantRefund, at: dispatch)) {
            try claim(scene, at: dispatch)
        }
        #expect(try claim(scene, at: dispatch.justBefore).refunds.count == 1)
    }

    @Test("gives back goods and freight of the units")
    func freight() throws {
        let opening = try OrderScene().judge(.of([.units(3)], .instantRefund), under: .instantRefund, at: paid)
        #expect(opening.refunds == [LineRefund(line: "line", amount: 11_000)])
        #expect(opening.total == 11_000)
    }

    @Test("by the platform ends with dispatch, whenever that is, and asks for good standing")
    func platform() throws {
        var scene = OrderScene()
        let late = paid.adding(hours: 500)
        func claim(_ scene: OrderScene, _ instant: Instant, _ standing: Standing = .good) throws(CaseRefusal)
            -> CaseOpening
        {
            try scene.judge(
                .of([.units(1)], .platformRefund), under: .platformRefund, at: instant, standing: standing)
        }
        let opening = try claim(scene, late)
        #expect(opening.claimableUntil == nil)
        #expect(opening.standing == StandingSeen(standing: .good, number: 7), "what was seen is recorded")
        #expect(throws: CaseRefusal.restrictedStanding(.platformRefund)) { try claim(scene, late, .restricted) }
        scene.step(.dispatched, at: late)
        #expect(throws: CaseRefusal.tooLate(.platformRefund, until: late)) { try claim(scene, late) }
        #expect(try claim(scene, late.justBefore).refunds.count == 1)
    }
}
