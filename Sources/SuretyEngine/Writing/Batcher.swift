import Dispatch
package import SuretyDomain
package import SuretyLabels
package import SuretyStore
import Synchronization

/// Gathers what many callers ask for at once into few commits: an idle system commits at once, a busy one many commands
/// a flush. One batch is in flight per partition; work runs on threads of its own, never on the cooperative pool.
package final class Batcher: Sendable {
    private let committer: Committer
    private let onDiskFault: @Sendable (String) -> Void
    private let state: Mutex<Pending>
    private let wakeUp = DispatchSemaphore(value: 0)
    private let workers: Int
    private let ended = DispatchGroup()

    /// Commands waiting, at most; more are refused at once, so that a caller learns of it in time to slow down.
    package static let capacity = 50_000
    /// Commands of one partition that one commit takes, at most.
    private static let largestBatch = 512
    /// Commands that one transaction over several partitions takes, at most.
    private static let largestFlush = 4_096

    private struct Request {
        let command: Command
        let answer: @Sendable (Result<Outcome, StoreError>) -> Void
    }

    private struct Pending {
        var queues: [Partition: [Request]] = [:]
        /// Partitions with waiting requests and nothing in flight, in order of arrival.
        var ready: [Partition] = []
        var busy: Set<Partition> = []
        var count = 0
        var isStopping = false
    }

    /// `onDiskFault` hears of a failed write or fsync, after which the process must end: what the disk holds is then
    /// known only to a fresh start.
    package init(_ engine: Engine, onDiskFault: @escaping @Sendable (String) -> Void = { _ in }) {
        committer = engine.committer
        self.onDiskFault = onDiskFault
        // SQLite has one writer; PostgreSQL flushes partitions side by side.
        workers = engine.database.engine == .sqlite ? 1 : 4
        state = Mutex(Pending())
        let takesMany = engine.database.engine == .sqlite
        for index in 0..<workers {
            let queue = DispatchQueue(label: "surety.writer.\(index)")
            queue.async(group: ended) { self.work(takingMany: takesMany) }
        }
    }

    /// Answers each command in its place once it is durable. Throws `overloaded` where too much is waiting already.
    package func submit(_ commands: [(Partition, Command)]) async throws -> [Result<Outcome, StoreError>] {
        guard !commands.isEmpty else { return [] }
        let gathering = Gathering(count: commands.count)
        return try await withCheckedThrowingContinuation { continuation in
            gathering.onEnd { continuation.resume(returning: $0) }
            let requests = commands.enumerated().map { index, entry in
                (entry.0, Request(command: entry.1) { gathering.set(index, $0) })
            }
            guard enqueue(requests) else { return continuation.resume(throwing: Overloaded()) }
        }
    }

    /// More is waiting than the capacity allows.
    package struct Overloaded: Error {
        package init() {}
    }

    private func enqueue(_ requests: [(Partition, Request)]) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isStopping, state.count + requests.count <= Batcher.capacity else { return false }
            for (partition, request) in requests {
                if state.queues[partition] == nil {
                    state.queues[partition] = []
                    if !state.busy.contains(partition) { state.ready.append(partition) }
                }
                state.queues[partition]?.append(request)
            }
            state.count += requests.count
            return true
        }
        if isTaken { for _ in 0..<min(workers, requests.count) { wakeUp.signal() } }
        return isTaken
    }

    /// Commits what is waiting, takes nothing more, and returns when all is answered.
    package func stop() {
        state.withLock { $0.isStopping = true }
        for _ in 0..<workers { wakeUp.signal() }
        ended.wait()
    }

    private func work(takingMany: Bool) {
        while true {
            let (batches, isOver) = take(many: takingMany)
            if batches.isEmpty {
                if isOver { return }
                wakeUp.wait()
                continue
            }
            let answers = committer.commit(
                batches.map { .init(partition: $0.partition, commands: $0.requests.map(\.command)) })
            release(batches.map(\.partition))
            for case .failure(.disk(let reason)) in answers { onDiskFault(reason) }
            for (batch, answer) in zip(batches, answers) {
                for (index, request) in batch.requests.enumerated() {
                    request.answer(answer.map { $0.outcomes[index] })
                }
            }
        }
    }

    private func take(many: Bool) -> (batches: [(partition: Partition, requests: [Request])], isOver: Bool) {
        state.withLock { state in
            var batches: [(partition: Partition, requests: [Request])] = []
            var taken = 0
            while let partition = state.ready.first, taken < Batcher.largestFlush, many || batches.isEmpty {
                state.ready.removeFirst()
                let queue = state.queues[partition] ?? []
                let requests = Array(queue.prefix(Batcher.largestBatch))
                let rest = Array(queue.dropFirst(requests.count))
                state.queues[partition] = rest.isEmpty ? nil : rest
                state.busy.insert(partition)
                taken += requests.count
                batches.append((partition, requests))
            }
            state.count -= taken
            return (batches, state.isStopping && state.count == 0)
        }
    }

    private func release(_ partitions: [Partition]) {
        let isWaiting = state.withLock { state in
            for partition in partitions {
                state.busy.remove(partition)
                if state.queues[partition] != nil { state.ready.append(partition) }
            }
            return !state.ready.isEmpty
        }
        if isWaiting { wakeUp.signal() }
    }
}

/// Collects answers that come one by one.
private final class Gathering: Sendable {
    private struct State {
        var answers: [Result<Outcome, StoreError>?]
        var missing: Int
        var end: (@Sendable ([Result<Outcome, StoreError>]) -> Void)?
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(answers: Array(repeating: nil, count: count), missing: count)) }

    func onEnd(_ end: @escaping @Sendable ([Result<Outcome, StoreError>]) -> Void) {
        state.withLock { $0.end = end }
    }

    func set(_ index: Int, _ answer: Result<Outcome, StoreError>) {
        let end = state.withLock { state -> (() -> Void)? in
            state.answers[index] = answer
            state.missing -= 1
            guard state.missing == 0, let end = state.end else { return nil }
            let answers = state.answers.compactMap { $0 }
            return { end(answers) }
        }
        end?()
    }
}
