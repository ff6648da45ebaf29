import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyTestKitCore
import SuretyWire

/// A request that its sender named by a key, so that it can be sent again without being carried out again.
struct KeyedRequest {
    let key: String
    let fact: Fact
    /// What its sender heard first.
    var answer: Outcome?
}

extension EngineSimulation {
    /// Something new under a new key; it is the only fact in its call.
    func request() throws {
        guard let fact = market.next(1, at: world.now).first?.fact else { return }
        requests.append(KeyedRequest(key: "key-\(requests.count)", fact: fact))
        try send(requests.count - 1)
    }

    /// One of the requests again, several times, and once with another body under its key.
    func storm() throws {
        guard !requests.isEmpty else { return }
        let index = chance.int(in: 0...requests.count - 1)
        for _ in 0..<chance.int(in: 1...4) { try send(index) }
        guard requests[index].answer != nil else { return }
        var other = requests[index].fact
        other.at = other.at.adding(milliseconds: -2)
        let answer = try call(other, under: requests[index].key)
        guard answer == nil || answer == .refused(.keyAlreadyUsed) else {
            throw SimulationFailure("\(requests[index].key) took another body: \(String(describing: answer))")
        }
    }

    private func send(_ index: Int) throws {
        let (request, now) = (requests[index], world.now)
        records.sending([request.fact])
        let answer = try call(request.fact, under: request.key)
        try look()
        guard let answer, !chance.happens(oneIn: 4) else { return }
        if let first = request.answer, answer != .replayed(first) {
            throw SimulationFailure("\(request.key) was answered \(first), then \(answer)")
        }
        requests[index].answer = request.answer ?? answer.first
        try records.heard(.outcome(answer), to: request.fact, at: now)
    }

    private func call(_ fact: Fact, under key: String) throws -> Outcome? {
        let body = Digest.sha256(FactCodec.encode(fact))
        let name = IdempotencyKey(credential: "sender", key: key, digest: body)
        let answers = try calling { engine in
            let commands = try Intake(engine).commands(for: [fact])
            let batches = commands.map { partition, command in
                Committer.Batch(partition: partition, commands: [.once(name, command)])
            }
            return engine.committer.commit(batches)
        }
        guard case .success(let written)? = answers?.first else { return nil }
        return written.outcomes.first
    }
}

extension Outcome {
    /// What a key was answered first.
    fileprivate var first: Outcome {
        if case .replayed(let first) = self { first } else { self }
    }
}
