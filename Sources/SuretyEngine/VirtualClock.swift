package import SuretyDomain
import Synchronization

/// A clock that stands still until it is moved: for trials and tests, where ten days are to pass in a moment.
package final class VirtualClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ start: Instant) { instant = Mutex(start) }

    package var now: Instant { instant.withLock { $0 } }

    /// Moves it on, and answers whether it did: it never goes back.
    package func move(to target: Instant) -> Bool {
        instant.withLock { now in
            guard target >= now else { return false }
            now = target
            return true
        }
    }
}
