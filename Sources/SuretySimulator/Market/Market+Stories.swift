import SuretyDomain

/// The turns of each shop's story, in thousandths of the way; they come at ten in the morning.
extension Market {
    mutating func planStories(onDay day: Int) {
        let at = plan.start(ofDay: day).adding(milliseconds: 10 * 3_600_000)
        for shop in cast.shops {
            switch shop.story {
            case .learnsDamageRefund: if isTurn(500, day) { switchRight(Rights.damage, true, of: shop, at: at) }
            case .failsInspection: inspect(shop, at: at, day)
            case .runsShort: runShort(shop, at: at, day)
            case .violates: violate(shop, at: at, day)
            // A pause is planned with the product; the others live by their orders, scores and age.
            case .quiet, .quietDecline, .outOfScope, .pausesProduct, .isBrushed, .comesOfAge: break
            }
        }
    }

    private func isTurn(_ perMille: Int, _ day: Int) -> Bool { plan.day(atProgress: perMille) == day }

    private mutating func inspect(_ shop: SimulatedShop, at instant: Instant, _ day: Int) {
        let inspection = Inspection(
            shop: shop.id, product: shop.products[shop.products.count / 2].id, inspection: "i-\(shop.index + 1)")
        if isTurn(400, day) { agenda.add(.inspectionFailed(inspection), at: instant) }
        if isTurn(700, day) { agenda.add(.productRelisted(inspection), at: instant) }
    }

    private mutating func runShort(_ shop: SimulatedShop, at instant: Instant, _ day: Int) {
        if isTurn(500, day) { state(deposit: shop.deposit * 3 / 5, of: shop, at: instant) }
        if isTurn(620, day) { state(deposit: shop.deposit, of: shop, at: instant) }
    }

    private mutating func violate(_ shop: SimulatedShop, at instant: Instant, _ day: Int) {
        let violation = "v-\(shop.index + 1)"
        if isTurn(300, day) {
            agenda.add(
                .violationDetermined(ViolationDetermined(shop: shop.id, violation: violation, severity: .severe)),
                at: instant)
        }
        if isTurn(550, day) { agenda.add(.violationEnded(shop: shop.id, violation: violation), at: instant) }
        if isTurn(100, day) {
            agenda.add(
                .violationDetermined(
                    ViolationDetermined(shop: shop.id, violation: violation + "-late-dispatch", severity: .mild)),
                at: instant)
        }
    }

    /// Between 35 and 50 hundredths of the way, orders of some shops are marked as brushed; one mark in four was wrong
    /// and is taken back.
    mutating func markBrushing(of order: OrderID, paidAt paid: Instant, at shop: SimulatedShop, progress: Int) {
        guard shop.story == .isBrushed, (350..<500).contains(progress), chance.happens(300) else { return }
        let marked = paid.adding(milliseconds: chance.hours(40...90))
        let mark = agenda.add(.brushingMarked(shop: shop.id, order: order), at: marked)
        guard chance.happens(250) else { return }
        let retraction = Retraction(retracts: mark, home: .shop(shop.id))
        agenda.add(.factRetracted(retraction), at: marked.adding(milliseconds: chance.hours(12...36)))
    }
}
