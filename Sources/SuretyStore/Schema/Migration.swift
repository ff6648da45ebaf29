import SuretyWire

/// A step of the schema. Once released its text never changes; a test holds the digests.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    package let script: @Sendable (any SQLDatabase) -> [String]

    package static let all: [Migration] = [
        Migration(number: 1, name: "journal and state") { database in
            Tables.all.map(database.createTable) + [
                "CREATE INDEX event_routed ON event (partition, number) WHERE route IS NOT NULL",
                // A product may be named without its shop where the marketplace's ids are unique.
                "CREATE INDEX product_by_id ON product (id)",
                "CREATE INDEX aftersales_by_shop ON aftersales (partition, shop, id)",
                "CREATE INDEX instruction_by_shop ON instruction (partition, shop, id)",
                "CREATE INDEX instruction_due ON instruction (partition, next_at) WHERE next_at IS NOT NULL",
            ]
        }
    ]

    /// What identifies a migration's text.
    package func digest(for database: any SQLDatabase) -> String {
        Digest.hex(Digest.sha256(Array(script(database).joined(separator: ";\n").utf8)))
    }
}
