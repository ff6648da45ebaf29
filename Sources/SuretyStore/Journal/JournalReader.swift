package import SuretyDomain
package import SuretyLabels
import SuretyWire

/// Reads a partition's journal in order. Numbers are gapless, so `number > cursor` misses nothing.
package struct JournalReader {
    private let database: any SQLDatabase
    private let partition: Partition

    package init(_ database: any SQLDatabase, _ partition: Partition) {
        self.database = database
        self.partition = partition
    }

    /// Stored events after a number, at most `limit`.
    package func events(after number: Int64, limit: Int64 = 2_000) throws -> [StoredEvent] {
        try database.read { try JournalReader.events(of: partition, after: number, limit: limit, in: $0) }
    }

    /// The same within a transaction that reads more.
    package static func events(
        of partition: Partition, after number: Int64, limit: Int64 = 2_000, in session: any SQLSession
    ) throws -> [StoredEvent] {
        let rows = try session.run(
            """
            SELECT number, kind, schema, recorded_at, payload FROM event
            WHERE partition = \(partition.stored) AND number > \(number) ORDER BY number LIMIT \(limit)
            """)
        return try rows.map { row in
            StoredEvent(
                number: try row.integer(0), kind: try row.integer(1), schema: try row.integer(2),
                recordedAt: Instant(milliseconds: try row.integer(3)), payload: try row.bytes(4))
        }
    }

    /// Goes over all events up to the head as it was when the walk began.
    package func forEach(_ body: (StoredEvent) throws -> Void) throws {
        var cursor: Int64 = 0
        while true {
            let events = try events(after: cursor)
            guard let last = events.last else { return }
            for event in events { try body(event) }
            cursor = last.number
        }
    }
}

extension StoredEvent {
    /// The event these bytes hold.
    package func decoded() throws(StoreError) -> JournalEvent {
        do {
            return try EventCodec.decode(kind: kind, schema: schema, payload)
        } catch {
            throw .corrupt("event \(number): \(error.reason)")
        }
    }
}
