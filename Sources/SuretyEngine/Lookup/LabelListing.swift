package import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyStore

/// Goes over all products with the labels they carry now.
package struct LabelListing {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Counts: Sendable {
        package var products = 0
        package var shops = 0
        /// By programme, how many products or shops carry it.
        package var lit: [ProgrammeKey: Int] = [:]
    }

    /// Calls `body` for every product on sale, in order of partition, shop and product, and answers the counts.
    package func forEach(_ body: (LabelLookup.Answer) throws -> Void) throws -> Counts {
        var counts = Counts()
        let lookup = LabelLookup(engine)
        for partition in Partition.all {
            for shop in try ids("SELECT id FROM shop WHERE partition = \(partition.stored) ORDER BY id") {
                counts.shops += 1
                for programme in try lookup.labels(of: ShopID(shop)) ?? [] { counts.lit[programme, default: 0] += 1 }
                let products = try ids(
                    "SELECT id FROM product WHERE partition = \(partition.stored) AND shop = \(shop) ORDER BY id")
                let keys = products.map { ProductKey(shop: ShopID(shop), product: ProductID($0)) }
                for answer in try lookup.labels(of: keys) where answer.isKnown {
                    counts.products += 1
                    for programme in answer.labels { counts.lit[programme, default: 0] += 1 }
                    try body(answer)
                }
            }
        }
        return counts
    }

    private func ids(_ sql: SQL) throws -> [String] {
        try engine.database.read { try $0.run(sql) }.map { try $0.text(0) }
    }
}
