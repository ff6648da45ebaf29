import SuretyDomain

/// What cases, money and the clock ask for.
extension NeedsCollector {
    mutating func collectCase(_ command: Command) {
        switch command {
        case .claim(let claiming): collect(claiming)
        case .act(let acting): collect(acting)
        case .extendReceipt(let key, _, _): want(key)
        case .settleOrder(let key, _, let instruction, _): collect(key, paysAs: instruction)
        case .expire(let expiring): collect(expiring)
        case .takeOutcome(let id, let shop, _, _), .retry(let id, let shop): collect(id, shop)
        case .once(_, let command): collectCase(command)
        case .record, .fire, .receive: break
        }
    }

    private mutating func collect(_ claiming: Claiming) {
        let claim = claiming.claim
        want(claim.id)
        if !workspace.standings.isLoaded(claim.consumer) { needs.standings.insert(claim.consumer) }
        collect(claim.order, paysAs: claim.instruction)
        wantSources(of: claim.order)
    }

    private mutating func collect(_ acting: Acting) {
        if case .sendBack(let waybill) = acting.act, let shop = order(of: acting.caseID)?.shop {
            let key = WaybillKey(shop: shop, waybill: waybill)
            if !workspace.waybills.isLoaded(key) { needs.waybills.insert(key) }
        }
        collect(acting.caseID)
    }

    private mutating func collect(_ expiring: Expiring) {
        let key = expiring.key
        if !workspace.deadlines.isLoaded(key) { needs.deadlines.insert(key) }
        switch key.subject {
        case .aftersales(let id):
            collect(id)
            if let order = order(of: id) { wantSources(of: order) }
        case .order(let order):
            let order = OrderKey(shop: key.shop, order: order)
            // Receipt lets money go to the shop; nothing is paid as an instruction.
            if case .receipt = key.kind {
                collectMoney(of: order)
            } else {
                collect(order, paysAs: expiring.instruction)
            }
            wantSources(of: order)
        }
    }

    private mutating func collect(_ id: InstructionID, _ shop: ShopID) {
        guard workspace.instructions.isLoaded(id) else {
            needs.instructions.insert(id)
            return
        }
        guard let instruction = workspace.instructions[id] else { return }
        for account in [Account.held(id), .buyer] {
            want(AccountKey(shop: shop, account: account, currency: instruction.amount.currency))
        }
    }

    private mutating func collect(_ id: CaseID) {
        want(id)
        let claim = loaded(id)?.opening.claim ?? opened[id]
        if let claim { collect(claim.order, paysAs: claim.instruction) }
    }

    /// An order with its cases and the accounts that a payment for it touches.
    private mutating func collect(_ key: OrderKey, paysAs instruction: InstructionID) {
        collectMoney(of: key)
        for currency in currencies(of: key) {
            want(AccountKey(shop: key.shop, account: .held(instruction), currency: currency))
            want(AccountKey(shop: key.shop, account: .budget, currency: currency))
        }
    }

    /// An order with its cases and the accounts that what its facts say can touch.
    mutating func collectMoney(of key: OrderKey) {
        want(key)
        guard workspace.orders.isLoaded(key) else { return }
        for id in workspace.orders[key]?.cases ?? [] { want(id) }
        for currency in currencies(of: key) {
            for account in [Account.escrow(key.order), .payable, .deposit(.shop), .platformAdvance, .buyer] {
                want(AccountKey(shop: key.shop, account: account, currency: currency))
            }
        }
    }

    /// Currencies that an order's money can be in: those of its payments, and what stands in the book.
    private func currencies(of key: OrderKey) -> Set<Currency> {
        let order = workspace.orders.isLoaded(key) ? workspace.orders[key] : nil
        let stored = (order?.payments.entries.map(\.value.currency) ?? []) + (order?.money.currency.map { [$0] } ?? [])
        return currenciesOfOrders[key, default: []].union(stored)
    }

    mutating func wantDeposit(of shop: ShopID, _ currency: Currency) {
        // The statement that counts may be another one than this.
        let others = workspace.shops.isLoaded(shop) ? workspace.shops[shop]?.shop.deposits.entries ?? [] : []
        for currency in Set([currency] + others.map(\.value.currency)) {
            for account in [Account.merchant, .deposit(.shop)] {
                want(AccountKey(shop: shop, account: account, currency: currency))
            }
        }
    }

    private mutating func wantSources(of key: OrderKey) {
        guard workspace.orders.isLoaded(key), let order = workspace.orders[key] else { return }
        for source in order.sources { want(source) }
    }

    private func order(of id: CaseID) -> OrderKey? { loaded(id)?.order ?? opened[id]?.order }

    private func loaded(_ id: CaseID) -> Case? { workspace.cases.isLoaded(id) ? workspace.cases[id] : nil }

    private mutating func want(_ id: CaseID) {
        if !workspace.cases.isLoaded(id) { needs.cases.insert(id) }
    }

    private mutating func want(_ key: AccountKey) {
        if !workspace.balances.isLoaded(key) { needs.balances.insert(key) }
    }

    mutating func want(_ source: SourceID) {
        if !workspace.sources.isLoaded(source) { needs.sources.insert(source) }
    }

    mutating func wantState(of source: SourceID) {
        if !workspace.sourceStates.isLoaded(source) { needs.sourceStates.insert(source) }
    }

    mutating func want(_ consumer: ConsumerID) {
        if !workspace.consumers.isLoaded(consumer) { needs.consumers.insert(consumer) }
    }

    mutating func want(_ key: ConsumerCaseKey) {
        if !workspace.consumerCases.isLoaded(key) { needs.consumerCases.insert(key) }
    }
}
