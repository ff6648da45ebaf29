import SuretyDomain

/// A shop as the simulation knows it: what it sells, how it behaves, and what will happen to it.
struct SimulatedShop: Sendable {
    let id: ShopID
    let index: Int
    let archetype: Archetype
    let story: Story
    let kind: String
    let opened: Instant
    let weight: Int
    let score: Int
    let deposit: Int64
    /// The right that its story begins without.
    let lacking: RightKey?
    let products: [SimulatedProduct]
    /// Whom it sells through, with the places of the products that each has listed.
    let offers: [(promoter: Int, products: [Int])]
}

struct SimulatedProduct: Sendable {
    let id: ProductID
    let details: ListingDetails
    let listed: Instant
    /// In minor units, for one.
    let price: Int64
    let freight: Int64
    /// When it is taken off sale for a time.
    let pause: Range<Instant>?
    /// A right of its category that it is sold without.
    let lacking: RightKey?

    func isOnSale(at instant: Instant) -> Bool {
        listed <= instant && !(pause?.contains(instant) ?? false)
    }
}

struct SimulatedPromoter: Sendable {
    let id: PromoterID
    let joined: Instant
    let score: Int
}
