package import SuretyDomain
import Synchronization

/// How long other nodes go on counting on this one's word. A process that was stopped and goes on has been given up by
/// them meanwhile: deadlines were carried out without it, and an act that it had read before comes too late.
package final class Lease: Sendable {
    private struct Term {
        /// Since when it was renewed each time before it ran out.
        var since: Instant
        var until: Instant
    }

    private let term = Mutex<Term?>(nil)

    package init() {}

    /// The others have seen a heartbeat of this instant.
    package func renew(at now: Instant) {
        let until = now.adding(milliseconds: Membership.silenceMilliseconds)
        term.withLock { term in
            let isUnbroken = term.map { $0.since <= now && now < $0.until } ?? false
            term = Term(since: isUnbroken ? term?.since ?? now : now, until: until)
        }
    }

    /// Whether the others have counted on this node without a break since it read an act.
    package func covers(_ act: Instant, at now: Instant) -> Bool {
        term.withLock { term in
            guard let term else { return false }
            return term.since <= act && now < term.until
        }
    }
}
