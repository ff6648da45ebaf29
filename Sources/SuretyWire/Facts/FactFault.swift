/// One thing wrong with a fact, said so that its sender can put it right.
package struct FactFault: Error, Hashable, Sendable {
    /// Stable: clients may depend on these words.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The bytes are not JSON, or not strict enough.
        case malformedJSON = "malformed-json"
        /// A row of a table that cannot be told apart into cells.
        case malformedRow = "malformed-row"
        case unknownType = "unknown-type"
        case unknownField = "unknown-field"
        case missingField = "missing-field"
        case wrongType = "wrong-type"
        /// A number, length or count beyond its bounds.
        case outOfRange = "out-of-range"
        /// Text with characters that an identifier or title may not have, or a word that is none of the rulebook's.
        case invalidText = "invalid-text"
        case invalidTime = "invalid-time"
        /// One of a few words was expected.
        case unknownValue = "unknown-value"
        case unknownCurrency = "unknown-currency"
        case currencyMismatch = "currency-mismatch"
        /// Something that may be told once is told twice.
        case duplicate
        /// A reference to something that the same fact does not have.
        case unknownReference = "unknown-reference"
        /// Fields of which only one may be there.
        case conflictingFields = "conflicting-fields"
        /// A fact that corrects or retracts itself.
        case selfReference = "self-reference"
    }

    package let code: Code
    /// An RFC 6901 pointer into the fact: `/lines/0/paid`; empty for the whole.
    package let pointer: String
    /// What would be right.
    package let message: String

    package init(_ code: Code, at pointer: String, _ message: String) {
        self.code = code
        self.pointer = pointer
        self.message = message
    }
}

/// Everything found wrong with one fact, at least one thing, in the order of its fields.
package struct FactFaults: Error, Hashable, Sendable {
    package let all: [FactFault]

    package init(_ first: FactFault, _ others: [FactFault] = []) { all = [first] + others }

    /// Nil where there is none.
    package init?(_ faults: [FactFault]) {
        guard !faults.isEmpty else { return nil }
        all = faults
    }

    package init(_ fault: JSONFault) {
        self.init(FactFault(.malformedJSON, at: fault.pointer, fault.message))
    }

    /// The same within a larger value: the fact at `/3` of an array.
    package func under(_ prefix: String) -> FactFaults {
        FactFaults(all.map { FactFault($0.code, at: prefix + $0.pointer, $0.message) }) ?? self
    }
}
