package import SuretyDomain
package import SuretyEngine
import Synchronization

/// Chance for an engine that lives by a clock that is moved.
extension VirtualClock {
    package convenience init(at start: Instant) { self.init(start) }

    /// Moves on to an instant; one that has passed changes nothing.
    package func advance(to next: Instant) { _ = move(to: next) }

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
