package import SuretyDomain
import SuretyRules

/// What a recorded fact does to the state, and how it is taken back.
extension Workspace {
    mutating func applyRecording(of fact: Fact, number: Int64) {
        let key = FactKey(source: fact.source, id: fact.id)
        let isForetold = facts[key]?.isForetold(for: fact.body.home) ?? false
        let standing: FactRecord.Standing = isForetold ? .superseded : fact.at <= now ? .inEffect : .pending
        facts.change(key, fresh: FactRecord(digest: [], number: number, standing: standing)) { record in
            record.number = number
            record.standing = standing
        }
        recorded[number] = fact
        if let superseded = fact.superseded {
            supersede(FactKey(source: fact.source, id: superseded), for: fact.body.home)
        }
        if standing == .inEffect { change(.gained, fact) }
    }

    mutating func applyLateEffect(of number: Int64) {
        guard let fact = recorded[number] else { preconditionFailure("fact \(number) was not loaded") }
        let key = FactKey(source: fact.source, id: fact.id)
        guard var record = facts[key], record.standing == .pending else { return }
        record.standing = .inEffect
        facts.set(key, record)
        change(.gained, fact)
    }

    private mutating func supersede(_ key: FactKey, for home: Home) {
        guard var record = facts[key] else { return facts.set(key, .foretold(for: home)) }
        let wasInEffect = record.standing == .inEffect
        if record.standing == .inEffect || record.standing == .pending {
            record.standing = .superseded
            facts.set(key, record)
        }
        if wasInEffect, let fact = recorded[record.number] { change(.lost, fact) }
    }

    /// The one place where a fact changes what is known of shop, product, order or promoter.
    private mutating func change(_ effect: Effect, _ fact: Fact) {
        switch fact.body.home {
        case .shop(let shop): changeShop(shop, effect, fact)
        case .promoter(let promoter):
            promoters.change(promoter, fresh: .init()) { $0.promoter.change(effect, fact) }
        case .consumer(let consumer):
            guard case .consumerStood(let stood) = fact.body else { return }
            consumers.change(ConsumerID(consumer), fresh: .init()) { $0.standings.change(effect, stood.standing, fact) }
        case .platform:
            // What a source has told cannot be untold.
            guard case .sourceCaughtUp = fact.body, effect == .gained else { return }
            sourceStates.change(fact.key.source, fresh: .init()) { $0.through = max($0.through ?? fact.at, fact.at) }
        }
    }

    private mutating func changeShop(_ shop: ShopID, _ effect: Effect, _ fact: Fact) {
        if fact.body.concernsOrderAlone, let order = fact.body.order {
            return changeUncounted(OrderKey(shop: shop, order: order)) { $0.change(effect, fact) }
        }
        prepareOfferings(of: shop)
        if let product = fact.body.product {
            changeProduct(ProductKey(shop: shop, product: product), effect, fact)
        } else if case .rightSwitched = fact.body {
            changeAllProducts(of: shop) { $0.shops.change(shop, fresh: .init()) { $0.shop.change(effect, fact) } }
        } else {
            shops.change(shop, fresh: .init()) { $0.shop.change(effect, fact) }
            if let order = fact.body.order {
                changeOrder(OrderKey(shop: shop, order: order)) { $0.change(effect, fact) }
            }
        }
    }

    private mutating func changeProduct(_ key: ProductKey, _ effect: Effect, _ fact: Fact) {
        count(key, by: -1)
        products.change(key, fresh: .init()) { $0.product.change(effect, fact) }
        noteInCatalogue(key)
        shops.change(key.shop, fresh: .init()) { $0.shop.change(effect, fact) }
        count(key, by: 1)
    }

    private mutating func changeAllProducts(of shop: ShopID, _ body: (inout Workspace) -> Void) {
        let keys = (catalogue(of: shop) ?? []).map { ProductKey(shop: shop, product: $0) }
        for key in keys { count(key, by: -1) }
        body(&self)
        for key in keys { count(key, by: 1) }
    }

    /// Counts a product into or out of what its shop offers, under every version kept.
    private mutating func count(_ key: ProductKey, by delta: Int64) {
        guard let product = products[key]?.product else { return }
        let (versions, now) = (versions, now)
        shops.change(key.shop, fresh: .init()) { state in
            for version in versions where !version.programme.shopWideRights.isEmpty {
                state.offerings[version.key, default: .init()].count(
                    product, of: state.shop, at: now, under: version, by: delta)
            }
        }
    }

    /// Counts all products of a shop for versions that were not kept when they changed last.
    mutating func prepareOfferings(of shop: ShopID) {
        let missing = versionsNotCounted(for: shop)
        guard !missing.isEmpty else { return }
        let products = shops[shop] == nil ? [] : (catalogue(of: shop) ?? [])
        let states = products.compactMap { self.products[ProductKey(shop: shop, product: $0)]?.product }
        let now = now
        shops.change(shop, fresh: .init()) { state in
            for version in missing {
                var offering = Offering()
                for product in states { offering.count(product, of: state.shop, at: now, under: version, by: 1) }
                state.offerings[version.key] = offering
            }
        }
    }

    /// The versions kept whose rights were never counted for a shop.
    func versionsNotCounted(for shop: ShopID) -> [ProgrammeVersion] {
        let offerings = shops[shop]?.offerings
        return versions.filter { !$0.programme.shopWideRights.isEmpty && offerings?[$0.key] == nil }
    }

    /// A product that has a row belongs to its shop's catalogue, though it may only have been sold and never listed.
    mutating func noteInCatalogue(_ key: ProductKey) {
        if isComplete { catalogues[key.shop, default: []].insert(key.product) }
        catalogues[key.shop]?.insert(key.product)
    }

    /// All products of a shop, where they are at hand.
    func catalogue(of shop: ShopID) -> [ProductID]? {
        catalogues[shop]?.sorted() ?? (isComplete ? [] : nil)
    }
}

extension FactBody {
    /// Whether it changes nothing that is counted or that any clause reads: a step of an order behind its dispatch.
    /// These are half of all facts, and nothing but the order has to be seen for them.
    var concernsOrderAlone: Bool {
        if case .orderStepped(let step) = self { step.step != .dispatched } else { false }
    }

    /// Whether what it says of an order is money, or lets money go.
    package var movesMoney: Bool {
        switch self {
        case .orderPaid, .lineRefunded: true
        case .orderStepped(let step): step.step == .receiptConfirmed
        default: false
        }
    }

    /// The one product that a fact changes.
    package var product: ProductID? {
        switch self {
        case .productListed(let body): body.product
        case .productDelisted(_, let product): product
        case .rightSwitched(let body): body.product
        case .promoterListed(let body), .promoterUnlisted(let body): body.product
        case .inspectionFailed(let body), .productRelisted(let body): body.product
        case .shopOpened, .orderPaid, .orderStepped, .lineRefunded, .orderReviewed, .brushingMarked,
            .experienceScored, .violationDetermined, .violationEnded, .depositStated, .promoterJoined,
            .promoterScored, .consumerStood, .sourceCaughtUp, .factRetracted:
            nil
        }
    }

    /// The order that a fact changes.
    package var order: OrderID? {
        switch self {
        case .orderPaid(let body): body.order
        case .orderStepped(let body): body.order
        case .lineRefunded(let body): body.order
        case .orderReviewed(let body): body.order
        case .brushingMarked(_, let order): order
        case .shopOpened, .productListed, .productDelisted, .rightSwitched, .promoterListed, .promoterUnlisted,
            .experienceScored, .violationDetermined, .violationEnded, .inspectionFailed, .productRelisted,
            .depositStated, .promoterJoined, .promoterScored, .consumerStood, .sourceCaughtUp, .factRetracted:
            nil
        }
    }
}
