package import SuretyDomain
package import SuretyLabels
package import SuretyRules
import SuretyStore

/// How the masks of a subject have changed, as it was recorded.
package struct LabelHistory {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Change: Sendable {
        package let number: Int64
        package let version: VersionKey
        package let at: Instant
        package let recordedAt: Instant
        /// Keys of the clauses missed and of those without data; empty where nothing stands against the label.
        package let missed: [String]
        package let unknown: [String]
    }

    /// The changes of one subject in order of their recording, the last `limit` of them.
    package func changes(of subject: LabelSubject, limit: Int64 = 200) throws -> [Change] {
        let (kind, owner, product) = subject.columns
        let partition = subject.home.partition.stored
        let rows = try engine.database.read { session in
            try session.run(
                """
                SELECT number, version, missed, unknown, happened_at, recorded_at FROM label_change
                WHERE partition = \(partition) AND kind = \(kind) AND owner = \(owner) AND product = \(product)
                ORDER BY number DESC LIMIT \(limit)
                """)
        }
        return try rows.reversed().map { row in
            let key = VersionKey(try row.text(1))
            return Change(
                number: try row.integer(0), version: key, at: Instant(milliseconds: try row.integer(4)),
                recordedAt: Instant(milliseconds: try row.integer(5)),
                missed: clauses(key, UInt64(bitPattern: try row.integer(2))),
                unknown: clauses(key, UInt64(bitPattern: try row.integer(3))))
        }
    }

    private func clauses(_ key: VersionKey, _ mask: UInt64) -> [String] {
        guard let version = engine.library.versions.first(where: { $0.key == key }) else { return [] }
        return version.clauses.enumerated().filter { mask >> UInt64($0.offset) & 1 == 1 }.map(\.element.key)
    }
}

extension LabelSubject {
    package var home: Home {
        switch self {
        case .shop(let shop): .shop(shop)
        case .product(let key): .shop(key.shop)
        case .promoter(let promoter): .promoter(promoter)
        }
    }
}
