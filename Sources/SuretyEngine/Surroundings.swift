package import SuretyDomain
import SuretyWire

/// Everything the engine takes from outside itself. The live one is built in `main`, once; tests and the simulator
/// bring a clock that moves when told and bytes that a seed gives.
package struct Surroundings: Sendable {
    package var now: @Sendable () -> Instant
    package var randomBytes: @Sendable (Int) -> [UInt8]
    /// Who pays buyers; nil where the marketplace fetches the instructions and tells what became of them.
    package var provider: (any PaymentProvider)?

    /// Whether decisions of one call may be taken on several threads, or all on the thread that calls.
    package var isParallel: Bool

    package init(
        now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (Int) -> [UInt8],
        isParallel: Bool = false, provider: (any PaymentProvider)? = nil
    ) {
        self.now = now
        self.randomBytes = randomBytes
        self.isParallel = isParallel
        self.provider = provider
    }

    /// 128 random bits as text.
    package func newID() -> String { Digest.hex(randomBytes(16)) }
}
