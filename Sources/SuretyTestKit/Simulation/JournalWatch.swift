import SuretyDomain
import SuretyLabels
import SuretyStore
import SuretyWire

/// Reads the journals of a database as they grow and holds them to what they promise: numbers without a gap, time that
/// never runs back, no fact twice, nothing that was once there gone or changed, and every message taken in once and
/// in order.
struct JournalWatch {
    /// Every fact recorded, by number.
    private(set) var recorded: [SenderRecords.Key: (number: Int64, fact: Fact)] = [:]
    private(set) var eventCount: Int64 = 0
    private(set) var money = MoneyWatch()
    private var heads: [Partition: Head] = [:]
    /// Messages on their way: sent, and not taken in yet.
    private var underway: [Lane: [Message]] = [:]

    private struct Head: Equatable {
        var next: Int64
        var recordedAt: Int64
        var chain: [UInt8]
    }

    private struct Lane: Hashable {
        let source: Partition
        let target: Partition
    }

    private struct Message: Equatable {
        let number: Int64
        let body: JournalEvent.Message
    }

    /// What the journals came to, in one digest.
    var digest: String {
        var hasher = Digest.Hasher()
        for partition in Partition.all { hasher.updateWithLength(heads[partition]?.chain ?? []) }
        return Digest.hex(hasher.finish())
    }

    /// Nil where every message has reached all it is for.
    var undelivered: String? {
        underway.first { !$0.value.isEmpty }.map { lane, messages in
            "\(messages.count) messages from partition \(lane.source.index) to \(lane.target.index) never came"
        }
    }

    /// Takes in what was appended since it last looked.
    mutating func advance(_ database: any SQLDatabase, sent: SenderRecords) throws {
        var fresh: [(partition: Partition, event: StoredEvent, decoded: JournalEvent)] = []
        for (partition, head) in try readHeads(database) where heads[partition] != head {
            try checkThatItGrew(partition, to: head, database)
            let events = try readEvents(of: partition, to: head, database)
            fresh += try events.map { (partition, $0, try $0.decoded()) }
            heads[partition] = head
        }
        eventCount += Int64(fresh.count)
        // A message may be taken in by a partition that was read before the one that sent it.
        for (partition, event, decoded) in fresh { send(decoded, number: event.number, from: partition) }
        for (partition, event, decoded) in fresh { try take(decoded, event, in: partition, sent) }
    }

    private func readHeads(_ database: any SQLDatabase) throws -> [(Partition, Head)] {
        let rows = try database.read { try $0.run("SELECT partition, next_number, recorded_at, chain FROM head") }
        let heads = try rows.map { row in
            guard let partition = Partition(stored: try row.integer(0)) else {
                throw SimulationFailure("\(try row.integer(0)) is no partition")
            }
            return (partition, Head(next: try row.integer(1), recordedAt: try row.integer(2), chain: try row.bytes(3)))
        }
        guard heads.count == Partition.count else { throw SimulationFailure("there are \(heads.count) heads") }
        return heads.sorted { $0.0 < $1.0 }
    }

    /// The batch that ended where the journal ended when last looked at must still be there as it was.
    private func checkThatItGrew(_ partition: Partition, to head: Head, _ database: any SQLDatabase) throws {
        guard let known = heads[partition], known.next > 1 else { return }
        guard head.next > known.next else {
            throw failure(partition, "went from \(known.next) to \(head.next), or became another one there")
        }
        guard head.recordedAt >= known.recordedAt else { throw failure(partition, "runs back in time") }
        let last = known.next - 1
        let row = try database.read { session in
            try session.run(
                "SELECT chain FROM batch WHERE partition = \(partition.stored) AND last_number = \(last)"
            ).first
        }
        guard try row?.bytes(0) == known.chain else { throw failure(partition, "is another up to \(last)") }
    }

    private func readEvents(
        of partition: Partition, to head: Head, _ database: any SQLDatabase
    ) throws -> [StoredEvent] {
        let known = heads[partition] ?? Head(next: 1, recordedAt: 0, chain: [])
        let events = try JournalReader(database, partition).events(after: known.next - 1, limit: 100_000)
        guard events.map(\.number) == Array(known.next..<head.next) else {
            throw failure(partition, "has a gap after \(known.next - 1)")
        }
        var before = known.recordedAt
        for event in events {
            guard event.recordedAt.milliseconds >= before else { throw failure(partition, "runs back in time") }
            before = event.recordedAt.milliseconds
        }
        guard before == head.recordedAt else { throw failure(partition, "does not end when its head says") }
        return events
    }

    private mutating func send(_ event: JournalEvent, number: Int64, from source: Partition) {
        guard let body = event.message else { return }
        let targets: [Partition] =
            switch event.route {
            case .nobody: []
            case .one(let target): [target]
            case .everyone: Partition.all
            }
        for target in targets {
            underway[Lane(source: source, target: target), default: []].append(Message(number: number, body: body))
        }
    }

    private mutating func take(
        _ event: JournalEvent, _ stored: StoredEvent, in partition: Partition, _ sent: SenderRecords
    ) throws(SimulationFailure) {
        try money.take(event, recordedAt: stored.recordedAt)
        switch event {
        case .factRecorded(let fact):
            let key = SenderRecords.Key(fact)
            if let known = recorded[key] {
                throw failure(partition, "has \(fact.id.text) twice, first as \(known.number)")
            }
            guard sent.sent[key]?.contains(where: { $0.isSame(as: fact) }) == true else {
                throw failure(partition, "has \(fact.id.text) as nobody told it")
            }
            recorded[key] = (stored.number, fact)
        case .received(let source, let number, let body):
            let lane = Lane(source: source, target: partition)
            let expected = underway[lane]?.first
            guard expected == Message(number: number, body: body) else {
                let awaited = expected.map { "\($0.number)" } ?? "none"
                throw failure(partition, "took message \(number) from \(source.index), where \(awaited) was next")
            }
            underway[lane]?.removeFirst()
        case .factTookEffect, .orderPinned, .labelChanged, .dayTurned, .meanSet, .promoterFollowed, .promoterStated,
            .caseOpened, .caseMoved, .orderMoved, .transferred, .instructed, .instructionMoved, .sourceAwaited,
            .sourceStated, .consumerStated:
            break
        }
    }

    private func failure(_ partition: Partition, _ text: String) -> SimulationFailure {
        SimulationFailure("the journal of partition \(partition.index) \(text)")
    }
}
