package import SuretyDomain
import SuretyStore
import SuretyWire

/// Keys for machines: random, shown once, stored as digests.
package struct APIKeys: Sendable {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Key: Hashable, Sendable {
        package let id: String
        package let role: Role
        package let title: String
        /// The shop or consumer it is for, as its role has it.
        package let scope: String?
        package let createdAt: Instant
        package let revokedAt: Instant?

        package var reach: Reach {
            switch (role.scope, scope) {
            case (.shop, let scope?): .shop(ShopID(scope))
            case (.consumer, let scope?): .consumer(scope)
            // A row that names nobody reaches nothing: no shop has this id.
            case (.shop, nil), (.consumer, nil): .shop(ShopID(""))
            case (nil, _): .marketplace
            }
        }
    }

    /// Makes a key and answers its secret, which is kept nowhere: `sk_<id>_<secret>`.
    ///
    /// Throws a `ScopeFault` where the role and `scope`, its shop or consumer, do not go together.
    package func create(role: Role, title: String, scope: String? = nil) throws -> String {
        switch (role.scope, scope) {
        case (let kind?, nil): throw ScopeFault.missing(role, kind)
        case (nil, .some): throw ScopeFault.unwanted(role)
        case (.some, .some), (nil, nil): break
        }
        let id = Digest.hex(engine.surroundings.randomBytes(8))
        let secret = Digest.hex(engine.surroundings.randomBytes(24))
        let row: [SQLValue] = [
            APIKeys.partition, .text(id), .bytes(APIKeys.digest(secret)), .text(role.rawValue), .text(title),
            scope.sqlValue, engine.surroundings.now().sqlValue, .null,
        ]
        try engine.database.write { session in session.enqueue([.add(Tables.apiKey, rows: [row])]) }
        return "sk_\(id)_\(secret)"
    }

    /// The key that a bearer's text is, where it is one and was not revoked.
    package func authenticate(_ bearer: String) throws -> Key? {
        let parts = bearer.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "sk", parts[1].utf8.count == 16, parts[2].utf8.count == 48 else {
            return nil
        }
        let row = try engine.database.read { session in
            try session.run([.fetch(Tables.apiKey, keys: [[APIKeys.partition, .text(String(parts[1]))]])])[0].first
        }
        guard let row, let key = try APIKeys.key(row), key.revokedAt == nil else { return nil }
        guard APIKeys.isSame(try row.bytes(2), APIKeys.digest(String(parts[2]))) else { return nil }
        return key
    }

    package func list() throws -> [Key] {
        try engine.database.read { session in
            try session.run(
                """
                SELECT partition, id, digest, role, title, scope, created_at, revoked_at FROM api_key
                WHERE partition = \(Home.platform.partition.stored) ORDER BY created_at, id
                """)
        }.compactMap { try APIKeys.key($0) }
    }

    /// Answers whether there was such a key to revoke.
    package func revoke(_ id: String) throws -> Bool {
        let partition = Home.platform.partition.stored
        let now = engine.surroundings.now()
        return try engine.database.write { session in
            let rows = try session.run(
                "SELECT id FROM api_key WHERE partition = \(partition) AND id = \(id) AND revoked_at IS NULL")
            try session.run("UPDATE api_key SET revoked_at = \(now) WHERE partition = \(partition) AND id = \(id)")
            return !rows.isEmpty
        }
    }

    private static var partition: SQLValue { .integer(Home.platform.partition.stored) }

    private static func digest(_ secret: String) -> [UInt8] { Digest.sha256(Array(secret.utf8)) }

    /// Takes the same time wherever they differ.
    private static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func key(_ row: SQLRow) throws -> Key? {
        guard let role = Role(rawValue: try row.text(3)) else { return nil }
        let scope = row.values[5] == .null ? nil : try row.text(5)
        let revokedAt = row.values[7] == .null ? nil : Instant(milliseconds: try row.integer(7))
        return Key(
            id: try row.text(1), role: role, title: try row.text(4), scope: scope,
            createdAt: Instant(milliseconds: try row.integer(6)), revokedAt: revokedAt)
    }
}
