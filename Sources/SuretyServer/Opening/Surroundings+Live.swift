import Foundation
import SuretyDomain
import SuretyEngine
import SuretyWire

extension Surroundings {
    /// The world: the system's clock and randomness. The one place that reads them.
    static let live = Surroundings(
        now: { .now }, randomBytes: { Digest.randomBytes($0) }, isParallel: true)
}

extension Instant {
    /// What the system's clock shows.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
