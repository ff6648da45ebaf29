import SuretyDomain
package import SuretyRules
package import SuretyStore
import SuretyWire

/// One Surety: a database, the rules, and what comes from outside.
package struct Engine: Sendable {
    package let database: any SQLDatabase
    package let library: RulebookLibrary
    package let surroundings: Surroundings
    package let incarnation: String
    package let committer: Committer
    /// The acts that are being decided on this node.
    package let openActs = OpenActs()

    /// Opens a database, migrates it where needed, and sees to it that every partition's day will turn.
    package init(database: any SQLDatabase, library: RulebookLibrary, surroundings: Surroundings) throws {
        self.database = database
        self.library = library
        self.surroundings = surroundings
        committer = Committer(database: database, library: library, surroundings: surroundings)
        try Migrator(database).migrate(at: surroundings.now(), incarnation: surroundings.newID())
        let meta = try Meta.read(database)
        guard let incarnation = meta["incarnation"] else {
            throw StoreError.corrupt("the database has no incarnation")
        }
        guard let format = meta["format"].flatMap(Int64.init), format <= FormatLevel.current else {
            throw StoreError.refused("the database's stored forms are newer than this version; use a newer surety")
        }
        self.incarnation = incarnation
        try Adoption(database: database, library: library, now: surroundings.now()).run(knownDigest: meta["rulebooks"])
    }
}

/// What is said of the database as a whole.
package enum Meta {
    package static func read(_ database: any SQLDatabase) throws -> [String: String] {
        let platform = Home.platform.partition.stored
        let rows = try database.read { session in
            try session.run("SELECT name, value FROM meta WHERE partition = \(platform)")
        }
        var values: [String: String] = [:]
        for row in rows { values[try row.text(0)] = try row.text(1) }
        return values
    }
}
