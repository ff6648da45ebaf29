/// An ISO 4217 currency, with the number of decimal digits of its smallest unit.
package struct Currency: Hashable, Sendable {
    package let code: String
    package let fractionDigits: Int

    private init(_ code: String, _ fractionDigits: Int) {
        self.code = code
        self.fractionDigits = fractionDigits
    }

    package static let cny = Currency("CNY", 2)
    package static let brl = Currency("BRL", 2)

    /// The currency of a published code. A code that is not in the table has no known exponent and is refused.
    package init?(code: String) {
        guard let digits = Currency.exponents[code] else { return nil }
        self.init(code, digits)
    }

    private static let exponents: [String: Int] = [
        "AUD": 2, "BRL": 2, "CAD": 2, "CHF": 2, "CNY": 2, "EUR": 2, "GBP": 2, "HKD": 2, "IDR": 2, "INR": 2,
        "JPY": 0, "KRW": 0, "KWD": 3, "MOP": 2, "MXN": 2, "MYR": 2, "PHP": 2, "RUB": 2, "SGD": 2, "THB": 2,
        "TRY": 2, "TWD": 2, "USD": 2, "VND": 0,
    ]
}
