package import SuretyDomain
package import SuretyLabels
package import SuretyStore
import SuretyWire

/// What one partition has to tell others, read from its journal: the journal is the outbox.
package struct Deliveries {
    private let database: any SQLDatabase
    private let source: Partition

    package struct Message: Sendable {
        package let number: Int64
        package let targets: [Partition]
        package let body: JournalEvent.Message
    }

    package init(_ database: any SQLDatabase, _ source: Partition) {
        self.database = database
        self.source = source
    }

    /// The messages after the last acknowledged one, in order.
    package func next(limit: Int64) throws -> [Message] {
        let partition = source.stored
        let rows = try database.read { session in
            let cursor = try session.run(
                "SELECT number FROM cursor WHERE partition = \(partition) AND name = 'delivery'")
            let after = try cursor.first?.integer(0) ?? 0
            return try session.run(
                """
                SELECT number, kind, schema, payload, route FROM event
                WHERE partition = \(partition) AND number > \(after) AND route IS NOT NULL
                ORDER BY number LIMIT \(limit)
                """)
        }
        return try rows.compactMap { row in
            let event = try decode(row)
            guard let body = event.message else { return nil }
            return Message(number: try row.integer(0), targets: try targets(row.integer(4)), body: body)
        }
    }

    /// Remembers that everything up to a number has reached all it is for. Forgetting it is harmless: a message that
    /// comes twice finds the inbox moved on.
    package func acknowledge(through number: Int64) throws {
        let row: [SQLValue] = [.integer(source.stored), .text("delivery"), .integer(number)]
        try database.write { session in session.enqueue([.put(Tables.cursor, rows: [row])]) }
    }

    private func decode(_ row: SQLRow) throws -> JournalEvent {
        do {
            return try EventCodec.decode(kind: try row.integer(1), schema: try row.integer(2), try row.bytes(3))
        } catch let fault as EventFault {
            throw StoreError.corrupt("event \(try row.integer(0)) of partition \(source.index): \(fault.reason)")
        }
    }

    private func targets(_ route: Int64) throws -> [Partition] {
        if route == -1 { return Partition.all }
        guard let target = Partition(stored: route) else {
            throw StoreError.corrupt("an event of partition \(source.index) is routed to \(route)")
        }
        return [target]
    }
}
