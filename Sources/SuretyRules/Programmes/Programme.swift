package import SuretyDomain

/// The rules by which one label is given: pure data, of which the engine knows no instance by name.
package struct Programme: Hashable, Sendable {
    package let key: ProgrammeKey
    package let title: Localised
    package let labels: Labelled
    package let scope: Scope
    /// Rights that every listed product in scope must offer, where they apply to it; one that lacks darkens all.
    package let shopWideRights: [RightKey]
    /// Rights that products of certain categories must offer; one that lacks darkens only itself.
    package let categoryRights: [CategoryRights]
    package let gates: [Gate]
    package let bars: [Bar]
    package let surfaces: [Surface]
    package let source: [String]

    package init(
        key: ProgrammeKey, title: Localised, labels: Labelled, scope: Scope, shopWideRights: [RightKey],
        categoryRights: [CategoryRights], gates: [Gate], bars: [Bar], surfaces: [Surface], source: [String]
    ) {
        self.key = key
        self.title = title
        self.labels = labels
        self.scope = scope
        self.shopWideRights = shopWideRights
        self.categoryRights = categoryRights
        self.gates = gates
        self.bars = bars
        self.surfaces = surfaces
        self.source = source
    }
}

/// What carries the label.
package enum Labelled: String, Hashable, Sendable, CaseIterable { case product, shop }

/// What a programme leaves out.
package struct Scope: Hashable, Sendable {
    package var exceptShopKinds: [String]
    package var exceptSources: [String]
    package var exceptTrades: [String]
    package var exceptCategories: [Category]

    package init(
        exceptShopKinds: [String] = [], exceptSources: [String] = [], exceptTrades: [String] = [],
        exceptCategories: [Category] = []
    ) {
        self.exceptShopKinds = exceptShopKinds
        self.exceptSources = exceptSources
        self.exceptTrades = exceptTrades
        self.exceptCategories = exceptCategories
    }

    /// Whether a product is in scope as far as the product itself says.
    package func covers(_ listing: ListingDetails) -> Bool {
        !exceptSources.contains(listing.source) && !exceptTrades.contains(listing.trade)
            && !exceptCategories.contains { $0.contains(listing.category) }
    }
}

package struct CategoryRights: Hashable, Sendable {
    package let categories: [Category]
    package let rights: [RightKey]

    package init(categories: [Category], rights: [RightKey]) {
        self.categories = categories
        self.rights = rights
    }
}

/// What ends a label at once, whatever the figures say.
package enum Bar: String, Hashable, Sendable, CaseIterable {
    /// A severe violation of the shop while it runs.
    case severeViolation = "severe-violation"
    /// A failed inspection of the product until it is relisted.
    case failedInspection = "failed-inspection"
    /// The shop's deposit is below what is required.
    case depositShortfall = "deposit-shortfall"

    package var subject: ClauseSubject {
        switch self {
        case .severeViolation, .depositShortfall: .shop
        case .failedInspection: .product
        }
    }
}

/// A place kind and the pages on which the label shows there.
package struct Surface: Hashable, Sendable {
    package let key: String
    package let places: [String]

    package init(key: String, places: [String]) {
        self.key = key
        self.places = places
    }
}
