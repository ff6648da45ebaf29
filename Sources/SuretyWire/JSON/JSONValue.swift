/// A JSON value as it was written: members keep their order, numbers their exactness. There are no floats.
package enum JSONValue: Hashable, Sendable {
    case object([JSONMember])
    case array([JSONValue])
    case string(String)
    /// A number without fraction and exponent.
    case integer(Int64)
    /// Any other number, as its text: `4.50`, `1e3`. Its grammar has been checked, nothing else.
    case decimal(String)
    case bool(Bool)
    case null

    /// The value of a member of this object; nil where there is none, or where this is no object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// What it is, for messages: `a string`.
    package var kind: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .integer: "a whole number"
        case .decimal: "a number with a fraction or an exponent"
        case .bool: "true or false"
        case .null: "null"
        }
    }
}

/// A name and its value within an object.
package struct JSONMember: Hashable, Sendable {
    package let key: String
    package let value: JSONValue
    /// Where the value begins in the bytes it was read from; 0 for a value built by hand.
    package let offset: Int

    package init(key: String, value: JSONValue, offset: Int = 0) {
        self.key = key
        self.value = value
        self.offset = offset
    }
}

/// A place within a JSON value, as RFC 6901 writes it.
package enum JSONPointer {
    /// A reference token: `~` and `/` escaped, and cut after 64 bytes, since names may come from a stranger.
    package static func token(_ key: String) -> String {
        var token = ""
        for scalar in key.unicodeScalars {
            guard token.utf8.count < 64 else { return token + "…" }
            switch scalar {
            case "~": token += "~0"
            case "/": token += "~1"
            default: token.unicodeScalars.append(scalar)
            }
        }
        return token
    }
}
