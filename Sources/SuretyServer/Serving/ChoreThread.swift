import Dispatch
import Logging
import SuretyDomain
import SuretyEngine
import SuretyStore
import Synchronization

/// Keeps this node's heart beating, and does the chores of the partitions that fall to it: each on a thread of its own,
/// since the others give up a node that is silent while a long round of chores goes on.
final class ChoreThread: Sendable {
    private let engine: Engine
    private let membership: Membership
    private let logger: Logger
    private let isStopping = Mutex(false)
    private let share: Mutex<Membership.Share>
    private let ended = DispatchGroup()

    /// How long the others count on this node's word.
    let lease = Lease()

    /// How long an idle thread rests; what falls due is late by at most about this much.
    private static let restMilliseconds = 100
    /// Others wait with deadlines for this node's word, so it is given twice a second.
    private static let beatMilliseconds = 500

    /// The first beat is over when it returns, so that requests find the node standing.
    init(_ engine: Engine, logger: Logger) throws {
        self.engine = engine
        self.logger = logger
        membership = Membership(database: engine.database, node: engine.surroundings.newID())
        let now = engine.surroundings.now()
        share = Mutex(try membership.beat(at: now, through: engine.openActs.through(engine.surroundings.now)))
        lease.renew(at: now)
        DispatchQueue(label: "surety.heart").async(group: ended) {
            self.repeating(every: ChoreThread.beatMilliseconds, "the heartbeat") { try self.beat() }
        }
        let memory = ChoreRunner.Memory()
        DispatchQueue(label: "surety.chores").async(group: ended) {
            self.repeating(every: ChoreThread.restMilliseconds, "chores") {
                while self.isStanding, try self.runner(memory).runOnce() > 0 {}
            }
        }
    }

    func stop() {
        isStopping.withLock { $0 = true }
        ended.wait()
        try? membership.leave()
    }

    private var isOver: Bool { isStopping.withLock { $0 } }

    /// Whether what the last heartbeat was answered still holds: not after the process was stopped for a while.
    private var isStanding: Bool {
        let now = engine.surroundings.now()
        return !isOver && lease.covers(now, at: now)
    }

    private func beat() throws {
        let now = engine.surroundings.now()
        let told = try membership.beat(at: now, through: engine.openActs.through(engine.surroundings.now))
        lease.renew(at: now)
        share.withLock { $0 = told }
    }

    private func runner(_ memory: ChoreRunner.Memory) -> ChoreRunner {
        let (engine, share) = (engine, share.withLock { $0 })
        return ChoreRunner(engine, partitions: share.partitions, memory: memory) {
            let own = engine.openActs.through(engine.surroundings.now)
            return min(own, share.othersThrough ?? own)
        }
    }

    private func repeating(every milliseconds: Int, _ what: String, _ body: () throws -> Void) {
        while !isOver {
            do {
                try body()
                DispatchSemaphore(value: 0).waitMilliseconds(milliseconds)
            } catch {
                logger.error("\(what) failed and will be tried again", metadata: ["fault": "\(StoreError(error))"])
                DispatchSemaphore(value: 0).waitMilliseconds(1_000)
            }
        }
    }
}

extension DispatchSemaphore {
    fileprivate func waitMilliseconds(_ milliseconds: Int) { _ = wait(timeout: .now() + .milliseconds(milliseconds)) }
}
