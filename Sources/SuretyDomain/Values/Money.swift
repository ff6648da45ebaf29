/// An exact amount of money, held in the currency's smallest unit.
///
/// Amounts of different currencies never mix: every operation that could mix them throws.
package struct Money: Hashable, Sendable {
    package let minorUnits: Int64
    package let currency: Currency

    package init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The largest amount accepted from outside: what a JSON number carries exactly.
    package static let largestMinorUnits: Int64 = 9_007_199_254_740_992

    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try requireSameCurrency(as: other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .outOfRange }
        return Money(minorUnits: sum, currency)
    }

    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try requireSameCurrency(as: other)
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .outOfRange }
        return Money(minorUnits: difference, currency)
    }

    package func isLess(than limit: Money) throws(MoneyError) -> Bool {
        try requireSameCurrency(as: limit)
        return minorUnits < limit.minorUnits
    }

    /// The share of this amount that `rate` stands for, rounded half up (towards the greater) to the smallest unit.
    ///
    /// The product is taken in 128 bits, so it cannot overflow, and a rate is at most one, so the share fits.
    package func share(_ rate: BasisPoints) -> Money {
        let product = Int128(minorUnits) * Int128(rate.value) + 5_000
        let quotient = product >= 0 ? product / 10_000 : (product - 9_999) / 10_000
        return Money(minorUnits: Int64(quotient), currency)
    }

    /// This amount in parts proportional to `weights` (none negative, not all zero): every part is rounded down,
    /// and the units left over go to the largest remainders, the first of equals first. The parts sum to the whole.
    package func split(by weights: [Int64]) -> [Money] {
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        precondition(total > 0 && weights.allSatisfy { $0 >= 0 }, "weights are counts, at least one of them positive")
        let products = weights.map { Int128(minorUnits) * Int128($0) }
        var parts = products.map { $0 >= 0 ? $0 / total : ($0 - total + 1) / total }
        let remainders = zip(products, parts).map { $0 - $1 * total }
        let missing = Int(Int128(minorUnits) - parts.reduce(0, +))
        let byRemainder = weights.indices.sorted { (remainders[$0], $1) > (remainders[$1], $0) }
        for index in byRemainder.prefix(missing) { parts[index] += 1 }
        return parts.map { Money(minorUnits: Int64($0), currency) }
    }

    private func requireSameCurrency(as other: Money) throws(MoneyError) {
        guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
    }
}

package enum MoneyError: Error, Hashable {
    case currencyMismatch(Currency, Currency)
    case outOfRange
}
