import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels

extension APIKeys.Key {
    /// Whether a shop is within what this key is for.
    func sees(_ shop: ShopID) -> Bool {
        switch reach {
        case .marketplace, .consumer: true
        case .shop(let own): own == shop
        }
    }
}

/// Who asks, as far as cases and orders are concerned.
enum Viewer: Sendable {
    case marketplace
    case merchant(ShopID)
    /// The alias is nil where nothing of this consumer is known here.
    case consumer(ConsumerID?)

    init(_ caller: APIKeys.Key, _ desk: CaseDesk) throws {
        switch caller.reach {
        case .marketplace: self = .marketplace
        case .shop(let shop): self = .merchant(shop)
        case .consumer(let name): self = .consumer(try desk.alias(of: name))
        }
    }

    func sees(_ order: OrderKey, of consumer: ConsumerID?) -> Bool {
        switch self {
        case .marketplace: true
        case .merchant(let shop): order.shop == shop
        case .consumer(let alias): alias != nil && alias == consumer
        }
    }

    /// As whom they act on cases; nil for a consumer nothing is known of.
    var actor: Acting.Actor? {
        switch self {
        case .marketplace: .adjudicator
        case .merchant(let shop): .merchant(shop)
        case .consumer(let alias): alias.map { .consumer($0) }
        }
    }
}

extension Request {
    /// The Idempotency-Key; nil where none was sent.
    func idempotencyKey() throws -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name] else { return nil }
        guard (1...64).contains(key.utf8.count) else {
            throw Problem(.badRequest, "invalid-idempotency-key", "An Idempotency-Key has 1 to 64 bytes")
        }
        return key
    }

    /// The version that `If-Match` asks for; nil where it asks for none, or for any.
    func versionWanted() throws -> Int64? {
        guard let tag = headers[.ifMatch], tag != "*" else { return nil }
        let digits = tag.dropFirst().dropLast()
        guard tag.utf8.count >= 3, tag.first == "\"", tag.last == "\"", let version = Int64(digits), version > 0 else {
            throw Problem(.badRequest, "invalid-if-match", "If-Match is one ETag as a case has it, such as \"3\"")
        }
        return version
    }

    /// Refuses parameters of the query that a route does not have.
    func knowsParameters(_ known: String...) throws {
        for (name, _) in uri.queryParameters where !known.contains(String(name)) {
            throw Problem(.badRequest, "unknown-parameter", "There is no parameter \(name.prefix(64))")
        }
    }

    /// `true` or `false` out of the query, false where it is not there.
    func flag(_ name: Substring) throws -> Bool {
        switch uri.queryParameters[name] {
        case nil, "false": return false
        case "true": return true
        default: throw Problem(.badRequest, "invalid-parameter", "\(name): true or false")
        }
    }

    /// One of a few words out of the query.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: Substring) throws -> Choice? {
        guard let text = uri.queryParameters[name].map(String.init) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.badRequest, "invalid-parameter", "\(name): one of \(words)")
        }
        return choice
    }

    /// How many elements a page is to have: 1 to 200, by default 50.
    func pageLimit() throws -> Int {
        guard let text = uri.queryParameters["limit"] else { return 50 }
        guard let limit = Int(text), (1...200).contains(limit) else {
            throw Problem(.badRequest, "invalid-parameter", "limit: 1 to 200")
        }
        return limit
    }
}

extension Response {
    /// The same, marked as an answer that was given before.
    var replayed: Response {
        var response = self
        response.headers.markReplayed()
        return response
    }

    /// The same with an entity tag.
    func tagged(_ version: Int64) -> Response {
        var response = self
        response.headers[.eTag] = "\"\(version)\""
        return response
    }
}

extension HTTPFields {
    mutating func markReplayed() {
        if let name = HTTPField.Name("Idempotent-Replayed") { self[name] = "true" }
    }
}
