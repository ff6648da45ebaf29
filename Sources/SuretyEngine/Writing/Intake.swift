package import SuretyDomain
package import SuretyLabels
package import SuretyStore
import SuretyWire

/// The one way in for facts: import, API and simulator all come through here.
package struct Intake: Sendable {
    private let engine: Engine
    private let aliases: Aliases

    package init(_ engine: Engine) {
        self.engine = engine
        aliases = Aliases(database: engine.database, surroundings: engine.surroundings)
    }

    /// Records facts and answers each in its place. Blocks until what is answered is durable; throws where the
    /// database could not be asked at all.
    package func record(_ facts: [Fact]) throws -> [Answer] {
        let commands = try commands(for: facts)
        let groups = Dictionary(grouping: commands.indices) { facts[$0].body.home.partition }
        let ordered = groups.sorted { $0.key < $1.key }
        let batches = ordered.flatMap { partition, indices in
            Intake.stretches(of: indices).map { (indices: $0, batch: batch(partition, $0.map { commands[$0] })) }
        }
        var answers = [Answer](repeating: .fault(.unavailable("not tried")), count: facts.count)
        for (group, answer) in zip(batches, engine.committer.commit(batches.map(\.batch))) {
            for (place, index) in group.indices.enumerated() {
                switch answer {
                case .success(let written): answers[index] = .outcome(written.outcomes[place])
                case .failure(let error): answers[index] = .fault(error)
                }
            }
        }
        return answers
    }

    package enum Answer: Sendable {
        case outcome(Outcome)
        case fault(StoreError)
    }

    /// The commands that record facts, with consumers under their aliases.
    package func commands(for facts: [Fact]) throws -> [Command] {
        let consumers = Set(facts.compactMap { fact in fact.body.consumer?.text })
        let aliases = try aliases.aliases(for: consumers)
        return facts.map { fact in
            var fact = fact
            if case .orderPaid(var paid) = fact.body, let alias = aliases[paid.consumer.text] {
                paid.consumer = alias
                fact.body = .orderPaid(paid)
            }
            return .record(fact, digest: Digest.sha256(FactCodec.encode(fact)))
        }
    }

    private func batch(_ partition: Partition, _ commands: [Command]) -> Committer.Batch {
        Committer.Batch(partition: partition, commands: commands)
    }

    /// A batch holds its partition only briefly, so long runs are cut.
    private static func stretches(of indices: [Int]) -> [[Int]] {
        stride(from: 0, to: indices.count, by: longestBatch).map {
            Array(indices[$0..<min($0 + longestBatch, indices.count)])
        }
    }

    private static let longestBatch = 512
}

extension FactBody {
    /// The consumer a fact names, as told.
    package var consumer: ConsumerID? {
        if case .orderPaid(let paid) = self { paid.consumer } else { nil }
    }
}
