import HTTPTypes
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyWire

/// `{"surface": "room", "promoter": "…", "products": [{"shop": "…", "product": "…"}]}`; where product ids are unique in
/// the marketplace, a product may be its id alone.
struct LookupQuestion: Sendable {
    private let surface: String?
    private let promoter: PromoterID?
    private let products: [(shop: ShopID?, product: ProductID)]

    static let mostProducts = 500

    static func read(_ body: [UInt8]) throws -> LookupQuestion {
        let value: JSONValue
        do {
            value = try JSONReader.parse(body, limits: JSONLimits(bytes: 1 << 20, depth: 4))
        } catch {
            throw Problem(
                .badRequest, "malformed-json", "The body is not JSON",
                errors: [.init(pointer: error.pointer, code: error.code.rawValue, message: error.message)])
        }
        guard case .object(let members) = value else { throw wrong("", "expected an object") }
        for member in members where !["surface", "promoter", "products"].contains(member.key) {
            throw wrong(
                "/\(JSONPointer.token(member.key))", "there is no such field; known: surface, promoter, products")
        }
        guard case .array(let elements) = value["products"] else {
            throw wrong("/products", "expected an array of products")
        }
        guard elements.count <= mostProducts else {
            throw wrong("/products", "at most \(mostProducts) products; \(elements.count) were sent")
        }
        return LookupQuestion(
            surface: try text(value["surface"], "/surface"),
            promoter: try text(value["promoter"], "/promoter").map { PromoterID($0) },
            products: try elements.enumerated().map { try product($1, "/products/\($0)") })
    }

    private static func product(_ value: JSONValue, _ pointer: String) throws -> (ShopID?, ProductID) {
        if case .string(let id) = value { return (nil, ProductID(try id.checked(pointer))) }
        guard case .object = value, let product = try text(value["product"], pointer + "/product") else {
            throw wrong(pointer, "expected {\"shop\", \"product\"} or a product's id")
        }
        return (try text(value["shop"], pointer + "/shop").map { ShopID($0) }, ProductID(product))
    }

    private static func text(_ value: JSONValue?, _ pointer: String) throws -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let text): return try text.checked(pointer)
        default: throw wrong(pointer, "expected text")
        }
    }

    /// A surface nobody words is a mistake, not a place without labels.
    func checkSurface(in engine: Engine) throws {
        let known = Set(engine.library.versions.flatMap { $0.programme.surfaces.map(\.key) })
        guard let surface, !known.contains(surface) else { return }
        throw LookupQuestion.wrong(
            "/surface", "there is no such surface; known: \(known.sorted().joined(separator: ", "))")
    }

    func answers(_ engine: Engine) throws -> [LabelLookup.Answer] {
        let explainer = Explainer(engine)
        let keys = try products.map { shop, product in
            // A product nobody has is answered as unknown, like one that the named shop does not have.
            ProductKey(shop: try shop ?? explainer.onlyShop(of: product) ?? ShopID(""), product: product)
        }
        return try LabelLookup(engine).labels(of: keys, soldBy: promoter, on: surface)
    }

    private static func wrong(_ pointer: String, _ message: String) -> Problem {
        Problem(
            .unprocessableContent, "invalid-request", "The request is not right",
            errors: [.init(pointer: pointer, code: "invalid", message: message)])
    }
}

extension Explainer {
    /// Nil where no shop, or several, have it.
    fileprivate func onlyShop(of product: ProductID) throws -> ShopID? {
        do {
            return try shop(of: product)
        } catch is ExplanationRefusal {
            return nil
        }
    }
}

extension String {
    /// An id as facts may have it.
    fileprivate func checked(_ pointer: String) throws -> String {
        guard isIdentifier else {
            throw Problem(
                .unprocessableContent, "invalid-request", "The request is not right",
                errors: [.init(pointer: pointer, code: "out-of-range", message: "an id has 1 to 64 bytes and no NUL")])
        }
        return self
    }
}
