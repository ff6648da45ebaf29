import SuretyDomain
import SuretyLabels
import SuretyTestKitCore

/// Facts: told at once or late, corrected and retracted, by sources that keep their word or do not.
extension ClaimMarket {
    mutating func pay() {
        let shop = chance.pick(Self.shops)
        let order = OrderID("o\(newNumber())")
        let paid = payment(of: order, shop, consumer: chance.pick(Self.consumers))
        orders.append(paid)
        let source = chance.pick(Self.sources)
        tell(.orderPaid(paid), at: instant(of: source), source: source)
    }

    private mutating func payment(of order: OrderID, _ shop: ShopID, consumer: ConsumerID) -> OrderPaid {
        let lines = Pools.lines.prefix(chance.pick([1, 1, 2])).map { line in
            PaidLine(
                line: line, product: chance.pick(Pools.products), quantity: chance.int64(in: 1...3),
                paid: chance.pick([0, 1, 999, 1_000, 10_000]), freight: chance.pick([0, 0, 500]))
        }
        return OrderPaid(
            shop: shop, order: order, checkout: nil, consumer: consumer, promoter: nil, room: nil,
            currency: chance.percent(3) ? .brl : .cny, lines: Array(lines), shown: [])
    }

    mutating func stepOrder() {
        guard let paid = recentOrder() else { return }
        let step = chance.pick([
            OrderStep.dispatched, .dispatched, .dispatched, .signed, .signed, .signed, .collected, .refused, .returned,
            chance.pick([.receiptConfirmed, .closed, .inTransit]),
        ])
        let source = chance.pick(Self.sources)
        let stepped = OrderStepped(
            shop: paid.shop, order: paid.order, step: step, parcel: chance.percent(15) ? ParcelID("p2") : nil,
            waybill: step == .dispatched ? "w\(chance.int(in: 0...30))" : nil, signedBy: nil)
        tell(.orderStepped(stepped), at: instant(of: source), source: source)
    }

    /// Now or in the past; a source that keeps its word tells nothing from before what it has vouched for.
    private mutating func instant(of source: String) -> Instant {
        let now = market.now
        var at =
            switch chance.int(in: 0...9) {
            case 0: now.adding(milliseconds: chance.int64(in: 1...3_600_000))
            case 1...3: now.adding(milliseconds: -chance.int64(in: 0...90_000_000))
            case 4: around(claims.last.flatMap { opening(of: $0)?.at } ?? now)
            default: now
            }
        if source == "market", let vouched = watermarks[source] { at = max(at, vouched) }
        return at
    }

    private mutating func around(_ instant: Instant) -> Instant {
        min(market.now, instant.adding(milliseconds: chance.pick([-1, 0, 1])))
    }

    mutating func catchUp() {
        let source = chance.pick(["market", "market", "sloppy"])
        let last = claims.last.flatMap { opening(of: $0)?.at } ?? market.now
        let at = chance.bool() ? market.now : around(last)
        let through = max(watermarks[source] ?? at, at)
        watermarks[source] = through
        tell(.sourceCaughtUp(.init()), at: through, source: source)
    }

    mutating func refundOutside() {
        guard let paid = recentOrder() else { return }
        let line = chance.pick(paid.lines)
        let amount = chance.pick([line.paid, line.paid / 2, line.paid + line.freight, 1])
        let source = chance.pick(Self.sources)
        tell(
            .lineRefunded(
                .init(shop: paid.shop, order: paid.order, line: line.line, amount: amount, currency: paid.currency)),
            at: instant(of: source), source: source)
    }

    /// Another word on something told before, or none after all.
    mutating func amend() {
        guard let target = told.suffix(40).filter(\.isAmendable).randomElement(using: &chance) else { return }
        let at = max(instant(of: target.source), target.at)
        if chance.percent(45) {
            tell(
                .factRetracted(Retraction(retracts: target.id, home: target.body.home)), at: at, source: target.source)
        } else if case .orderPaid(let paid) = target.body {
            var other = payment(of: paid.order, paid.shop, consumer: paid.consumer)
            if chance.percent(10) { other.consumer = chance.pick(Self.consumers) }
            orders.append(other)
            tell(.orderPaid(other), at: target.at, source: target.source, corrects: target.id)
        } else {
            tell(target.body, at: at, source: target.source, corrects: target.id)
        }
    }

    mutating func stateDeposit() {
        let shop = chance.pick(Self.shops)
        let balance = chance.pick([Int64(-5), 0, 500, 20_000])
        tell(.depositStated(.init(shop: shop, balance: balance, required: 0, currency: .cny)), at: market.now)
    }

    mutating func stand() {
        let stood = ConsumerStood(
            consumer: chance.pick(Self.consumers), standing: chance.percent(60) ? .good : .restricted, reason: nil)
        tell(.consumerStood(stood), at: market.now)
    }

    mutating func recentOrder() -> OrderPaid? { orders.suffix(6).randomElement(using: &chance) }

    func opening(of claim: Claim) -> CaseOpening? {
        market.workspace(of: .shop(claim.order.shop)).cases[claim.id]?.opening
    }
}

extension Fact {
    fileprivate var isAmendable: Bool {
        switch body {
        case .orderPaid, .orderStepped, .lineRefunded, .consumerStood, .depositStated: true
        default: false
        }
    }
}
