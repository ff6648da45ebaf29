import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyStore
import SuretyWire

/// A database meets a set of editions for the first time: every partition is to go over its subjects, so that the masks
/// of announced and changed wordings stand before they take effect.
struct Adoption {
    let database: any SQLDatabase
    let library: RulebookLibrary
    let now: Instant

    func run(knownDigest: String?) throws {
        guard knownDigest != library.digest else { return }
        let zone = library.almanac(at: now)?.zone ?? .utc
        let today = zone.day(of: now)
        // The first walk of a new database is that of its first day; it begins the chain of turns.
        let chore: Chore = knownDigest == nil ? .turnDay(today, .init()) : .adopt(.init())
        let kind: ChoreKey.Kind = knownDigest == nil ? .turnDay : .adopt
        let rows = Partition.all.map { partition -> [SQLValue] in
            [
                partition.sqlValue, zone.start(of: today).sqlValue, .integer(kind.rawValue), .integer(0),
                .bytes(chore.stateBytes),
            ]
        }
        // A row a transaction, since each names one partition; the digest comes last, so that a node that ends in
        // between leaves the work to the next.
        for row in rows { try put(Tables.chore, [row]) }
        try put(Tables.meta, [[Home.platform.partition.sqlValue, .text("rulebooks"), .text(library.digest)]])
    }

    private func put(_ table: Table, _ rows: [[SQLValue]]) throws {
        try database.write { session in session.enqueue([.put(table, rows: rows)]) }
    }
}
