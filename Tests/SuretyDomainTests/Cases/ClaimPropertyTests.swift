import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("Any sequence of claims")
struct ClaimPropertyTests {
    @Test("and ends never comes to more than was paid for a line, nor to more units than were bought")
    func bounded() throws {
        var taken = 0
        for seed in CaseSample.seeds.prefix(CaseSample.count / 3) {
            var chance = SeededGenerator(seed: seed)
            let lines = Self.lines(&chance)
            let guarantees = chance.pick([
                [Guarantee.sevenDayReturn], [.platformRefund], [.sevenDayReturn, .platformRefund],
            ])
            var scene = OrderScene(lines)
            var cases: [Case] = []
            for number in 0..<chance.int(in: 1...14) {
                let now = Almanacs.at(2022, 3, 1).adding(hours: Int64(number))
                if chance.int(in: 0...9) == 0, cases.isEmpty, scene.order.refunds.isEmpty {
                    scene.refund(lines[0].line, chance.int64(in: 1...lines[0].paid), at: now)
                }
                if chance.bool(), let index = cases.indices.randomElement(using: &chance) {
                    Self.move(&cases, index, scene.order, at: now, &chance)
                } else {
                    let guarantee = chance.pick(guarantees)
                    // The window is not what this is about: it is open for either.
                    if let opened = Self.claim(guarantee, scene, cases, at: now, &chance) {
                        cases.append(opened)
                        taken += 1
                    }
                }
                for line in lines {
                    Self.expectBounds(line, scene.order, cases, guarantees, "seed \(seed)")
                }
            }
        }
        #expect(taken > CaseSample.count / 3, "the sample shows too little")
    }

    @Test(
        "for all units of a line, in whatever portions and with whatever changes of mind, comes to exactly what was paid"
    )
    func exact() throws {
        for seed in CaseSample.seeds {
            var chance = SeededGenerator(seed: seed)
            let guarantee = chance.pick([Guarantee.refundWithoutReturn, .platformRefund])
            let line = PaidLine.line(
                quantity: chance.int64(in: 1...9), paid: chance.int64(in: 100...15_000),
                freight: chance.int64(in: 0...2_000))
            let scene = OrderScene([line])
            var cases: [Case] = []
            var left = line.quantity
            while left > 0 {
                let count = chance.int64(in: 1...left)
                let claim = Claim.of([.units(count)], id: CaseID("case-\(cases.count)"))
                var opened = Case.opened(try scene.judge(claim, under: guarantee, at: OrderScene.paidAt, cases: cases))
                left -= count
                // A case that was opened before may give its units back at any time.
                if chance.int(in: 0...3) == 0 {
                    opened.evolve(.withdrawn, at: OrderScene.paidAt)
                    left += count
                }
                cases.append(opened)
                if chance.int(in: 0...3) == 0, let index = cases.indices.randomElement(using: &chance),
                    cases[index].holdsUnits
                {
                    cases[index].evolve(.refused, at: OrderScene.paidAt)
                    left += cases[index].opening.claim.units[0].quantity
                }
            }
            let total = cases.filter(\.holdsUnits).reduce(0) { $0 + $1.opening.total }
            #expect(total == line.paid + (guarantee.refund == .goods ? 0 : line.freight), "seed \(seed)")
        }
    }

    private static func lines(_ chance: inout SeededGenerator) -> [PaidLine] {
        (0..<chance.int(in: 1...3)).map { number in
            .line(
                LineID("line-\(number)"), quantity: chance.int64(in: 1...5), paid: chance.int64(in: 1...8_000),
                freight: chance.int64(in: 0...500))
        }
    }

    private static func claim(
        _ guarantee: Guarantee, _ scene: OrderScene, _ cases: [Case], at now: Instant, _ chance: inout SeededGenerator
    ) -> Case? {
        var scene = scene
        if guarantee.remedy == .returnAndRefund { scene.step(.dispatched, at: OrderScene.paidAt) }
        let lines = scene.order.payment?.value.lines ?? []
        let units = (0..<chance.int(in: 1...2)).map { _ in
            ClaimedUnits.units(chance.int64(in: 0...4), of: chance.pick(lines).line)
        }
        let right: RightKey = guarantee.remedy == .returnAndRefund ? .sevenDayReturn : .platformRefund
        let amount = chance.int(in: 0...4) == 0 ? chance.int64(in: 0...9_000) : nil
        let claim = Claim.of(units, right, id: CaseID("case-\(cases.count)"), amount: amount)
        let opening = try? scene.judge(claim, under: guarantee, at: now, cases: cases)
        return opening.map(Case.opened)
    }

    /// Ends a case, or opens a refused one again where there is room.
    private static func move(
        _ cases: inout [Case], _ index: Int, _ order: Order, at now: Instant, _ chance: inout SeededGenerator
    ) {
        if cases[index].isOpen {
            cases[index].evolve(chance.pick([.refunded, .refused, .refused, .withdrawn, .lapsed]), at: now)
        } else if cases[index].allowedActs(for: .consumer).contains(.reopen),
            (try? order.requireRoom(toReopen: cases[index], among: cases)) != nil
        {
            cases[index].evolve(.reopened, at: now)
        }
    }

    private static func expectBounds(
        _ line: PaidLine, _ order: Order, _ cases: [Case], _ guarantees: [Guarantee], _ seed: String
    ) {
        let holding = cases.filter(\.holdsUnits).map(\.opening)
        let units = holding.flatMap(\.claim.units).filter { $0.line == line.line }.reduce(0) { $0 + $1.quantity }
        let amount = holding.flatMap(\.refunds).filter { $0.line == line.line }.reduce(0) { $0 + $1.amount }
        let byFacts = order.refunds.entries.filter { $0.value.line == line.line }.reduce(0) { $0 + $1.value.amount }
        #expect(units <= line.quantity, "\(seed): \(line.line.text) has \(units) units in cases")
        #expect(amount + byFacts <= line.paid + line.freight, "\(seed): \(line.line.text)")
        if guarantees == [.sevenDayReturn] { #expect(amount <= line.paid, "\(seed): \(line.line.text)") }
        for refund in holding.flatMap(\.refunds) { #expect(refund.amount >= 0) }
    }
}
