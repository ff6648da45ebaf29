package struct ShopOpened: Hashable, Sendable {
    package var shop: ShopID
    /// What sort of shop it is, in the rulebook's words: `ordinary`, `cross-border`, `auction` …
    package var kind: String

    package init(shop: ShopID, kind: String) {
        self.shop = shop
        self.kind = kind
    }
}

/// A product as it is offered; a later listing of the same product replaces the earlier one.
package struct ProductListed: Hashable, Sendable {
    package var shop: ShopID
    package var product: ProductID
    package var details: ListingDetails

    package init(shop: ShopID, product: ProductID, details: ListingDetails) {
        self.shop = shop
        self.product = product
        self.details = details
    }
}

/// What programmes ask about a product. Words are the rulebook's; a category may have parts, `food/snacks`.
package struct ListingDetails: Hashable, Sendable {
    package var title: String?
    package var category: String
    /// How it is traded: `physical`, `virtual`, `local-service` …
    package var trade: String
    /// Whose goods: `own`, or `third-party`.
    package var source: String
    /// Further properties that rights ask about: `custom-made`, `fragile` …
    package var tags: [String]

    package init(title: String?, category: String, trade: String, source: String, tags: [String]) {
        self.title = title
        self.category = category
        self.trade = trade
        self.source = source
        self.tags = tags
    }
}

/// A right switched on or off, on one product or on all of the shop's that have no switch of their own.
package struct RightSwitched: Hashable, Sendable {
    package var shop: ShopID
    package var product: ProductID?
    package var right: RightKey
    package var isOn: Bool

    package init(shop: ShopID, product: ProductID?, right: RightKey, isOn: Bool) {
        self.shop = shop
        self.product = product
        self.right = right
        self.isOn = isOn
    }
}

/// A promoter takes a shop's product into their offer, or out of it.
package struct PromoterListing: Hashable, Sendable {
    package var shop: ShopID
    package var product: ProductID
    package var promoter: PromoterID

    package init(shop: ShopID, product: ProductID, promoter: PromoterID) {
        self.shop = shop
        self.product = product
        self.promoter = promoter
    }
}

/// The shop's experience score, in hundredths: 4.50 is 450.
package struct ExperienceScored: Hashable, Sendable {
    package var shop: ShopID
    package var hundredths: Int

    package init(shop: ShopID, hundredths: Int) {
        self.shop = shop
        self.hundredths = hundredths
    }
}

package struct ViolationDetermined: Hashable, Sendable {
    package var shop: ShopID
    package var violation: String
    package var severity: ViolationSeverity

    package init(shop: ShopID, violation: String, severity: ViolationSeverity) {
        self.shop = shop
        self.violation = violation
        self.severity = severity
    }
}

package enum ViolationSeverity: String, Hashable, Sendable, CaseIterable { case mild, moderate, severe }

/// One inspection of one product: failed, or later relisted.
package struct Inspection: Hashable, Sendable {
    package var shop: ShopID
    package var product: ProductID
    package var inspection: String

    package init(shop: ShopID, product: ProductID, inspection: String) {
        self.shop = shop
        self.product = product
        self.inspection = inspection
    }
}

/// What stands on the shop's deposit account and what is required there, in the same currency.
package struct DepositStated: Hashable, Sendable {
    package var shop: ShopID
    package var balance: Int64
    package var required: Int64
    package var currency: Currency

    package init(shop: ShopID, balance: Int64, required: Int64, currency: Currency) {
        self.shop = shop
        self.balance = balance
        self.required = required
        self.currency = currency
    }
}

package struct PromoterScored: Hashable, Sendable {
    package var promoter: PromoterID
    package var hundredths: Int

    package init(promoter: PromoterID, hundredths: Int) {
        self.promoter = promoter
        self.hundredths = hundredths
    }
}

package struct Retraction: Hashable, Sendable {
    package var retracts: FactID
    package var home: Home

    package init(retracts: FactID, home: Home) {
        self.retracts = retracts
        self.home = home
    }
}

package enum RightKeyKind {}
/// The key of a right in the rulebook: `seven-day-return`.
package typealias RightKey = ID<RightKeyKind>
