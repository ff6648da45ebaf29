import Hummingbird

extension APIContext {
    /// An id out of the address; nil where the route has none of this name. The framework hands it over as the address
    /// spells it, escapes and all.
    func id(_ name: String) throws -> String? {
        guard let spelled = parameters.get(name) else { return nil }
        guard let id = spelled.withoutEscapes, id.isIdentifier else { throw Problem.invalidParameter(name) }
        return id
    }

    /// An id that the route cannot be without.
    func requireID(_ name: String) throws -> String {
        guard let id = try id(name) else { throw Problem.invalidParameter(name) }
        return id
    }
}

extension Request {
    /// An id out of the query.
    func queryID(_ name: Substring) throws -> String? {
        guard let id = uri.queryParameters[name].map(String.init) else { return nil }
        guard id.isIdentifier else { throw Problem.invalidParameter(String(name)) }
        return id
    }
}

extension String {
    /// Whether a fact could have it for an id. PostgreSQL takes no NUL at all.
    var isIdentifier: Bool { (1...64).contains(utf8.count) && !utf8.contains(0) }

    /// The text that percent escapes stand for; nil where they are broken or stand for no UTF-8.
    fileprivate var withoutEscapes: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexDigit: UInt8? { Character(UnicodeScalar(self)).hexDigitValue.map { UInt8($0) } }
}

extension Problem {
    fileprivate static func invalidParameter(_ name: String) -> Problem {
        Problem(.badRequest, "invalid-parameter", "\(name): an id has 1 to 64 bytes of UTF-8 and no NUL")
    }
}
