/// A rate from 0 to 10,000 hundredths of a percent.
package struct BasisPoints: Hashable, Comparable, Sendable {
    package let value: Int

    package init?(_ value: Int) {
        guard (0...10_000).contains(value) else { return nil }
        self.value = value
    }

    package static func < (lhs: BasisPoints, rhs: BasisPoints) -> Bool { lhs.value < rhs.value }
}
