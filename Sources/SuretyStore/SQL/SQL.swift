package import SuretyDomain

/// A statement and the values bound to it. Interpolating a value binds it; it never becomes text.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    package private(set) var values: [SQLValue]

    package init(stringLiteral value: String) {
        text = value
        values = []
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        text = interpolation.text
        values = interpolation.values
    }

    /// A statement put together from our own text, where its shape depends on a count. Never from what came from outside.
    package init(trusted text: String, values: [SQLValue]) {
        self.text = text
        self.values = values
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            values.append(value.sqlValue)
            text += "$\(values.count)"
        }
    }
}

/// The kinds of value that both engines store the same way.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// Texts are the same where their bytes are, as in the databases.
    package static func == (lhs: SQLValue, rhs: SQLValue) -> Bool {
        switch (lhs, rhs) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.null, _), (.integer, _), (.text, _), (.bytes, _): false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: break
        case .integer(let value): hasher.combine(value)
        case .text(let value): hasher.combine(value)
        case .bytes(let value): hasher.combine(value)
        }
    }
}

package protocol SQLBindable { var sqlValue: SQLValue { get } }
extension SQLValue: SQLBindable { package var sqlValue: SQLValue { self } }
extension String: SQLBindable { package var sqlValue: SQLValue { .text(self) } }
extension Int64: SQLBindable { package var sqlValue: SQLValue { .integer(self) } }
extension Array<UInt8>: SQLBindable { package var sqlValue: SQLValue { .bytes(self) } }
extension Optional: SQLBindable where Wrapped: SQLBindable {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
extension ID: SQLBindable { package var sqlValue: SQLValue { .text(text) } }
extension Instant: SQLBindable { package var sqlValue: SQLValue { .integer(milliseconds) } }

/// One row of an answer, by column position.
package struct SQLRow: Hashable, Sendable {
    package let values: [SQLValue]
    package init(values: [SQLValue]) { self.values = values }

    package func integer(_ column: Int) throws(StoreError) -> Int64 {
        guard case .integer(let value) = values[column] else { throw unexpected(column, "an integer") }
        return value
    }

    package func text(_ column: Int) throws(StoreError) -> String {
        guard case .text(let value) = values[column] else { throw unexpected(column, "text") }
        return value
    }

    package func bytes(_ column: Int) throws(StoreError) -> [UInt8] {
        guard case .bytes(let value) = values[column] else { throw unexpected(column, "bytes") }
        return value
    }

    private func unexpected(_ column: Int, _ wanted: String) -> StoreError {
        .corrupt("column \(column) of a row is not \(wanted)")
    }
}
