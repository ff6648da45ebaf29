import SuretyDomain
import SuretyWire

/// Instants as tests write them.
enum RFC3339Text {
    static func of(_ instant: Instant) -> String { RFC3339.format(instant) }
}
