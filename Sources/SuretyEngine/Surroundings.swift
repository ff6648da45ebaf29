package import SuretyDomain
import SuretyWire

/// Everything the engine takes from outside itself. The live one is built in `main`, once; tests and the simulator
/// bring a clock that moves when told and bytes that a seed gives.
package struct Surroundings: Sendable {
    package var now: @Sendable () -> Instant
    package var randomBytes: @Sendable (Int) -> [UInt8]

    package init(now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// 128 random bits as text.
    package func newID() -> String { Digest.hex(randomBytes(16)) }
}
