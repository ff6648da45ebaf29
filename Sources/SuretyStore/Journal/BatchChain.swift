package import SuretyDomain
import SuretyWire

/// The chain of digests over a partition's journal: each batch's covers its events as stored and the batch before.
package enum BatchChain {
    package static func start(of partition: Partition) -> [UInt8] {
        Digest.sha256(Array("surety journal, partition \(partition.index)".utf8))
    }

    /// The digest that follows `previous` when a batch with these events is appended.
    package static func link(_ previous: [UInt8], recordedAt: Instant, events: [StoredEvent]) -> [UInt8] {
        var hasher = Digest.Hasher()
        hasher.updateWithLength(previous)
        hasher.update(bigEndian: recordedAt.milliseconds)
        for event in events {
            for value in [event.number, event.kind, event.schema] { hasher.update(bigEndian: value) }
            hasher.updateWithLength(event.payload)
        }
        return hasher.finish()
    }
}

/// An event as its row holds it.
package struct StoredEvent: Hashable, Sendable {
    package let number: Int64
    package let kind: Int64
    package let schema: Int64
    package let recordedAt: Instant
    package let payload: [UInt8]

    package init(number: Int64, kind: Int64, schema: Int64, recordedAt: Instant, payload: [UInt8]) {
        self.number = number
        self.kind = kind
        self.schema = schema
        self.recordedAt = recordedAt
        self.payload = payload
    }
}
