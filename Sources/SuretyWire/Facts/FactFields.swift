import SuretyDomain

/// The fields of one object of a fact, taken one after the other by name.
///
/// A field that is missing or wrong is noted and a placeholder is returned, so that reading goes on and all faults come
/// together. What was read is worth something only once `close` has been called and `faults` is empty.
struct FactFields {
    /// Where the object stands. Kept in parts, since its pointer is needed only when something is wrong.
    enum Place {
        case fact
        case field(String)
        case element(String, Int)

        var pointer: String {
            switch self {
            case .fact: ""
            case .field(let name): "/\(name)"
            case .element(let name, let index): "/\(name)/\(index)"
            }
        }
    }

    private let members: [JSONMember]
    private let isObject: Bool
    private let place: Place
    private var next = 0
    private var taken = 0
    private(set) var faults: [FactFault] = []

    init(_ value: JSONValue, at place: Place) {
        self.place = place
        if case .object(let members) = value {
            self.members = members
            isObject = true
        } else {
            members = []
            isObject = false
            faults = [FactFault(.wrongType, at: place.pointer, "expected an object, not \(value.kind)")]
        }
    }

    /// The value of a field, nil where it is missing or null. Each name is asked for once.
    mutating func take(_ name: String) -> JSONValue? {
        // Most senders write the fields in the order in which we ask, so the search goes on where the last one ended.
        var index = next
        for _ in 0..<members.count {
            if index == members.count { index = 0 }
            if members[index].key == name {
                next = index + 1
                taken += 1
                if case .null = members[index].value { return nil }
                return members[index].value
            }
            index += 1
        }
        return nil
    }

    /// The value of a field that must be there; nil, noted, where it is not.
    mutating func require(_ name: String) -> JSONValue? {
        if let value = take(name) { return value }
        // Of something that is no object, nothing can be missing.
        if isObject { note(.missingField, name, "\"\(name)\" is missing") }
        return nil
    }

    mutating func note(_ code: FactFault.Code, _ name: String, _ message: String) {
        faults.append(FactFault(code, at: "\(place.pointer)/\(name)", message))
    }

    mutating func noteType(_ name: String, _ wanted: String, _ value: JSONValue) {
        note(.wrongType, name, "\"\(name)\" is \(wanted), not \(value.kind)")
    }

    mutating func absorb(_ inner: FactFields) {
        if !inner.faults.isEmpty { faults += inner.faults }
    }

    /// Notes the fields nobody asked for. `owner` is what has the known ones: `order-paid`, `a line`.
    mutating func close(_ owner: @autoclosure () -> String, knows: @autoclosure () -> [String]) {
        guard taken < members.count else { return }
        let known = knows()
        for member in members where !known.contains(member.key) {
            let name = JSONPointer.token(member.key)
            let suggestion = Suggestion.clause(for: member.key, among: known)
            let message = "\(owner()) has no field \"\(name)\"\(suggestion) (it has \(known.joined(separator: ", ")))"
            faults.append(FactFault(.unknownField, at: "\(place.pointer)/\(name)", message))
            // A hostile object has a hundred thousand of them; a person reads a few.
            if faults.count >= 100 { return }
        }
    }
}
