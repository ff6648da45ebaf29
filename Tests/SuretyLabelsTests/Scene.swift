public import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

/// One shop in a small market. A test tells what happens, sentence by sentence, and asks which labels are lit. All of it
/// is decided on loaded rows as well.
struct Scene {
    var market: MemoryMarket
    let shop: ShopID
    private var told = 0

    /// On 1 June 2022 at noon, unless a test says otherwise.
    init(
        _ editions: [Edition] = [.plain], shop: ShopID = "shop", now: Instant = Almanacs.at(2022, 6, 1, 12)
    ) throws {
        self.shop = shop
        let library = try RulebookLibrary(editions: editions) { $0.joined(separator: "+") }
        market = MemoryMarket(library: library, now: now, keepsTables: true)
    }

    var now: Instant { market.now }

    mutating func move(to instant: Instant) { market.move(to: instant) }
    /// As after a standstill: what fell due on the way is done late.
    mutating func leap(to instant: Instant) { market.leap(to: instant) }
    /// As when nobody is there: what falls due on the way is done after the next fact told.
    mutating func oversleep(until instant: Instant) { market.oversleep(until: instant) }
    mutating func move(hours: Int64) { market.move(to: market.now.adding(hours: hours)) }

    /// Tells a fact, by default as it happens.
    @discardableResult
    mutating func tell(
        _ body: FactBody, at instant: Instant? = nil, id: FactID? = nil, corrects: FactID? = nil,
        source: String = "market"
    ) -> Outcome? {
        told += 1
        // Of facts of one instant the later told has the greater id, and so the last word.
        let id = id ?? FactID("fact-\(1_000 + told)")
        let outcome = market.tell(Fact(id: id, source: source, at: instant ?? now, corrects: corrects, body: body))
        for difference in market.differencesOfTables { Issue.record("\(difference)") }
        return outcome
    }

    // MARK: Asking

    /// Whether a product's label is lit in itself and by its shop, as when nobody promotes it.
    func isLit(_ programme: ProgrammeKey = .trustBuy, on product: ProductID) -> Bool {
        masks(programme, on: product).allSatisfy(\.isClear)
    }

    func isLit(_ programme: ProgrammeKey = .trustBuy, on product: ProductID, promoter: PromoterID) -> Bool {
        guard let key = version(programme)?.key else { return false }
        let standing = market.workspace(of: .shop(shop)).copies[promoter]?.standing
        return isLit(programme, on: product) && standing?.masks[key]?.isClear ?? false
    }

    func isShopLabelLit() -> Bool {
        guard let key = version(.shopLabel)?.key else { return false }
        return market.workspace(of: .shop(shop)).shops[shop]?.masks[key]?.isClear ?? false
    }

    /// What is found on one clause of a programme.
    func verdict(
        _ clause: String, of programme: ProgrammeKey = .trustBuy, on product: ProductID = "tea"
    ) -> Finding.Verdict? {
        guard let index = version(programme)?.clauses.firstIndex(where: { $0.key == clause }) else { return nil }
        return masks(programme, on: product).reduce(Mask()) { $0.union($1) }.verdict(at: index)
    }

    private func version(_ programme: ProgrammeKey) -> ProgrammeVersion? {
        market.library.version(of: programme, at: now)
    }

    /// One that is not there yet stands for a label that is not lit.
    private func masks(_ programme: ProgrammeKey, on product: ProductID) -> [Mask] {
        let dark = Mask(missed: .max)
        guard let version = version(programme) else { return [dark] }
        let workspace = market.workspace(of: .shop(shop))
        let ofShop = workspace.shops[shop]?.masks[version.key] ?? dark
        if version.programme.labels == .shop { return [ofShop] }
        return [ofShop, workspace.products[ProductKey(shop: shop, product: product)]?.masks[version.key] ?? dark]
    }

    /// What was pinned to an order at its payment.
    func pin(of order: OrderID) -> Pin? {
        let state = market.workspace(of: .shop(shop)).orders[OrderKey(shop: shop, order: order)]
        return state?.payment.flatMap { state?.pins[$0.fact] }
    }

    /// The programmes that a line carried.
    func carried(by order: OrderID, line: LineID = "l1") -> [ProgrammeKey]? {
        pin(of: order)?.lines.first { $0.line == line }?.labels.map(\.programme)
    }

    /// What the shop counts up to today, over all days.
    func counted(_ measure: Measure, carrying programme: ProgrammeKey = .trustBuy) -> Tally {
        var tally = Tally()
        let share = Metric.Share(of: measure, that: measure == .reviews ? .scoreAtMost(2) : .carrying(programme))
        for (key, block) in market.workspace(of: .shop(shop)).blocks.all where key.shop == shop {
            for pane in block.panes.values { tally = tally + share.tally(of: pane) }
        }
        return tally
    }
}

// MARK: Telling

extension Scene {
    /// An ordinary shop with its rights on and these products on sale.
    mutating func open(_ products: ProductID..., kind: String = "ordinary") {
        tell(.shopOpened(.init(shop: shop, kind: kind)))
        for right in RightKey.ofAll { switchOn(right) }
        for product in products { list(product) }
    }

    mutating func list(
        _ product: ProductID, in category: String = "toys", trade: String = "physical", source: String = "own",
        tags: [String] = []
    ) {
        let details = ListingDetails(title: nil, category: category, trade: trade, source: source, tags: tags)
        tell(.productListed(.init(shop: shop, product: product, details: details)))
    }

    mutating func delist(_ product: ProductID) { tell(.productDelisted(shop: shop, product: product)) }

    mutating func switchOn(_ right: RightKey, on product: ProductID? = nil) {
        tell(.rightSwitched(.init(shop: shop, product: product, right: right, isOn: true)))
    }

    mutating func switchOff(_ right: RightKey, on product: ProductID? = nil) {
        tell(.rightSwitched(.init(shop: shop, product: product, right: right, isOn: false)))
    }

    mutating func score(_ hundredths: Int) { tell(.experienceScored(.init(shop: shop, hundredths: hundredths))) }

    /// An order of one line each of these products, `l1`, `l2` …, for 10.00 each.
    mutating func pay(
        _ order: OrderID, _ products: ProductID..., promoter: PromoterID? = nil, shown: [ShownLabel] = [],
        at instant: Instant? = nil, id: FactID? = nil
    ) {
        let lines = products.enumerated().map { index, product in
            PaidLine(line: LineID("l\(index + 1)"), product: product, quantity: 1, paid: 1_000, freight: 0)
        }
        let paid = OrderPaid(
            shop: shop, order: order, checkout: nil, consumer: "buyer", promoter: promoter, room: nil, currency: .cny,
            lines: lines, shown: shown)
        tell(.orderPaid(paid), at: instant, id: id)
    }

    mutating func dispatch(_ order: OrderID, at instant: Instant? = nil) {
        tell(.orderStepped(.init(shop: shop, order: order, step: .dispatched)), at: instant)
    }

    mutating func refund(_ order: OrderID, line: LineID, amount: Int64 = 1_000, at instant: Instant? = nil) {
        tell(.lineRefunded(.init(shop: shop, order: order, line: line, amount: amount, currency: .cny)), at: instant)
    }

    mutating func review(_ order: OrderID, score: Int, at instant: Instant? = nil) {
        tell(.orderReviewed(.init(shop: shop, order: order, score: score)), at: instant)
    }

    mutating func brush(_ order: OrderID) { tell(.brushingMarked(shop: shop, order: order)) }
}

/// A failed expectation is not to print the whole market.
extension Scene: CustomTestStringConvertible {
    var testDescription: String { "the scene" }
}

extension ID: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
    ExpressibleByStringLiteral
{
    public init(stringLiteral value: String) { self.init(value) }
}
