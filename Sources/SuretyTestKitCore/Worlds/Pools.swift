package import SuretyDomain

/// Small pools of names, so that what is drawn by chance meets again and again.
package enum Pools {
    /// The first two live in one partition.
    package static let shops: [ShopID] = {
        let first = ShopID("s1")
        let home = Home.shop(first).partition
        let neighbour = (2...).lazy.map { ShopID("s\($0)") }.first { Home.shop($0).partition == home }
        return [first] + [neighbour].compactMap { $0 } + [ShopID("s3")]
    }()
    /// The first lives with the first shop.
    package static let promoters: [PromoterID] = {
        let home = Home.shop(shops[0]).partition
        let neighbour = (1...).lazy.map { PromoterID("m\($0)") }.first { Home.promoter($0).partition == home }
        return [neighbour].compactMap { $0 } + [PromoterID("m0")]
    }()
    package static let products = (1...4).map { ProductID("p\($0)") }
    package static let lines = (1...3).map { LineID("l\($0)") }
    package static let consumers = (1...3).map { ConsumerID("c\($0)") }
    package static let rights = ["return", "refund", "fake", "damage"].map { RightKey($0) }
    package static let programmes = ["a", "b", "c", "d"].map { ProgrammeKey($0) }
    package static let kinds = ["ordinary", "cross-border", "auction"]
    package static let categories = ["food", "food/snacks", "foodstuff", "beauty", "toys"]
    package static let trades = ["physical", "virtual"]
    package static let sources = ["own", "third-party"]
    package static let tags = ["custom-made", "fragile"]
    package static let violations = ["v1", "v2"]
    package static let inspections = ["i1", "i2"]
    /// Around every threshold that gates ask for.
    package static let scores = [398, 429, 430, 431, 449, 450, 451, 480]
}

extension SeededGenerator {
    /// True so many times in a hundred.
    package mutating func percent(_ chance: Int) -> Bool { int(in: 0...99) < chance }

    /// Some of `choices`, each taken so many times in a hundred, in their order.
    package mutating func some<Choice>(_ choices: [Choice], percent chance: Int) -> [Choice] {
        var taken: [Choice] = []
        for choice in choices where percent(chance) { taken.append(choice) }
        return taken
    }
}
