/// One pass over the bytes by recursive descent. Every read goes through `byte(at:)` or a checked loop, so that no
/// input can make it look beyond the end.
struct JSONParser {
    /// Something is wrong; what, stands in `failure`. Empty, so that the way without faults pays nothing for it.
    struct Stop: Error {}

    struct Failure {
        var code: JSONFault.Code
        var offset: Int
        var reason: String
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    var position = 0
    /// Text with escapes is put together here.
    var scratch: [UInt8] = []
    private(set) var failure = Failure(code: .malformed, offset: 0, reason: "")
    /// The names and indices above the failure, innermost first.
    private(set) var path: [String] = []

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(Stop) -> JSONValue {
        guard bytes.count <= limits.bytes else {
            throw fail(.tooLarge, "at most \(limits.bytes) bytes are taken, these are \(bytes.count)")
        }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw fail(.trailingBytes, "nothing may follow the value") }
        return value
    }

    /// The byte at an index, or 0 beyond the end: NUL means nothing anywhere in JSON, so it takes every error path.
    @inline(__always)
    func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while true {
            switch byte(at: position) {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(Stop) -> JSONValue {
        switch byte(at: position) {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number()
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func members(depth: Int) throws(Stop) -> [JSONMember] {
        try open(depth)
        if byte(at: position) == UInt8(ascii: "}") {
            position += 1
            return []
        }
        var members: [JSONMember] = []
        // Room for the usual object at once; a small figure, since a hostile text may have a hundred thousand of them.
        members.reserveCapacity(depth == 1 ? 12 : 5)
        while true {
            guard byte(at: position) == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
            let key = try string()
            skipSpace()
            guard byte(at: position) == UInt8(ascii: ":") else { throw unexpected("':' after the name") }
            position += 1
            skipSpace()
            let offset = position
            do {
                members.append(JSONMember(key: key, value: try value(depth: depth), offset: offset))
            } catch {
                path.append(JSONPointer.token(key))
                throw error
            }
            if try closes(with: UInt8(ascii: "}"), "',' or '}' after a member") { break }
        }
        try requireDistinctKeys(members)
        return members
    }

    private mutating func elements(depth: Int) throws(Stop) -> [JSONValue] {
        try open(depth)
        var elements: [JSONValue] = []
        if byte(at: position) == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            do {
                elements.append(try value(depth: depth))
            } catch {
                path.append(String(elements.count))
                throw error
            }
            if try closes(with: UInt8(ascii: "]"), "',' or ']' after an element") { return elements }
        }
    }

    private mutating func open(_ depth: Int) throws(Stop) {
        let deepest = min(limits.depth, JSONLimits.deepest)
        guard depth <= deepest else { throw fail(.tooDeep, "at most \(deepest) objects and arrays within each other") }
        position += 1
        skipSpace()
    }

    /// Steps over a comma, or over the closing bracket, which it tells.
    private mutating func closes(with bracket: UInt8, _ wanted: StaticString) throws(Stop) -> Bool {
        skipSpace()
        let byte = byte(at: position)
        guard byte == bracket || byte == UInt8(ascii: ",") else { throw unexpected(wanted) }
        position += 1
        if byte == bracket { return true }
        skipSpace()
        return false
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Stop) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard byte(at: position) == word.utf8Start[index] else { throw unexpected("true, false or null") }
            position += 1
        }
        return value
    }

    /// A name told twice has two meanings, and readers differ in which they take.
    private mutating func requireDistinctKeys(_ members: [JSONMember]) throws(Stop) {
        let repeated = members.withUnsafeBufferPointer { members -> Int? in
            if members.count > 16 {
                var seen = Set<String>(minimumCapacity: members.count)
                return members.firstIndex { !seen.insert($0.key).inserted }
            }
            return members.indices.first { index in
                (0..<index).contains { members[$0].key == members[index].key }
            }
        }
        if let repeated { throw duplicate(members[repeated]) }
    }

    private mutating func duplicate(_ member: JSONMember) -> Stop {
        path.append(JSONPointer.token(member.key))
        return fail(.duplicateKey, at: member.offset, "a name may stand only once in an object")
    }

    mutating func unexpected(_ wanted: StaticString) -> Stop {
        position >= bytes.count
            ? fail(.truncated, "the text ends where \(wanted) was expected") : fail(.malformed, "expected \(wanted)")
    }

    mutating func fail(_ code: JSONFault.Code, at offset: Int? = nil, _ reason: String) -> Stop {
        failure = Failure(code: code, offset: offset ?? min(position, bytes.count), reason: reason)
        return Stop()
    }
}
