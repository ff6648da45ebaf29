import SuretyDomain
import SuretyEngine
import SuretyStore

extension Engine {
    /// Every event of every partition, and where each chain ends: equal where nothing was written in between.
    var journal: [[UInt8]] {
        get throws {
            let heads = try database.read {
                try $0.run("SELECT partition, next_number, chain FROM head ORDER BY partition")
            }
            var events: [[UInt8]] = try heads.map { try $0.bytes(2) }
            for partition in Partition.all {
                try JournalReader(database, partition).forEach { events.append($0.payload) }
            }
            return events
        }
    }

    /// What `surety verify` would find.
    var findings: [String] { get throws { try Verifier(self).verify().findings } }
}
