package import Dispatch
import Synchronization

/// Blocking work that goes on beside its caller, who comes back for the result.
package final class Errand<Result: Sendable>: Sendable {
    private let result = Mutex<Result?>(nil)
    private let ended = DispatchGroup()

    /// Without a queue it is done at once, on the calling thread.
    package init(on queue: DispatchQueue?, _ work: @escaping @Sendable () -> Result) {
        let run: @Sendable () -> Void = { [self] in
            let value = work()
            result.withLock { $0 = value }
        }
        if let queue { queue.async(group: ended, execute: run) } else { run() }
    }

    /// Waits until it is done.
    package func wait() -> Result {
        ended.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("an errand has ended without a result") }
        return value
    }
}
