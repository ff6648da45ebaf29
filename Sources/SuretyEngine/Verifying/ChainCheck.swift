import SuretyDomain
import SuretyStore

/// Follows a partition's journal and checks that numbers have no gap, time never runs back, and every batch's digest is
/// that of its events.
struct ChainCheck {
    let batches: [SQLRow]
    private let partition: Partition
    private(set) var count: Int64 = 0
    private(set) var link: [UInt8]
    private(set) var findings: [String] = []
    private var batch = 0
    private var pending: [StoredEvent] = []
    private var recordedAt = Instant(milliseconds: 0)

    init(_ partition: Partition, batches: [SQLRow]) {
        self.partition = partition
        self.batches = batches
        link = BatchChain.start(of: partition)
    }

    mutating func take(_ event: StoredEvent) {
        count += 1
        if event.number != count { note("number \(event.number) follows \(count - 1)") }
        if event.recordedAt < recordedAt { note("event \(event.number) was recorded before the one before it") }
        recordedAt = event.recordedAt
        pending.append(event)
        guard batch < batches.count, let last = try? batches[batch].integer(1) else {
            return note("event \(event.number) belongs to no batch")
        }
        if event.number == last { closeBatch() }
    }

    private mutating func closeBatch() {
        let row = batches[batch]
        link = BatchChain.link(link, recordedAt: recordedAt, events: pending)
        if (try? row.bytes(3)) != link { note("the batch ending at \(count) does not have the digest of its events") }
        if (try? row.integer(0)) != pending.first?.number { note("the batch ending at \(count) begins elsewhere") }
        pending = []
        batch += 1
    }

    private mutating func note(_ finding: String) { findings.append("partition \(partition.index): \(finding)") }
}
