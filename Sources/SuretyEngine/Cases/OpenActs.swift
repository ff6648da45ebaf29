package import SuretyDomain
import Synchronization

/// The acts that this node has read and not answered yet: its word on what may still come. A deadline is carried out
/// only once every node's word has passed it, so an act received in time wins however late it is decided.
package final class OpenActs: Sendable {
    private struct State {
        var open: [UInt64: Instant] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// An act that has been read whole: its instant, and a mark to end it by.
    package struct Mark: Sendable {
        package let at: Instant
        fileprivate let id: UInt64
    }

    /// The clock is read while nobody can ask how far this node has come: an act is never older than what was told.
    package func begin(_ clock: () -> Instant) -> Mark {
        state.withLock { state in
            let mark = Mark(at: clock(), id: state.next)
            state.open[mark.id] = mark.at
            state.next += 1
            return mark
        }
    }

    package func end(_ mark: Mark) { state.withLock { state in state.open[mark.id] = nil } }

    /// Every act read before this instant has been answered.
    package func through(_ clock: () -> Instant) -> Instant {
        state.withLock { state in state.open.values.min() ?? clock() }
    }
}
