/// What comes back for some units of a line, goods or freight, in minor units.
package enum RefundShare {
    /// The share of `count` of a line's `quantity` units, for all of which `paid` was paid: each is worth an equal part
    /// rounded down, the last one claimed the rest as well, so that all together are worth exactly what was paid.
    ///
    /// `before` units were claimed already; `left` is what is left of `paid` after all that was claimed or refunded,
    /// which the share never exceeds. Nil where the line has not so many units left to claim.
    package static func amount(
        paid: Int64, quantity: Int64, before: Int64, count: Int64, left: Int64
    ) -> Int64? {
        guard paid >= 0, count > 0, before >= 0, before < quantity, count <= quantity - before else { return nil }
        // Not above `paid`, as `count` is not above `quantity`.
        let each = paid / quantity
        let rest = count == quantity - before ? paid % quantity : 0
        return max(0, min(each * count + rest, left))
    }
}
