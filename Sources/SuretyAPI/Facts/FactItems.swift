import HTTPTypes
import SuretyDomain
import SuretyWire

/// The facts of one request body, each readable or not.
enum FactItems {
    struct Item {
        /// Its place in the request, from 0.
        let index: Int
        let fact: Result<Fact, FactFaults>
    }

    /// A request may bring so many facts; more belong into several.
    static let most = 10_000

    /// Reads a body. Throws a problem where it is no JSON at all; a single fact that is wrong is an item like others.
    static func read(_ body: [UInt8], isLines: Bool) throws -> [Item] {
        let items = isLines ? lines(body) : try values(body)
        guard !items.isEmpty else { throw Problem(.badRequest, "empty-body", "The body brings no fact") }
        guard items.count <= most else {
            throw Problem(.contentTooLarge, "too-many-facts", "A request brings at most \(most) facts")
        }
        return items
    }

    private static func lines(_ body: [UInt8]) -> [Item] {
        body.split(separator: UInt8(ascii: "\n")).filter { !$0.allSatisfy(isBlank) }.enumerated().map { index, line in
            Item(index: index, fact: Result { () throws(FactFaults) in try FactCodec.decode(Array(line)) })
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
    }

    private static func values(_ body: [UInt8]) throws -> [Item] {
        let value: JSONValue
        do {
            value = try JSONReader.parse(body, limits: JSONLimits(bytes: body.count, depth: 8))
        } catch {
            throw Problem(
                .badRequest, "malformed-json", "The body is not JSON",
                errors: [.init(pointer: error.pointer, code: error.code.rawValue, message: error.message)])
        }
        guard case .array(let elements) = value else { return [item(0, value, prefix: "")] }
        return elements.enumerated().map { item($0, $1, prefix: "/\($0)") }
    }

    private static func item(_ index: Int, _ value: JSONValue, prefix: String) -> Item {
        let fact = Result { () throws(FactFaults) in try FactCodec.decode(value) }
        return Item(index: index, fact: fact.mapError { $0.under(prefix) })
    }
}
