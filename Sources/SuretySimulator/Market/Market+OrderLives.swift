import SuretyDomain

/// What becomes of an order: it is called off, or it is dispatched, signed for, confirmed, reviewed, now and then sent
/// back. Some of it is told late, and so out of order.
extension Market {
    mutating func live(_ order: PlacedOrder) {
        if chance.happens(30) { return callOff(order) }
        let dispatched = order.at.adding(
            milliseconds: chance.hours(order.shop.archetype.dispatchHours(atProgress: order.progress)))
        let parcels = order.paid.lines.count > 1 && chance.happens(200) ? 2 : 1
        var signed = dispatched
        for parcel in 1...parcels {
            let arrived = send(parcel, of: parcels, order, at: dispatched)
            guard let arrived else { return }
            signed = max(signed, arrived)
        }
        confirm(order, dispatched, signed)
        review(order, signed)
        giveBack(order, signed)
    }

    private mutating func callOff(_ order: PlacedOrder) {
        let at = order.at.adding(milliseconds: 600_000 + Int64(chance.below(6_600_000)))
        for line in order.paid.lines { refund(line, of: order, line.paid, at: at) }
        step(order, .closed, at: at.adding(milliseconds: 1_000))
    }

    /// When a parcel was signed for; nil where it was refused, which ends the order.
    private mutating func send(
        _ parcel: Int, of parcels: Int, _ order: PlacedOrder, at dispatched: Instant
    ) -> Instant? {
        let id: ParcelID? = parcels > 1 ? Market.parcelIDs[parcel - 1] : nil
        let delay = Int64(parcel - 1) * chance.hours(1...20)
        let dispatched = dispatched.adding(milliseconds: delay)
        let collected = dispatched.adding(milliseconds: chance.hours(1...12))
        let arrived = collected.adding(milliseconds: chance.hours(20...80))
        step(order, .dispatched, at: dispatched, id, waybill: Naming.waybill(order.place, parcel: parcel))
        step(order, .collected, at: collected, id, told: late(collected, 10))
        if chance.happens(200) {
            step(order, .inTransit, at: collected.adding(milliseconds: chance.hours(4...18)), id)
        }
        if parcels == 1, chance.happens(10) {
            refuse(order, at: arrived)
            return nil
        }
        step(order, .signed, at: arrived, id, signedBy: signer(), told: late(arrived, 20))
        return arrived
    }

    /// Told some hours late so often in a thousand.
    private mutating func late(_ instant: Instant, _ perMille: Int) -> Instant? {
        chance.happens(perMille) ? instant.adding(milliseconds: chance.hours(1...20)) : nil
    }

    private mutating func signer() -> Signer {
        let draw = chance.below(100)
        return draw < 70 ? .recipient : draw < 85 ? .delegate : draw < 97 ? .locker : .lockerWithoutConsent
    }

    private mutating func refuse(_ order: PlacedOrder, at refused: Instant) {
        let back = refused.adding(milliseconds: chance.hours(40...90))
        step(order, .refused, at: refused)
        step(order, .returned, at: back)
        let refunded = back.adding(milliseconds: chance.hours(1...40))
        for line in order.paid.lines { refund(line, of: order, line.paid, at: refunded) }
        step(order, .closed, at: refunded.adding(milliseconds: 1_000))
    }

    /// By the buyer, or by itself ten days after dispatch.
    private mutating func confirm(_ order: PlacedOrder, _ dispatched: Instant, _ signed: Instant) {
        let byItself = max(dispatched.adding(hours: 240), signed)
        let byBuyer = signed.adding(milliseconds: chance.hours(1...160))
        step(order, .receiptConfirmed, at: chance.happens(600) ? min(byItself, byBuyer) : byItself)
    }

    /// One review in 250 was told with a wrong score, and is corrected.
    private mutating func review(_ order: PlacedOrder, _ signed: Instant) {
        guard chance.happens(750) else { return }
        let at = signed.adding(milliseconds: chance.hours(1...60))
        let score = stars(order)
        let isMistold = chance.happens(4)
        let told = isMistold ? 6 - score : score
        let id = agenda.add(
            .orderReviewed(OrderReviewed(shop: order.shop.id, order: order.paid.order, score: told)), at: at)
        guard isMistold else { return }
        agenda.add(
            .orderReviewed(OrderReviewed(shop: order.shop.id, order: order.paid.order, score: score)), at: at,
            told: at.adding(milliseconds: chance.hours(3...40)), corrects: id)
    }

    private mutating func stars(_ order: PlacedOrder) -> Int {
        if chance.happens(order.shop.archetype.badReviews(atProgress: order.progress)) { return chance.within(1...2) }
        let draw = chance.below(100)
        return draw < 8 ? 3 : draw < 28 ? 4 : 5
    }

    private mutating func giveBack(_ order: PlacedOrder, _ signed: Instant) {
        guard chance.happens(order.shop.archetype.returns(atProgress: order.progress)) else { return }
        let line = order.paid.lines[chance.below(order.paid.lines.count)]
        let amount = chance.happens(700) ? line.paid : line.paid / 2
        refund(line, of: order, max(1, amount), at: signed.adding(milliseconds: chance.hours(20...200)))
    }

    private mutating func refund(_ line: PaidLine, of order: PlacedOrder, _ amount: Int64, at instant: Instant) {
        agenda.add(
            .lineRefunded(
                LineRefunded(
                    shop: order.shop.id, order: order.paid.order, line: line.line, amount: amount, currency: .cny)),
            at: instant)
    }

    private mutating func step(
        _ order: PlacedOrder, _ step: OrderStep, at instant: Instant, _ parcel: ParcelID? = nil,
        waybill: String? = nil, signedBy signer: Signer? = nil, told: Instant? = nil
    ) {
        let stepped = OrderStepped(
            shop: order.shop.id, order: order.paid.order, step: step, parcel: parcel, waybill: waybill,
            signedBy: signer)
        agenda.add(.orderStepped(stepped), at: instant, told: told)
    }

    private static let parcelIDs: [ParcelID] = [ID("1"), ID("2")]
}
