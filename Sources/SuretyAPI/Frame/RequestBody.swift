import HTTPTypes
import SuretyDomain
import SuretyWire

/// The fields of an object that a request brings, taken one after the other by name. What is missing or wrong is noted
/// and a placeholder returned, so that all of it is told at once; what was read counts once `close` has not thrown.
struct RequestBody {
    private let members: [JSONMember]
    private let place: String
    private var known: [String] = []
    private(set) var wrong: [Problem.Detail] = []

    /// Longest text that a party may write.
    static let longestNote = 4_000
    private static let limits = JSONLimits(bytes: 1 << 20, depth: 6, integer: JSONLimits.exactInteger)

    /// Nothing at all counts as an object without fields.
    init(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try bytes.isEmpty ? .object([]) : JSONReader.parse(bytes, limits: RequestBody.limits)
        } catch {
            throw Problem(
                .badRequest, "malformed-json", "The body is not JSON",
                errors: [.init(pointer: error.pointer, code: error.code.rawValue, message: error.message)])
        }
        self.init(value, at: "")
    }

    private init(_ value: JSONValue, at place: String) {
        self.place = place
        if case .object(let members) = value {
            self.members = members
        } else {
            members = []
            wrong = [.init(pointer: place, code: "wrong-type", message: "expected an object, not \(value.kind)")]
        }
    }

    /// Throws what is wrong: all that was noted, and fields that nobody asked for.
    consuming func close() throws {
        noteUnknown()
        guard wrong.isEmpty else {
            throw Problem(.unprocessableContent, "invalid-request", "The request is not right", errors: wrong)
        }
    }

    private mutating func noteUnknown() {
        for member in members where !known.contains(member.key) && wrong.count < 100 {
            let name = JSONPointer.token(member.key)
            let suggestion = Suggestion.clause(for: member.key, among: known)
            let names = known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))"
            note("unknown-field", name, "there is no field \"\(name)\"\(suggestion) (\(names))")
        }
    }

    mutating func note(_ code: String, _ name: String, _ message: String) {
        wrong.append(.init(pointer: "\(place)/\(name)", code: code, message: message))
    }

    private mutating func take(_ name: String) -> JSONValue? {
        known.append(name)
        guard let value = members.first(where: { $0.key == name })?.value, value != .null else { return nil }
        return value
    }

    private mutating func require(_ name: String) -> JSONValue? {
        if let value = take(name) { return value }
        note("missing-field", name, "\"\(name)\" is missing")
        return nil
    }
}

extension RequestBody {
    /// An id, as facts may have it.
    mutating func id(_ name: String) -> String {
        guard let value = require(name) else { return "" }
        return line(value, name)
    }

    mutating func optionalID(_ name: String) -> String? {
        guard let value = take(name) else { return nil }
        return line(value, name)
    }

    /// What a person has written: several lines, at most 4,000 bytes.
    mutating func note(_ name: String) -> String? {
        guard let value = take(name) else { return nil }
        guard case .string(let text) = value else {
            note("wrong-type", name, "expected a string, not \(value.kind)")
            return nil
        }
        guard (1...RequestBody.longestNote).contains(text.utf8.count) else {
            note("out-of-range", name, "\"\(name)\" has 1 to \(RequestBody.longestNote) bytes")
            return nil
        }
        guard text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || $0.isPlain }) else {
            note("invalid-text", name, "\"\(name)\" may not have control characters or bidirectional controls")
            return nil
        }
        return text
    }

    private mutating func line(_ value: JSONValue, _ name: String) -> String {
        guard case .string(let text) = value else {
            note("wrong-type", name, "expected a string, not \(value.kind)")
            return ""
        }
        if !(1...64).contains(text.utf8.count) {
            note("out-of-range", name, "\"\(name)\" has 1 to 64 bytes, not \(text.utf8.count)")
        } else if !text.unicodeScalars.allSatisfy(\.isPlain) {
            note("invalid-text", name, "\"\(name)\" may not have control characters or bidirectional controls")
        }
        return text
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64 {
        guard let value = require(name) else { return range.lowerBound }
        return integer(value, name, range)
    }

    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let value = take(name) else { return nil }
        return integer(value, name, range)
    }

    private mutating func integer(_ value: JSONValue, _ name: String, _ range: ClosedRange<Int64>) -> Int64 {
        guard case .integer(let number) = value else {
            note("wrong-type", name, "expected a whole number, not \(value.kind)")
            return range.lowerBound
        }
        guard range.contains(number) else {
            note("out-of-range", name, "\"\(name)\" lies between \(range.lowerBound) and \(range.upperBound)")
            return range.lowerBound
        }
        return number
    }

    mutating func bool(_ name: String) -> Bool {
        switch require(name) {
        case .bool(let value)?: return value
        case nil: return false
        case let value?:
            note("wrong-type", name, "expected true or false, not \(value.kind)")
            return false
        }
    }

    /// One of a few words; nil, noted, where it is none of them.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) -> Choice? {
        guard let value = require(name) else { return nil }
        guard case .string(let text) = value else {
            note("wrong-type", name, "expected a word, not \(value.kind)")
            return nil
        }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let suggestion = Suggestion.clause(for: text, among: words)
        note("unknown-value", name, "\"\(name)\" is one of \(words.joined(separator: ", "))\(suggestion)")
        return nil
    }

    mutating func optionalInstant(_ name: String) -> Instant? {
        guard let text = optionalID(name) else { return nil }
        do { return try RFC3339.parse(text) } catch {
            note("invalid-time", name, error.rawValue)
            return nil
        }
    }

    /// The elements of a list of objects, each read by `read`.
    mutating func objects<Element>(
        _ name: String, in count: ClosedRange<Int>, _ read: (inout RequestBody) -> Element
    ) -> [Element] {
        guard let value = require(name) else { return [] }
        guard case .array(let values) = value else {
            note("wrong-type", name, "expected an array, not \(value.kind)")
            return []
        }
        guard count.contains(values.count) else {
            note("out-of-range", name, "\"\(name)\" has \(count.lowerBound) to \(count.upperBound) elements")
            return []
        }
        return values.enumerated().map { index, value in
            var inner = RequestBody(value, at: "\(place)/\(name)/\(index)")
            let element = read(&inner)
            inner.noteUnknown()
            wrong += inner.wrong
            return element
        }
    }
}

extension Unicode.Scalar {
    /// Neither a control character, nor a line break, nor one that turns the direction of the text around it.
    fileprivate var isPlain: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
