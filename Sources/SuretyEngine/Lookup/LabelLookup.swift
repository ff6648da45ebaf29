package import SuretyDomain
package import SuretyLabels
import SuretyRules
import SuretyStore

/// Which labels products carry now, from the masks that are kept: nothing is evaluated.
package struct LabelLookup {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Answer: Hashable, Sendable {
        package let product: ProductKey
        /// Programmes whose label shows, in order of their keys.
        package let labels: [ProgrammeKey]
        /// Whether the product is known at all.
        package let isKnown: Bool
    }

    /// The labels that show on a surface; nil asks for every label that is lit. A promoter who sells is judged too.
    ///
    /// One read of the state as of one moment per call; at most as many products as a request may name.
    package func labels(
        of products: [ProductKey], soldBy promoter: PromoterID? = nil, on surface: String? = nil
    ) throws -> [Answer] {
        let now = engine.surroundings.now()
        let versions = engine.library.versions(at: now).filter { version in
            version.programme.labels == .product
                && (surface.map { wanted in version.programme.surfaces.contains { $0.key == wanted } } ?? true)
        }
        let homes = Dictionary(grouping: products) { Home.shop($0.shop).partition }
        return try engine.database.read { session in
            var masks: [ProductKey: [ProgrammeKey]?] = [:]
            for (home, keys) in homes {
                for (key, lit) in try lit(keys, promoter, versions, in: session, home) { masks[key] = lit }
            }
            return products.map { key in
                Answer(product: key, labels: (masks[key] ?? nil) ?? [], isKnown: (masks[key] ?? nil) != nil)
            }
        }
    }

    /// For each product the programmes lit, nil where it is not known.
    private func lit(
        _ keys: [ProductKey], _ promoter: PromoterID?, _ versions: [ProgrammeVersion], in session: any SQLSession,
        _ home: Partition
    ) throws -> [(ProductKey, [ProgrammeKey]?)] {
        var workspace = Workspace(
            partition: home, library: engine.library, nextNumber: 0, now: engine.surroundings.now(),
            isComplete: false)
        var needs = Needs()
        needs.products = Set(keys)
        needs.shops = Set(keys.map(\.shop))
        if let promoter { needs.copies = [promoter] }
        try PartitionLoader(session, home).load(needs, into: &workspace)
        return Set(keys).map { key in
            guard let product = workspace.products[key], !product.product.listing.isEmpty else { return (key, nil) }
            let shop = workspace.shops[key.shop]?.masks
            let lit = versions.filter { version in
                guard let ofShop = shop?[version.key], let ofProduct = product.masks[version.key] else { return false }
                guard ofShop.union(ofProduct).isClear else { return false }
                guard let promoter else { return true }
                let asksPromoter = version.clauses.contains { $0.subject == .promoter }
                return !asksPromoter || workspace.copies[promoter]?.standing?.masks[version.key]?.isClear == true
            }
            return (key, lit.map(\.programme.key).sorted())
        }
    }

    /// The labels that a shop itself carries now; nil for a shop not known.
    package func labels(of shop: ShopID) throws -> [ProgrammeKey]? {
        let versions = engine.library.versions(at: engine.surroundings.now()).filter { $0.programme.labels == .shop }
        let row = try engine.database.read { session in
            try session.run([.fetch(Tables.shop, keys: [[Home.shop(shop).partition.sqlValue, shop.sqlValue]])])[0].first
        }
        guard let row else { return nil }
        let state: ShopState = try row.state(3)
        return versions.filter { state.masks[$0.key]?.isClear == true }.map(\.programme.key).sorted()
    }
}
