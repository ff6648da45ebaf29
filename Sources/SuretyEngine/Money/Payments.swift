package import SuretyDomain
package import SuretyLabels
package import SuretyStore
import SuretyWire

/// Has the provider carry out instructions to pay. What it is asked stands in the journal before it is asked, and what
/// it answered is recorded by an ordinary command; between the two anything may happen, and the same id is asked again.
package struct Payments: Sendable {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    /// Instructions of one round, at most.
    private static let perRound: Int64 = 64

    /// Asks the provider about what is due, and answers about how many. None where the marketplace does it itself.
    func payDue(in partitions: [Partition]) throws -> Int {
        guard let provider = engine.surroundings.provider else { return 0 }
        let due = try due(in: partitions)
        let asked = SideBySide.map(due, by: \.instruction.id, width: 8) { entry in
            (entry, provider.pay(entry.instruction))
        }
        for (entry, outcome) in asked { _ = try settle(entry.instruction, outcome, in: entry.partition) }
        return due.count
    }

    /// Records what the provider says of an instruction.
    package func settle(_ instruction: Instruction, _ outcome: PaymentOutcome, in partition: Partition) throws
        -> Outcome
    {
        let command = Command.takeOutcome(
            instruction.id, instruction.order.shop, outcome, at: engine.surroundings.now())
        return try engine.committer.decide(command, in: partition)
    }

    private struct Due: Sendable {
        let partition: Partition
        let instruction: Instruction
    }

    private func due(in partitions: [Partition]) throws -> [Due] {
        let list = partitions.map { String($0.stored) }.joined(separator: ", ")
        let sql = SQL(
            trusted: "SELECT partition, state FROM instruction WHERE partition IN (\(list)) AND next_at <= $1"
                + " ORDER BY next_at, partition, id LIMIT $2",
            values: [engine.surroundings.now().sqlValue, .integer(Payments.perRound)])
        return try engine.database.read { try $0.run(sql) }.compactMap { row in
            guard let partition = Partition(stored: try row.integer(0)) else { return nil }
            return Due(partition: partition, instruction: try row.state(1))
        }
    }
}

extension Committer {
    /// Carries out one command in a batch of its own.
    package func decide(_ command: Command, in partition: Partition) throws(StoreError) -> Outcome {
        switch commit([Batch(partition: partition, commands: [command])]).first {
        case .success(let written)?: return written.outcomes.first ?? .duplicate(number: 0)
        case .failure(let error)?: throw error
        case nil: throw .unavailable("nothing was committed")
        }
    }
}
