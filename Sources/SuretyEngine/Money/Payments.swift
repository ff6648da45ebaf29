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
        let asked = SideBySide.map(due, by: \.instruction.id, width: engine.surroundings.isParallel ? 8 : 1) { entry in
            (entry, provider.pay(entry.instruction))
        }
        for (entry, outcome) in asked { _ = try settle(entry.instruction, outcome, in: entry.partition) }
        return due.count
    }

    /// Instructions in order of their ids, those of a status where one is named.
    package func list(status: Instruction.Status?, after: String?, limit: Int) throws -> Page<Instruction> {
        let needsPerson = status == .failed || status == .uncovered
        let rows = MintedRows(
            engine: engine, table: Tables.instruction, referredAs: needsPerson ? "instruction" : nil)
        return try rows.page(after: after, limit: limit) { (instruction: Instruction) in
            status.map { instruction.status == $0 } ?? true
        }
    }

    /// The command that records what the provider says of an instruction; nil where there is none of this id.
    package func outcome(_ outcome: PaymentOutcome, of id: InstructionID, at instant: Instant) throws -> CaseDesk
        .Errand?
    {
        try errand(id) { .takeOutcome(id, $0, outcome, at: instant) }
    }

    /// The command that has a failed one tried again; nil where there is none of this id.
    package func retry(_ id: InstructionID) throws -> CaseDesk.Errand? { try errand(id) { .retry(id, $0) } }

    private func errand(_ id: InstructionID, _ command: (ShopID) -> Command) throws -> CaseDesk.Errand? {
        guard let partition = MintedID.partition(of: id.text),
            let instruction = try CaseDesk(engine).instruction(id, in: partition)
        else { return nil }
        return CaseDesk.Errand(partition: partition, command: command(instruction.order.shop))
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
