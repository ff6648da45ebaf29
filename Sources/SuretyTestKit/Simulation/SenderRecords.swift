import SuretyDomain
import SuretyEngine
import SuretyLabels

/// What the senders of a simulated market know: what they sent, and what they were answered.
struct SenderRecords {
    /// A fact's id is its source's own, and each partition keeps its own list.
    struct Key: Hashable {
        /// Nil of a consumer's: only the alias says where that lives.
        let partition: Partition?
        let source: String
        let id: FactID

        init(_ fact: Fact) {
            if case .consumer = fact.body.home { partition = nil } else { partition = fact.body.home.partition }
            source = fact.source
            id = fact.id
        }
    }

    /// Everything ever sent under an id.
    private(set) var sent: [Key: [Fact]] = [:]
    private var inOrder: [Fact] = []
    /// What was acknowledged, by number.
    private(set) var acknowledged: [Key: (number: Int64, fact: Fact)] = [:]
    /// What was answered since the journals were last looked at.
    private var unchecked: Set<Key> = []
    private var refusals: [(fact: Fact, number: Int64)] = []

    mutating func sending(_ facts: [Fact]) {
        for fact in facts where !sent[Key(fact), default: []].contains(fact) {
            sent[Key(fact), default: []].append(fact)
            inOrder.append(fact)
        }
    }

    /// Everything whose fate its sender has not heard of.
    var unanswered: [Fact] {
        inOrder.filter { acknowledged[Key($0)] == nil }
    }

    /// Takes in an answer, which must fit those before it.
    mutating func heard(_ answer: Intake.Answer, to fact: Fact, at now: Instant) throws(SimulationFailure) {
        guard case .outcome(let outcome) = answer else { return }
        try heard(outcome, to: fact, at: now)
    }

    private mutating func heard(_ outcome: Outcome, to fact: Fact, at now: Instant) throws(SimulationFailure) {
        let known = acknowledged[Key(fact)]
        unchecked.insert(Key(fact))
        switch outcome {
        case .accepted(let number):
            if let known { throw failure(fact, "was accepted as \(number) and before as \(known.number)") }
            acknowledged[Key(fact)] = (number, fact)
        case .duplicate(let number):
            if let known, known.number != number || known.fact != fact {
                throw failure(fact, "is called a repetition of \(number), which it is not")
            }
            acknowledged[Key(fact)] = (number, fact)
        case .replayed(.accepted(let number)): try heard(.duplicate(number: number), to: fact, at: now)
        // A refusal that is repeated may be out of date.
        case .replayed: break
        case .refused(let refusal): try heard(refusal, of: fact, at: now)
        }
    }

    private mutating func heard(_ refusal: Refusal, of fact: Fact, at now: Instant) throws(SimulationFailure) {
        switch refusal {
        case .idAlreadyUsed(let number):
            if let known = acknowledged[Key(fact)], known.fact == fact {
                throw failure(fact, "was acknowledged as \(known.number), then refused because of \(number)")
            }
            refusals.append((fact, number))
        case .keyAlreadyUsed: throw failure(fact, "was sent under a key of its own")
        case .tooFarAhead:
            if fact.at <= now.adding(milliseconds: IntakeLimits.aheadMilliseconds) {
                throw failure(fact, "is not too far ahead at \(now.milliseconds)")
            }
        case .aftersales, .unknownInstruction: throw failure(fact, "is answered as if it were no fact")
        case .correctsForeignFact(let id):
            let isForeign = sent.contains { key, facts in
                key.id == id && key.source == fact.source && facts.contains { $0.body.home != fact.body.home }
            }
            guard isForeign else {
                throw failure(fact, "corrects its own shop's \(id.text)")
            }
        }
    }

    /// Holds what was answered against what the journals say; `recorded` holds every fact by its key.
    mutating func check(against recorded: [Key: (number: Int64, fact: Fact)]) throws(SimulationFailure) {
        for key in unchecked {
            guard let known = acknowledged[key] else { continue }
            guard let found = recorded[key] else { throw failure(known.fact, "was acknowledged and is lost") }
            guard found.number == known.number, found.fact.isSame(as: known.fact) else {
                throw failure(known.fact, "was acknowledged as \(known.number) and is another at \(found.number)")
            }
        }
        for (fact, number) in refusals {
            guard let found = recorded[Key(fact)], found.number == number, !found.fact.isSame(as: fact) else {
                throw failure(fact, "was refused because of \(number), which does not say otherwise")
            }
        }
        unchecked = []
        refusals = []
    }

    private func failure(_ fact: Fact, _ text: String) -> SimulationFailure {
        SimulationFailure("\(fact.source)'s \(fact.id.text) \(text)")
    }
}

extension Fact {
    /// Whether it says the same, but for the alias that stands for the consumer.
    func isSame(as other: Fact) -> Bool { withoutConsumer == other.withoutConsumer }

    private var withoutConsumer: Fact {
        var fact = self
        switch body {
        case .orderPaid(var paid):
            paid.consumer = ConsumerID("")
            fact.body = .orderPaid(paid)
        case .consumerStood(var stood):
            stood.consumer = ConsumerID("")
            fact.body = .consumerStood(stood)
        case .factRetracted(var retraction):
            if case .consumer = retraction.home { retraction.home = .consumer("") }
            fact.body = .factRetracted(retraction)
        default: break
        }
        return fact
    }
}
