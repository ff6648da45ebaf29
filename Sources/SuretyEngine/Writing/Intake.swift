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
        let groups = Dictionary(grouping: commands.indices) { commands[$0].partition }
        let ordered = groups.sorted { $0.key < $1.key }
        let batches = ordered.flatMap { partition, indices in
            Intake.stretches(of: indices).map { stretch in
                (indices: stretch, batch: batch(partition, stretch.map { commands[$0].command }))
            }
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

    /// The commands that record facts, with consumers under their aliases, and the partition each is for: where a
    /// consumer's facts live, the alias says.
    package func commands(for facts: [Fact]) throws -> [(partition: Partition, command: Command)] {
        let consumers = Set(facts.compactMap { fact in fact.body.consumer?.text })
        let aliases = try aliases.aliases(for: consumers)
        return facts.map { fact in
            var fact = fact
            if let consumer = fact.body.consumer, let alias = aliases[consumer.text] {
                fact.body = fact.body.naming(alias)
            }
            return (fact.body.home.partition, .record(fact, digest: Digest.sha256(FactCodec.encode(fact))))
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
        switch self {
        case .orderPaid(let paid): paid.consumer
        case .consumerStood(let stood): stood.consumer
        case .factRetracted(let retraction):
            if case .consumer(let consumer) = retraction.home { ConsumerID(consumer) } else { nil }
        default: nil
        }
    }

    /// The same with an alias in place of the consumer.
    func naming(_ alias: ConsumerID) -> FactBody {
        switch self {
        case .orderPaid(var paid):
            paid.consumer = alias
            return .orderPaid(paid)
        case .consumerStood(var stood):
            stood.consumer = alias
            return .consumerStood(stood)
        case .factRetracted(var retraction):
            retraction.home = .consumer(alias.text)
            return .factRetracted(retraction)
        default: return self
        }
    }
}
