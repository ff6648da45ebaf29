package import SuretyDomain
package import SuretyStore
import SuretyWire

/// Stands random aliases for consumers, so that no journal names a person. Only this table knows whom an alias means,
/// and it can be erased from; aliases that were erased are never given out again.
package struct Aliases: Sendable {
    private let database: any SQLDatabase
    private let surroundings: Surroundings

    package init(database: any SQLDatabase, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
    }

    /// The aliases of consumers, minted for those that have none. Blocks for a transaction where any are unknown.
    package func aliases(for consumers: Set<String>) throws -> [String: ConsumerID] {
        guard !consumers.isEmpty else { return [:] }
        let homes = Dictionary(grouping: consumers.sorted()) { Home.consumer($0).partition }
        var found = try database.read { try fetch(homes, in: $0) }
        let unknown = homes.mapValues { $0.filter { found[$0] == nil } }.filter { !$0.value.isEmpty }
        if unknown.isEmpty { return found }
        // One partition a transaction on a distributed database; a single file takes them together.
        switch database.engine {
        case .sqlite: found.merge(try mint(unknown)) { first, _ in first }
        case .postgres:
            let homes = unknown.sorted { $0.key < $1.key }
            let minted = SideBySide.map(homes, by: \.key, width: Aliases.connections) { home in
                Result { try mint([home.key: home.value]) }
            }
            for result in minted { found.merge(try result.get()) { first, _ in first } }
        }
        return found
    }

    /// The alias of a consumer who has one.
    package func known(_ consumer: String) throws -> ConsumerID? {
        let homes = [Home.consumer(consumer).partition: [consumer]]
        return try database.read { try fetch(homes, in: $0) }[consumer]
    }

    private func mint(_ homes: [Partition: [String]]) throws -> [String: ConsumerID] {
        try database.write { session in
            // In a fixed order, so that the same seed gives out the same aliases and no two callers wait for each other.
            for (home, names) in homes.sorted(by: { $0.key < $1.key }) {
                session.enqueue(
                    names.map { name in
                        .sql(
                            """
                            INSERT INTO alias (partition, consumer, alias)
                            VALUES (\(home.stored), \(name), \(newAlias()))
                            ON CONFLICT (partition, consumer) DO NOTHING
                            """)
                    })
            }
            return try fetch(homes, in: session)
        }
    }

    private func fetch(
        _ homes: [Partition: [String]], in session: any SQLSession
    ) throws(StoreError) -> [String: ConsumerID] {
        let keys = homes.flatMap { home, names in names.map { [SQLValue.integer(home.stored), .text($0)] } }
        var found: [String: ConsumerID] = [:]
        for row in try session.run([.fetch(Tables.alias, keys: keys)])[0] {
            found[try row.text(1)] = ConsumerID(try row.text(2))
        }
        return found
    }

    private static let connections = 4

    private func newAlias() -> String { "c-" + Digest.hex(surroundings.randomBytes(12)) }
}
