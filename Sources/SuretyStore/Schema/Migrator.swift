package import SuretyDomain
import SuretyWire

/// Brings a database to the schema of this version.
package struct Migrator {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// Runs the migrations that are missing and answers their names. Running it again changes nothing.
    ///
    /// Throws `refused` for a database that a newer version has migrated further, or whose migrations differ.
    @discardableResult
    package func migrate(at now: Instant, incarnation: String) throws -> [String] {
        let done = try applied()
        for (number, digest) in done { try check(number, digest) }
        let missing = Migration.all.filter { done[$0.number] == nil }
        for migration in missing { try run(migration, at: now, incarnation) }
        return missing.map(\.name)
    }

    private func check(_ number: Int, _ digest: String) throws {
        guard let known = Migration.all.first(where: { $0.number == number }) else {
            throw StoreError.refused(
                "the database has migration \(number), which this version does not know; use a newer surety")
        }
        guard known.digest(for: database) == digest else {
            throw StoreError.refused("migration \(number) in the database differs from this version's")
        }
    }

    /// Where it fails because another process was quicker, what that one did is what we were about to do.
    private func run(_ migration: Migration, at now: Instant, _ incarnation: String) throws {
        let script = migration.script(database) + records(of: migration, at: now, incarnation)
        let failure = Result { () throws(StoreError) in try database.migrate(script) }
        if case .failure(let error) = failure {
            let wasDoneMeanwhile = try applied()[migration.number] != nil
            if !wasDoneMeanwhile { throw error }
        }
    }

    /// The migrations a database has had, by number, with their digests; none for an empty database.
    package func applied() throws -> [Int: String] {
        let partition = Home.platform.partition.stored
        let rows: [SQLRow]
        do {
            rows = try database.read { session in
                try session.run(
                    "SELECT name, value FROM meta WHERE partition = \(partition) AND name LIKE 'migration/%'")
            }
        } catch StoreError.statement {
            return [:]
        }
        var applied: [Int: String] = [:]
        for row in rows {
            if let number = Int(try row.text(0).dropFirst("migration/".count)) { applied[number] = try row.text(1) }
        }
        return applied
    }

    private func records(of migration: Migration, at now: Instant, _ incarnation: String) -> [String] {
        let platform = Home.platform.partition.stored
        var records = [
            "INSERT INTO meta VALUES (\(platform), 'migration/\(migration.number)', '\(migration.digest(for: database))')"
        ]
        guard migration.number == 1 else { return records }
        records.append("INSERT INTO meta VALUES (\(platform), 'incarnation', '\(incarnation)')")
        records.append("INSERT INTO meta VALUES (\(platform), 'format', '\(FormatLevel.current)')")
        records.append("INSERT INTO meta VALUES (\(platform), 'created-at', '\(now.milliseconds)')")
        for partition in Partition.all {
            records.append(head(of: partition))
        }
        return records
    }

    /// Numbers start at 1, so that 0 is before everything; the chain starts from the partition itself.
    private func head(of partition: Partition) -> String {
        let chain = Digest.hex(BatchChain.start(of: partition))
        let bytes = database.engine == .sqlite ? "x'\(chain)'" : "'\\x\(chain)'"
        return "INSERT INTO head VALUES (\(partition.stored), 1, 0, \(bytes))"
    }
}

/// The level of the stored forms. Every live node must be able to read the database's level; a new form is written only
/// once it has been raised.
package enum FormatLevel {
    package static let current: Int64 = 1
}
