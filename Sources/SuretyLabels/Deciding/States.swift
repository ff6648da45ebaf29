package import SuretyDomain
package import SuretyRules

/// A shop with what is derived from it and its products.
package struct ShopState: Hashable, Sendable {
    package var shop = Shop()
    package var masks = Masks()
    /// Per programme version with rights wanted shop-wide.
    package var offerings: [VersionKey: Offering] = [:]

    package init() {}
}

package struct ProductState: Hashable, Sendable {
    package var product = Product()
    package var masks = Masks()
    /// The latest line sold that counts.
    package var lastSale: Sale?

    package init() {}
}

/// A line sold, as far as the share of products sold asks.
package struct Sale: Hashable, Comparable, Sendable {
    package let at: Instant
    package let id: CountedID
    package let carrying: [ProgrammeKey]

    package init(at: Instant, id: CountedID, carrying: [ProgrammeKey]) {
        self.at = at
        self.id = id
        self.carrying = carrying
    }

    package static func < (lhs: Sale, rhs: Sale) -> Bool {
        (lhs.at, lhs.id) < (rhs.at, rhs.id)
    }
}

/// A promoter at home: with the partitions that follow.
package struct PromoterState: Hashable, Sendable {
    package var promoter = Promoter()
    package var masks = Masks()
    package var followers: [Partition] = []

    package init() {}
}

/// A promoter's standing as delivered to a partition whose shops they sell for.
package struct PromoterCopy: Hashable, Sendable {
    /// Nil from the first mention until the first delivery.
    package var standing: PromoterStanding?
    /// The number, in the promoter's home partition, of the event that brought it.
    package var number: Int64

    package init(standing: PromoterStanding?, number: Int64) {
        self.standing = standing
        self.number = number
    }
}

/// What a partition knows of the market: the means delivered to it, and, at the platform's home, reports not pooled yet.
package struct MarketState: Hashable, Sendable {
    /// In order of their day.
    package var means: [MarketMeanEntry] = []
    package var reports: [DayTurned] = []

    package init() {}

    /// The mean in force at an instant: the last one taken at or before it.
    package func mean(at instant: Instant, zone: Zone) -> Tally? {
        means.last { zone.start(of: $0.day) <= instant }?.tally
    }
}

/// How a fact stands.
package struct FactRecord: Hashable, Sendable {
    package enum Standing: Int64, Hashable, Sendable {
        case inEffect = 0
        /// Told ahead of its time.
        case pending = 1
        /// Corrected or retracted.
        case superseded = 2
        /// Not told yet, but already corrected or retracted.
        case foretold = 3
    }

    /// Of the fact as it was sent; where only foretold, the home in whose name it was.
    package var digest: [UInt8]
    /// The event that recorded it; 0 where only foretold.
    package var number: Int64
    package var standing: Standing

    package init(digest: [UInt8], number: Int64, standing: Standing) {
        self.digest = digest
        self.number = number
        self.standing = standing
    }

    /// The mark of a fact that was corrected or retracted before it was told.
    static func foretold(for home: Home) -> FactRecord {
        FactRecord(digest: Array(home.text.utf8), number: 0, standing: .foretold)
    }

    /// Whether it was corrected or retracted by facts of this home: nobody speaks for another.
    func isForetold(for home: Home) -> Bool { standing == .foretold && digest == Array(home.text.utf8) }
}

package struct BlockKey: Hashable, Sendable {
    package let shop: ShopID
    package let number: Int64

    package init(shop: ShopID, number: Int64) {
        self.shop = shop
        self.number = number
    }
}

/// A row of what is counted: windows are its sums, and explanations its rows.
package struct CountedKey: Hashable, Sendable {
    package let shop: ShopID
    package let kind: Counted.Kind
    package let product: ProductID?
    package let at: Instant
    package let id: CountedID

    package init(shop: ShopID, _ counted: Counted) {
        self.shop = shop
        kind = counted.kind
        product = counted.product
        at = counted.at
        id = counted.id
    }
}
