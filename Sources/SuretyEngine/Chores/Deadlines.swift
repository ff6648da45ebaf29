package import SuretyDomain
import SuretyLabels
import SuretyStore
import Synchronization

/// Carries out what falls due in cases and orders. Firing is an ordinary command: a second one finds the row gone.
struct Deadlines {
    private let engine: Engine
    private let places: DeadlinePlaces

    init(_ engine: Engine, _ places: DeadlinePlaces) {
        self.engine = engine
        self.places = places
    }

    /// Deadlines of one round, about. SQLite takes a round in one transaction, for which other writers wait.
    private var perRound: Int { engine.database.engine == .sqlite ? 2_048 : 8_192 }

    /// The due rows after the places where the last rounds ended, up to the instant that all nodes have passed.
    func due(of partitions: [Partition], through: Instant) throws -> [Partition: [Command]] {
        let questions = partitions.compactMap { partition in
            places.next(of: partition, at: through).map { (partition, $0) }
        }
        guard !questions.isEmpty else { return [:] }
        let limit = Int64(max(64, perRound / questions.count))
        let answers = try engine.database.read { session in
            try session.run(questions.map { .sql(Deadlines.query($0.0, after: $0.1, through, limit)) })
        }
        var commands: [Partition: [Command]] = [:]
        for ((partition, _), rows) in zip(questions, answers) {
            let keys = try rows.compactMap(Deadlines.key)
            places.note(partition, last: keys.last, isEnd: Int64(rows.count) < limit, at: through)
            guard !keys.isEmpty else { continue }
            commands[partition] = keys.map { key in
                let instruction = InstructionID(MintedID.make(in: partition, engine.surroundings))
                return .expire(Expiring(key: key, nodesThrough: through, instruction: instruction))
            }
        }
        return commands
    }

    private static func key(_ row: SQLRow) throws -> DeadlineKey? {
        guard let kind = DeadlineKind(rawValue: try row.text(2)) else { return nil }
        return DeadlineKey(
            due: Instant(milliseconds: try row.integer(0)), shop: ShopID(try row.text(1)), kind: kind,
            subjectText: try row.text(3))
    }

    private static func query(
        _ partition: Partition, after place: DeadlineKey?, _ through: Instant, _ limit: Int64
    ) -> SQL {
        guard let place else {
            return """
                SELECT due_at, shop, kind, subject FROM deadline
                WHERE partition = \(partition.stored) AND due_at <= \(through)
                ORDER BY due_at, shop, kind, subject LIMIT \(limit)
                """
        }
        return """
            SELECT due_at, shop, kind, subject FROM deadline
            WHERE partition = \(partition.stored) AND due_at <= \(through)
            AND (due_at, shop, kind, subject) > (\(place.due), \(place.shop), \(place.kind.rawValue), \(place.subject.text))
            ORDER BY due_at, shop, kind, subject LIMIT \(limit)
            """
    }
}

/// How far each partition's due deadlines were gone through. Some wait for somebody's word and stay; those behind them
/// have their turn all the same, and the waiting ones again after a while.
package final class DeadlinePlaces: Sendable {
    private struct Place {
        /// The last row looked at; nil to begin again.
        var after: DeadlineKey?
        /// When a pass that came to the end may be begun again.
        var restsUntil: Instant?
    }

    private let places = Mutex<[Partition: Place]>([:])

    package init() {}

    /// Where to go on in a partition; nil while it rests.
    fileprivate func next(of partition: Partition, at now: Instant) -> DeadlineKey?? {
        places.withLock { places in
            guard let place = places[partition] else { return .some(nil) }
            if let until = place.restsUntil, now < until { return nil }
            return .some(place.after)
        }
    }

    fileprivate func note(_ partition: Partition, last: DeadlineKey?, isEnd: Bool, at now: Instant) {
        places.withLock { places in
            let rest = now.adding(milliseconds: DeadlinePlaces.restMilliseconds)
            places[partition] = isEnd ? Place(after: nil, restsUntil: rest) : Place(after: last, restsUntil: nil)
        }
    }

    /// Begins again at once where something has come in that others may have waited for.
    package func wake(_ partitions: some Sequence<Partition>) {
        places.withLock { places in
            for partition in partitions where places[partition]?.restsUntil != nil { places[partition] = nil }
        }
    }

    /// Also about how late a deadline can be on an idle node.
    private static let restMilliseconds: Int64 = 100
}
