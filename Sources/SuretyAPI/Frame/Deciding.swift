import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyStore
import SuretyWire

/// Has decided what a request asks for: once for its key, as of the instant at which it had been read whole.
struct Deciding: Sendable {
    let engine: Engine
    let batcher: Batcher
    let readers: ReaderThreads
    /// Nil where no other node counts on this one.
    let lease: Lease?

    enum Answer {
        case rehearsed(Rehearsal)
        case done(Done)
    }

    struct Done {
        let errand: CaseDesk.Errand
        /// The number of its first event; 0 where it changed nothing.
        let number: Int64
        let isReplayed: Bool
    }

    /// What a request is about.
    struct Question {
        let endpoint: Endpoint
        let request: Request
        let body: [UInt8]
        let caller: APIKeys.Key
        /// What is answered where there is no such thing, or it is not the caller's.
        let missing: Refusal
    }

    /// `make` is asked for the errand of an act received at an instant; nil where what it is about is not there.
    func decide(
        _ question: Question, _ make: @escaping @Sendable (Instant) throws -> CaseDesk.Errand?
    ) async throws -> Answer {
        let key = try key(of: question)
        if try question.request.flag("dry_run") { return .rehearsed(try await rehearse(question, make)) }
        guard key != nil || !question.endpoint.movesMoney else {
            throw Problem(
                .badRequest, "idempotency-key-required",
                "Money can move here: send an Idempotency-Key, the same one should you have to send it again")
        }
        let mark = engine.openActs.begin(engine.surroundings.now)
        defer { engine.openActs.end(mark) }
        guard let errand = try await readers.run({ try make(mark.at) }) else {
            throw Problem(question.missing, in: engine.zone)
        }
        let outcome = try await carryOut(errand, key, readAt: mark.at)
        return .done(try done(errand, outcome))
    }

    private func rehearse(
        _ question: Question, _ make: @escaping @Sendable (Instant) throws -> CaseDesk.Errand?
    ) async throws -> Rehearsal {
        let engine = engine
        let rehearsed = try await readers.run {
            try make(engine.surroundings.now()).map { try CaseDesk(engine).rehearse($0) }
        }
        guard let rehearsed else { throw Problem(question.missing, in: engine.zone) }
        if case .refused(let refusal) = rehearsed.outcome { throw Problem(refusal, in: engine.zone) }
        return Rehearsal(rehearsed.events)
    }

    /// Of a replay the note is not kept again, of a refusal not at all.
    private func carryOut(
        _ errand: CaseDesk.Errand, _ key: IdempotencyKey?, readAt instant: Instant
    ) async throws -> Outcome {
        let desk = CaseDesk(engine)
        try await readers.run { try desk.keepNote(of: errand) }
        // A process that was stopped meanwhile would decide what others have taken for settled.
        guard lease?.covers(instant, at: engine.surroundings.now()) ?? true else {
            try? await readers.run { try desk.dropNote(of: errand) }
            throw Problem.lapsed
        }
        let command = key.map { .once($0, errand.command) } ?? errand.command
        do {
            guard let answer = try await batcher.submit([(errand.partition, command)]).first else {
                throw Batcher.Overloaded()
            }
            let outcome = try answer.get()
            if case .accepted = outcome { return outcome }
            try await readers.run { try desk.dropNote(of: errand) }
            return outcome
        } catch is Batcher.Overloaded {
            try await readers.run { try desk.dropNote(of: errand) }
            throw Batcher.Overloaded()
        }
    }

    private func done(
        _ errand: CaseDesk.Errand, _ outcome: Outcome, isReplayed: Bool = false
    ) throws -> Done {
        switch outcome {
        case .accepted(let number), .duplicate(let number):
            return Done(errand: errand, number: number, isReplayed: isReplayed)
        case .replayed(let first): return try done(errand, first, isReplayed: true)
        case .refused(let refusal):
            var problem = Problem(refusal, in: engine.zone)
            if isReplayed { problem.headers.markReplayed() }
            throw problem
        }
    }

    /// A key names a request with its address and body.
    private func key(of question: Question) throws -> IdempotencyKey? {
        guard let key = try question.request.idempotencyKey() else { return nil }
        let named = Array("\(question.request.method.rawValue) \(question.request.uri.path)\n".utf8)
        return IdempotencyKey(
            credential: question.caller.id, key: key, digest: Digest.sha256(named + question.body))
    }
}

extension Deciding.Done {
    /// An answer to what was done, marked where it was given before.
    func marked(_ response: Response) -> Response { isReplayed ? response.replayed : response }
}

extension Engine {
    /// The zone in which people here read times: that of the rules in force.
    var zone: Zone { library.almanac(at: surroundings.now())?.zone ?? .utc }
}

extension Problem {
    fileprivate static let lapsed: Problem = {
        var problem = Problem(
            .serviceUnavailable, "node-lapsed",
            "This node was not heard of for a while, so it decides nothing it had read before; send it again")
        problem.headers[.retryAfter] = "1"
        return problem
    }()
}
