import SuretyDomain
import SuretyLabels
import SuretyTestKitCore

/// Claims and acts: by those who may and by those who may not, in time and too late, one by one and several together.
extension ClaimMarket {
    mutating func claim() {
        guard let paid = recentOrder() else { return }
        if chance.percent(10), let old = claims.randomElement(using: &chance) {
            // The same again, under the same id.
            return carryOut([.claim(Claiming(claim: old, at: received()))], in: old.order.shop)
        }
        let id = CaseID("c\(newNumber())")
        let units = paid.lines.prefix(chance.pick([1, 1, 2])).map {
            ClaimedUnits(
                line: $0.line, quantity: chance.percent(5) ? $0.quantity + 1 : chance.int64(in: 1...$0.quantity))
        }
        let claim = Claim(
            id: id, order: OrderKey(shop: paid.shop, order: paid.order),
            consumer: chance.percent(90) ? paid.consumer : chance.pick(Self.consumers), right: right(for: paid),
            units: Array(units), amount: chance.percent(10) ? chance.pick([1, 400, 50_000]) : nil, note: nil,
            instruction: InstructionID("pay-\(id.text)"))
        claims.append(claim)
        let command = Command.claim(Claiming(claim: claim, at: received()))
        let key = IdempotencyKey(credential: "\(claim.consumer.text)", key: id.text, digest: [1])
        carryOut(chance.percent(20) ? [.once(key, command), .once(key, command)] : [command], in: paid.shop)
    }

    /// Mostly one that the order's state admits.
    private mutating func right(for paid: OrderPaid) -> RightKey {
        let key = OrderKey(shop: paid.shop, order: paid.order)
        let hasLeft = market.workspace(of: .shop(paid.shop)).orders[key]?.leftAt != nil
        if chance.percent(15) { return chance.pick(Self.rights) }
        let wanting: [RightKey] = hasLeft ? [] : ["instant-refund", "instant-refund-platform"]
        return chance.pick(hasLeft ? ["seven-day-return", "damage-refund", "refund-without-return"] : wanting)
    }

    mutating func act() {
        let count = chance.pick([1, 1, 1, 2, 3])
        guard let claim = claimToActOn() else { return }
        var commands: [Command] = []
        for _ in 0..<count { commands.append(.act(acting(on: claim))) }
        acts += count
        carryOut(commands, in: claim.order.shop)
    }

    private mutating func claimToActOn() -> Claim? {
        let open = claims.filter { claim in
            aftersales(of: claim).map { $0.isOpen || $0.stageName == .refused } ?? false
        }
        return (chance.percent(90) && !open.isEmpty ? open : claims).randomElement(using: &chance)
    }

    func aftersales(of claim: Claim) -> Case? { market.workspace(of: .shop(claim.order.shop)).cases[claim.id] }

    /// Mostly what the case's stage allows somebody, by that party; and now and then anything by anybody.
    private mutating func acting(on claim: Claim) -> Acting {
        let actors: [Acting.Actor] = [.consumer(claim.consumer), .merchant(claim.order.shop), .adjudicator]
        let open = actors.filter { !(aftersales(of: claim)?.allowedActs(for: $0.party) ?? []).isEmpty }
        let strangers: [Acting.Actor] = [.consumer(chance.pick(Self.consumers)), .merchant(chance.pick(Self.shops))]
        let actor = chance.pick(chance.percent(85) && !open.isEmpty ? open : actors + strangers)
        let allowed = aftersales(of: claim)?.allowedActs(for: actor.party) ?? []
        let kinds = chance.percent(80) && !allowed.isEmpty ? allowed : CaseAct.Kind.allCases
        let version = aftersales(of: claim).map { chance.percent(90) ? $0.version : $0.version - 1 }
        return Acting(
            caseID: claim.id, actor: actor, act: act(chance.pick(kinds)), at: received(),
            version: chance.percent(30) ? version : nil, note: nil)
    }

    private mutating func act(_ kind: CaseAct.Kind) -> CaseAct {
        switch kind {
        case .contact: .contact
        case .approve: .approve
        case .refundOnly: .refundOnly
        case .refuse: .refuse
        case .sendBack: .sendBack(Waybill(carrier: "sf", number: "w\(chance.int(in: 0...60))"))
        case .confirm: .confirm
        case .dispute: .dispute
        case .withdraw: .withdraw
        case .reopen: .reopen
        case .settle: .settle(chance.pick(CaseAct.Settlement.allCases))
        }
    }

    mutating func answerOfProvider() {
        let all = Self.shops.flatMap { shop in
            market.workspace(of: .shop(shop)).instructions.all.map { (shop: shop, id: $0.key) }
        }
        guard let one = all.sorted(by: { $0.id < $1.id }).randomElement(using: &chance) else { return }
        let outcome = chance.pick([
            PaymentOutcome.succeeded, .succeeded, .unknown, .failed(reason: "no such account"),
        ])
        let shop = chance.percent(95) ? one.shop : chance.pick(Self.shops)
        let command = Command.takeOutcome(one.id, shop, outcome, at: market.now)
        carryOut(
            chance.percent(20) ? [.retry(one.id, shop)] : chance.bool() ? [command] : [command, command], in: shop)
    }

    /// What a person decides of an order, and what a buyer puts off.
    mutating func person() {
        let handed = Self.shops.flatMap { market.workspace(of: .shop($0)).orders.all.filter(\.value.needsPerson) }
        let key =
            handed.map(\.key).min { $0.order < $1.order }
            ?? recentOrder().map { OrderKey(shop: $0.shop, order: $0.order) }
        guard let key else { return }
        let id = InstructionID("pay-settled-\(newNumber())")
        let settling = Command.settleOrder(key, carriesOut: chance.bool(), instruction: id, at: market.now)
        let extending = Command.extendReceipt(key, recentOrder()?.consumer ?? "c1", at: received())
        carryOut(chance.percent(70) ? [settling, settling] : [extending], in: key.shop)
    }

    mutating func carryOut(_ commands: [Command], in shop: ShopID) {
        let outcomes = market.carryOut(commands, in: .shop(shop))
        note("\(commands) gave \(outcomes)")
    }
}
