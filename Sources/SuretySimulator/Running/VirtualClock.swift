package import SuretyDomain
package import SuretyEngine
import Synchronization

/// A clock that moves when told, and never backwards; and chance for an engine that lives by it.
package final class VirtualClock: Sendable {
    private let instant: Mutex<Instant>

    package init(at start: Instant) { instant = Mutex(start) }

    package var now: Instant { instant.withLock { $0 } }

    /// Moves on to an instant; one that has passed changes nothing.
    package func advance(to next: Instant) { instant.withLock { $0 = max($0, next) } }

    /// Surroundings by this clock, whose random bytes a seed gives: for tests and simulations only.
    package func surroundings(seed: UInt64) -> Surroundings {
        let chance = SeededBytes(seed: seed)
        return Surroundings(now: { self.now }, randomBytes: { chance.bytes($0) })
    }
}

private final class SeededBytes: Sendable {
    private let chance: Mutex<Chance>

    init(seed: UInt64) { chance = Mutex(Chance(seed: seed)) }

    func bytes(_ count: Int) -> [UInt8] {
        chance.withLock { chance in (0..<count).map { _ in UInt8(truncatingIfNeeded: chance.next() >> 56) } }
    }
}
