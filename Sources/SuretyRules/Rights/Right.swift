package import SuretyDomain

/// A promise a shop can switch on, as one edition words it.
package struct Right: Hashable, Sendable {
    package let key: RightKey
    package let title: Localised
    package let appliesTo: Applicability
    /// Whether the platform gives it on everything it applies to, so that no shop can switch it off.
    package let isByPlatform: Bool
    /// For `fake-pays-n`: how many times the price is paid on top of the refund.
    package let multiplier: Int?
    /// What a buyer can claim under it; nil where the right is worded and nothing carries it out yet.
    package let grants: Guarantee?
    /// Where the rule stands: keys of the reference page of sources.
    package let source: [String]

    package init(
        key: RightKey, title: Localised, appliesTo: Applicability, isByPlatform: Bool = false, multiplier: Int?,
        grants: Guarantee? = nil, source: [String]
    ) {
        self.key = key
        self.title = title
        self.appliesTo = appliesTo
        self.isByPlatform = isByPlatform
        self.multiplier = multiplier
        self.grants = grants
        self.source = source
    }
}

/// Which products a right can be given on. An empty `categories` means all.
package struct Applicability: Hashable, Sendable {
    package var categories: [Category]
    package var exceptCategories: [Category]
    package var exceptTrades: [String]
    package var exceptTags: [String]

    package init(
        categories: [Category] = [], exceptCategories: [Category] = [], exceptTrades: [String] = [],
        exceptTags: [String] = []
    ) {
        self.categories = categories
        self.exceptCategories = exceptCategories
        self.exceptTrades = exceptTrades
        self.exceptTags = exceptTags
    }

    package func covers(_ listing: ListingDetails) -> Bool {
        if exceptTrades.contains(listing.trade) { return false }
        if listing.tags.contains(where: exceptTags.contains) { return false }
        if exceptCategories.contains(where: { $0.contains(listing.category) }) { return false }
        return categories.isEmpty || categories.contains { $0.contains(listing.category) }
    }
}

/// A category of goods: `food` holds `food/snacks` too.
package struct Category: Hashable, Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package func contains(_ category: String) -> Bool {
        let mine = path.utf8
        let other = category.utf8
        guard other.starts(with: mine) else { return false }
        return other.count == mine.count || other.dropFirst(mine.count).first == UInt8(ascii: "/")
    }
}
