/// The bounds of what a fact may hold. `docs/reference/import-formats.md` tells them to integrators.
package enum FactLimits {
    /// Bytes of an identifier.
    package static let id = 64
    package static let title = 512
    package static let word = 64
    package static let quantity: ClosedRange<Int64> = 1...1_000_000
    /// 500 lines of the largest price and freight still sum within 64 bits.
    package static let lines = 500
    package static let shown = 2_000
    package static let tags = 32
    /// One fact's JSON.
    package static let bytes = 1 << 20
    package static let json = JSONLimits(bytes: bytes, depth: 8)
}
