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
        try database.write { session in
            for partition in Partition.all {
                session.enqueue([chore(.turnDay(today, .init()), due: zone.start(of: today), of: partition)])
            }
            let row: [SQLValue] = [
                .integer(Home.platform.partition.stored), .text("rulebooks"), .text(library.digest),
            ]
            session.enqueue([.put(Tables.meta, rows: [row])])
        }
    }

    private func chore(_ chore: Chore, due: Instant, of partition: Partition) -> Statement {
        .put(
            Tables.chore,
            rows: [
                [
                    .integer(partition.stored), due.sqlValue, .integer(ChoreKey.Kind.turnDay.rawValue), .integer(0),
                    .bytes(chore.stateBytes),
                ]
            ])
    }
}
