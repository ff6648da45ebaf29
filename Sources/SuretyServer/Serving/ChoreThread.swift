import Dispatch
import Logging
import SuretyDomain
import SuretyEngine
import SuretyStore
import Synchronization

/// Keeps this node's heart beating and does the chores of the partitions that fall to it, on a thread of its own.
final class ChoreThread: Sendable {
    private let engine: Engine
    private let membership: Membership
    private let logger: Logger
    private let isStopping = Mutex(false)
    private let ended = DispatchGroup()

    /// How long an idle thread rests; what falls due is late by at most about this much.
    private static let restMilliseconds = 100
    /// Others wait with deadlines for this node's word, so it is given twice a second.
    private static let beatMilliseconds: Int64 = 500

    init(_ engine: Engine, logger: Logger) {
        self.engine = engine
        self.logger = logger
        membership = Membership(database: engine.database, node: engine.surroundings.newID())
        let queue = DispatchQueue(label: "surety.chores")
        queue.async(group: ended) { self.work() }
    }

    func stop() {
        isStopping.withLock { $0 = true }
        ended.wait()
        try? membership.leave()
    }

    private func work() {
        let memory = ChoreRunner.Memory()
        var runner = ChoreRunner(engine, partitions: [])
        var beatenAt: Int64 = .min
        while !isStopping.withLock({ $0 }) {
            do {
                let now = engine.surroundings.now()
                if now.milliseconds - ChoreThread.beatMilliseconds >= beatenAt {
                    let engine = engine
                    let own: @Sendable () -> Instant = { engine.openActs.through(engine.surroundings.now) }
                    let share = try membership.beat(at: now, through: own())
                    runner = ChoreRunner(engine, partitions: share.partitions, memory: memory) {
                        min(own(), share.othersThrough ?? own())
                    }
                    beatenAt = now.milliseconds
                }
                if try runner.runOnce() > 0 { continue }
            } catch {
                logger.error("chores failed and will be tried again", metadata: ["fault": "\(StoreError(error))"])
                DispatchSemaphore(value: 0).waitMilliseconds(1_000)
            }
            DispatchSemaphore(value: 0).waitMilliseconds(ChoreThread.restMilliseconds)
        }
    }
}

extension DispatchSemaphore {
    fileprivate func waitMilliseconds(_ milliseconds: Int) { _ = wait(timeout: .now() + .milliseconds(milliseconds)) }
}
