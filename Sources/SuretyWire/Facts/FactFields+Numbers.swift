import SuretyDomain

extension FactFields {
    mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64 {
        guard let value = require(name) else { return range.lowerBound }
        return integer(value, name, range)
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>, else standard: Int64) -> Int64 {
        guard let value = take(name) else { return standard }
        return integer(value, name, range)
    }

    private mutating func integer(_ value: JSONValue, _ name: String, _ range: ClosedRange<Int64>) -> Int64 {
        guard case .integer(let number) = value else {
            noteType(name, "a whole number without fraction or exponent", value)
            return range.lowerBound
        }
        if !range.contains(number) {
            note(.outOfRange, name, "\"\(name)\" lies between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    /// An amount in minor units.
    mutating func amount(_ name: String, else standard: Int64? = nil) -> Int64 {
        let range = 0...Money.largestMinorUnits
        guard let standard else { return integer(name, in: range) }
        return integer(name, in: range, else: standard)
    }

    mutating func money(_ name: String) -> Money {
        guard let value = require(name) else { return Money(minorUnits: 0, .cny) }
        var fields = FactFields(value, at: .field(name))
        let amount = fields.amount("amount")
        let currency = fields.currency("currency")
        fields.close("an amount of money", knows: ["amount", "currency"])
        absorb(fields)
        return Money(minorUnits: amount, currency)
    }

    mutating func currency(_ name: String) -> Currency {
        guard let value = require(name) else { return .cny }
        guard case .string(let code) = value else {
            noteType(name, "a string", value)
            return .cny
        }
        if code == "CNY" { return .cny }
        if let currency = Currency(code: code) { return currency }
        note(.unknownCurrency, name, "\"\(name)\" is a code of ISO 4217 that Surety knows, such as CNY")
        return .cny
    }

    /// A score with at most two decimals, `"4.50"` or 4.5, in hundredths.
    mutating func hundredths(_ name: String) -> Int {
        guard let value = require(name) else { return 0 }
        let text: String
        switch value {
        case .string(let string): text = string
        case .decimal(let decimal): text = decimal
        case .integer(let number): text = String(number)
        case .object, .array, .bool, .null:
            noteType(name, "a decimal number, such as \"4.50\"", value)
            return 0
        }
        guard let hundredths = ExactDecimal.parse(text, fractionDigits: 2, largest: 500) else {
            note(.outOfRange, name, "\"\(name)\" lies between 0.00 and 5.00 and has at most two decimals")
            return 0
        }
        return Int(hundredths)
    }

    mutating func instant(_ name: String) -> Instant {
        guard let value = require(name) else { return Instant(milliseconds: 0) }
        guard case .string(let text) = value else {
            noteType(name, "a string", value)
            return Instant(milliseconds: 0)
        }
        do {
            return try RFC3339.parse(text)
        } catch {
            note(.invalidTime, name, error.rawValue)
            return Instant(milliseconds: 0)
        }
    }

    /// The elements of an array; none where it is missing.
    mutating func elements(_ name: String, atMost limit: Int) -> [JSONValue] {
        guard let value = take(name) else { return [] }
        guard case .array(let elements) = value else {
            noteType(name, "an array", value)
            return []
        }
        guard elements.count <= limit else {
            note(.outOfRange, name, "\"\(name)\" has at most \(limit) elements, not \(elements.count)")
            return []
        }
        return elements
    }
}
