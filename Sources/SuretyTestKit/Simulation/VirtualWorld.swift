package import SuretyDomain
package import SuretyEngine
import SuretyTestKitCore
import Synchronization

/// A clock that moves when told, and chance that a seed gives: all that the engine takes from outside itself.
package final class VirtualWorld: Sendable {
    private let state: Mutex<State>

    private struct State {
        var now: Instant
        var chance: SeededGenerator
    }

    package init(seed: UInt64, now: Instant) {
        state = Mutex(State(now: now, chance: SeededGenerator(seed: seed)))
    }

    package var now: Instant { state.withLock { $0.now } }

    /// Moves the clock on, or with a negative number back, as clocks are set now and then.
    package func move(milliseconds: Int64) { state.withLock { $0.now = $0.now.adding(milliseconds: milliseconds) } }

    package func set(_ instant: Instant) { state.withLock { $0.now = instant } }

    package var surroundings: Surroundings {
        Surroundings(
            now: { self.now },
            randomBytes: { count in
                self.state.withLock { state in
                    (0..<count).map { _ in UInt8(truncatingIfNeeded: state.chance.next()) }
                }
            })
    }
}

extension SeededGenerator {
    mutating func happens(oneIn count: Int) -> Bool { int(in: 1...count) == 1 }
}
