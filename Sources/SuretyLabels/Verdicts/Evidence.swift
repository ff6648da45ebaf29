package import SuretyDomain
package import SuretyRules

/// All that a verdict on one product, or on a shop, may ask about, as of one instant.
package struct Evidence: Sendable {
    package let at: Instant
    package let shop: Shop
    package let panes: Panes
    /// How many of the shop's products in scope are asked for a right, and how many lack it.
    package var offering: Offering
    package let marketMean: Tally?
    package var product: Product?
    package var promoter: Promoter?

    package init(
        at: Instant, shop: Shop, panes: Panes, offering: Offering, marketMean: Tally?, product: Product? = nil,
        promoter: Promoter? = nil
    ) {
        self.at = at
        self.shop = shop
        self.panes = panes
        self.offering = offering
        self.marketMean = marketMean
        self.product = product
        self.promoter = promoter
    }
}

/// For each right that a programme version wants shop-wide: how many listed products in scope it applies to, and how
/// many of them do not offer it. Products are counted in and out as they change.
package struct Offering: Hashable, Sendable {
    package private(set) var counts: [Entry] = []

    package struct Entry: Hashable, Sendable {
        package let right: RightKey
        package var lacking: Int64
        package var of: Int64

        package init(right: RightKey, lacking: Int64, of: Int64) {
            self.right = right
            self.lacking = lacking
            self.of = of
        }
    }

    package init() {}

    /// Restores counts from those of one.
    package init(restoring counts: [Entry]) { self.counts = counts }

    package subscript(_ right: RightKey) -> (lacking: Int64, of: Int64) {
        counts.first { $0.right == right }.map { ($0.lacking, $0.of) } ?? (0, 0)
    }

    /// Counts a product in (`by: 1`) or out (`by: -1`), as it stands at an instant.
    package mutating func count(
        _ product: Product, of shop: Shop, at instant: Instant, under version: ProgrammeVersion, by delta: Int64
    ) {
        guard let listing = product.listed(at: instant), version.programme.scope.covers(listing) else { return }
        for right in version.programme.shopWideRights {
            guard version.rights[right]?.appliesTo.covers(listing) == true else { continue }
            let isLacking = !product.offers(right, of: shop, at: instant)
            add(delta, lacking: isLacking ? delta : 0, to: right)
        }
    }

    private mutating func add(_ delta: Int64, lacking: Int64, to right: RightKey) {
        if let index = counts.firstIndex(where: { $0.right == right }) {
            counts[index].of += delta
            counts[index].lacking += lacking
            if counts[index].of == 0 { counts.remove(at: index) }
        } else {
            let index = counts.firstIndex { right < $0.right } ?? counts.count
            counts.insert(Entry(right: right, lacking: lacking, of: delta), at: index)
        }
    }
}
