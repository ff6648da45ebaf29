import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("The units of a claim")
struct ClaimedUnitsTests {
    let now = Almanacs.at(2022, 3, 1, 18)

    private func signed(_ lines: [PaidLine] = [.line(quantity: 3, paid: 10_000, freight: 1_000)]) -> OrderScene {
        var scene = OrderScene(lines)
        scene.step(.dispatched, at: Almanacs.at(2022, 2, 26))
        scene.step(.signed, at: Almanacs.at(2022, 3, 1), by: .recipient)
        return scene
    }

    private func open(
        _ units: [ClaimedUnits], _ scene: OrderScene, _ cases: [Case] = [], amount: Int64? = nil
    ) throws(CaseRefusal) -> Case {
        let id = CaseID("case-\(cases.count + 1)")
        return .opened(try scene.judge(.of(units, id: id, amount: amount), at: now, cases: cases))
    }

    @Test("cannot be claimed twice while a case on them is open or was refunded")
    func twice() throws {
        let scene = signed([.line(paid: 10_000)])
        var first = try open([.units(1)], scene)
        #expect(throws: CaseRefusal.unitsTaken("line", left: 0)) { try open([.units(1)], scene, [first]) }
        first.evolve(.refunded, at: now)
        #expect(throws: CaseRefusal.unitsTaken("line", left: 0)) { try open([.units(1)], scene, [first]) }
    }

    @Test(
        "are given back by a case that was refused, withdrawn or lapsed",
        arguments: [
            CaseEvent.refused, .withdrawn, .lapsed,
        ])
    func givenBack(end: CaseEvent) throws {
        let scene = signed([.line(paid: 10_000)])
        var first = try open([.units(1)], scene)
        first.evolve(end, at: now)
        #expect(try open([.units(1)], scene, [first]).opening.total == 10_000)
    }

    @Test("are between one and all that were bought, less what others hold")
    func quantity() throws {
        let scene = signed()
        for quantity in [0, -1, 4, Int64.max, .min] {
            #expect(throws: CaseRefusal.quantityOutOfRange("line", bought: 3)) {
                try open([.units(quantity)], scene)
            }
        }
        let first = try open([.units(2)], scene)
        #expect(throws: CaseRefusal.unitsTaken("line", left: 1)) { try open([.units(2)], scene, [first]) }
        #expect(try open([.units(1)], scene, [first]).opening.total == 3_334)
    }

    @Test("of one line that a claim names twice are counted together")
    func namedTwice() throws {
        let scene = signed()
        #expect(throws: CaseRefusal.unitsTaken("line", left: 1)) { try open([.units(2), .units(2)], scene) }
        #expect(try open([.units(2), .units(1)], scene).opening.refunds.map(\.amount) == [6_666, 3_334])
    }

    @Test("claimed one by one come to exactly what was paid")
    func oneByOne() throws {
        let scene = signed([.line(quantity: 7, paid: 10_000, freight: 999)])
        var cases: [Case] = []
        for _ in 0..<7 { cases.append(try open([.units(1)], scene, cases)) }
        #expect(cases.map(\.opening.total) == [1_428, 1_428, 1_428, 1_428, 1_428, 1_428, 1_432])
        #expect(cases.map(\.opening.total).reduce(0, +) == 10_000)
    }

    @Test("take the rest only once, also where units before were given back")
    func rest() throws {
        let scene = signed()
        var first = try open([.units(1)], scene)
        let others = try open([.units(2)], scene, [first])
        #expect([first, others].map(\.opening.total) == [3_333, 6_667])
        first.evolve(.withdrawn, at: now)
        #expect(try open([.units(1)], scene, [first, others]).opening.total == 3_333)
    }

    @Test("of several lines come back line by line")
    func lines() throws {
        let scene = signed([.line(quantity: 2, paid: 999), .line("second", quantity: 1, paid: 5_000, freight: 600)])
        let both = try open([.units(1), .units(1, of: "second")], scene)
        #expect(
            both.opening.refunds == [LineRefund(line: "line", amount: 499), LineRefund(line: "second", amount: 5_000)])
        #expect(both.opening.total == 5_499)
        #expect(throws: CaseRefusal.unitsTaken("second", left: 0)) {
            try open([.units(1), .units(1, of: "second")], scene, [both])
        }
        #expect(try open([.units(1)], scene, [both]).opening.total == 500)
    }

    @Test("come back as far as facts have not told a refund already")
    func byFacts() throws {
        var scene = signed([.line(paid: 10_000, freight: 1_000)])
        scene.refund("line", 4_000, at: now)
        #expect(try open([.units(1)], scene).opening.total == 7_000)
        scene.refund("line", 7_000, at: now)
        #expect(throws: CaseRefusal.unitsTaken("line", left: 0)) { try open([.units(1)], scene) }
    }

    @Test("may be claimed for less, spread over the lines, but not for more or nothing")
    func amounts() throws {
        let scene = signed([.line(paid: 6_000), .line("second", paid: 3_000)])
        let units = [ClaimedUnits.units(1), .units(1, of: "second")]
        #expect(try open(units, scene, amount: 9_000).opening.refunds.map(\.amount) == [6_000, 3_000])
        #expect(try open(units, scene, amount: 100).opening.refunds.map(\.amount) == [67, 33])
        #expect(try open(units, scene, amount: 1).opening.total == 1)
        for amount in [9_001, 0, -1, Int64.max] {
            #expect(throws: CaseRefusal.amountAbove(Money(minorUnits: 9_000, .cny))) {
                try open(units, scene, amount: amount)
            }
        }
    }

    @Test("of a refused case are there to reopen it only while nobody else has them")
    func reopening() throws {
        var scene = signed([.line(paid: 10_000)])
        var first = try open([.units(1)], scene)
        first.evolve(.refused, at: now)
        try scene.order.requireRoom(toReopen: first, among: [first])
        var second = try open([.units(1)], scene, [first])
        #expect(throws: CaseRefusal.unitsTaken("line", left: 0)) {
            try scene.order.requireRoom(toReopen: first, among: [first, second])
        }
        second.evolve(.withdrawn, at: now)
        try scene.order.requireRoom(toReopen: first, among: [first, second])
        scene.refund("line", 1, at: now)
        #expect(throws: CaseRefusal.unitsTaken("line", left: 0)) {
            try scene.order.requireRoom(toReopen: first, among: [first, second])
        }
    }
}
