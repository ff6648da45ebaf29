import SuretyDomain
import SuretyStore
import Synchronization

/// Remembers up to where each journal was found to hold nothing to deliver, so that an idle round reads the heads, in
/// one trip, and nothing else.
package final class HeadWatch: Sendable {
    private let exhausted = Mutex<[Partition: Int64]>([:])

    package init() {}

    /// The partitions whose journals have grown since, with their heads.
    func moved(of partitions: [Partition], in database: any SQLDatabase) throws -> [(Partition, head: Int64)] {
        let list = partitions.map { String($0.stored) }.joined(separator: ", ")
        let sql = SQL(trusted: "SELECT partition, next_number FROM head WHERE partition IN (\(list))", values: [])
        let rows = try database.read { try $0.run(sql) }
        let known = exhausted.withLock { $0 }
        return try rows.compactMap { row in
            guard let partition = Partition(stored: try row.integer(0)) else { return nil }
            let head = try row.integer(1)
            return known[partition] == head ? nil : (partition, head)
        }.sorted { $0.0 < $1.0 }
    }

    func noteNothingLeft(of partition: Partition, upTo head: Int64) {
        exhausted.withLock { $0[partition] = head }
    }

    /// Spares a look at what a batch has just written, where it holds nothing to deliver and nothing was left before it.
    func note(_ written: BatchDraft.Written, to partition: Partition) {
        guard !written.isRouted else { return }
        exhausted.withLock { exhausted in
            if exhausted[partition] == written.first { exhausted[partition] = written.last + 1 }
        }
    }
}
