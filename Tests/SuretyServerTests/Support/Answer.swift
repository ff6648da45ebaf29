import HTTPTypes
import SuretyDomain
import SuretyWire

/// What a request was answered.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The value at a pointer into the body, nil where there is none: `/items/0/status`.
    subscript(pointer: String) -> JSONValue? {
        let steps = pointer.split(separator: "/").map(String.init)
        let root = try? JSONReader.parse(body, limits: JSONLimits(bytes: max(1, body.count)))
        return steps.reduce(root) { value, step in
            if case .array(let elements)? = value {
                Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            } else {
                value?[step]
            }
        }
    }

    func string(_ pointer: String) -> String? { if case .string(let text)? = self[pointer] { text } else { nil } }

    func integer(_ pointer: String) -> Int64? { if case .integer(let number)? = self[pointer] { number } else { nil } }

    func bool(_ pointer: String) -> Bool? { if case .bool(let bool)? = self[pointer] { bool } else { nil } }

    func strings(_ pointer: String) -> [String]? {
        guard case .array(let elements)? = self[pointer] else { return nil }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The same member of every object in an array.
    func column(_ pointer: String, _ member: String) -> [String] {
        guard case .array(let elements)? = self[pointer] else { return [] }
        return elements.map { if case .string(let text)? = $0[member] { text } else { "–" } }
    }

    /// Whether it is a problem as RFC 9457 has it, of this status and code.
    func isProblem(_ status: Int, _ code: String) -> Bool {
        self.status == status && headers[.contentType] == "application/problem+json"
            && integer("/status") == Int64(status) && string("/code") == code && string("/title")?.isEmpty == false
            && string("/request_id")?.isEmpty == false
    }
}

extension Answer: CustomStringConvertible {
    var description: String { "\(status) \(text.prefix(2_000))" }
}

func instant(_ text: String) throws -> Instant { try RFC3339.parse(text) }

extension [(String, String)] {
    /// Headers by name.
    var fields: HTTPFields {
        var fields = HTTPFields()
        for (name, value) in self { if let name = HTTPField.Name(name) { fields[name] = value } }
        return fields
    }
}
