import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyWire

/// Why a label is lit or not, and how that has changed.
struct ExplanationRoutes {
    let engine: Engine
    let readers: ReaderThreads

    func add(to router: RouterGroup<APIContext>) {
        router.on(.shopExplanation, use: explain)
        router.on(.shopProductExplanation, use: explain)
        router.on(.productExplanation, use: explain)
        router.on(.shopHistory, use: history)
        router.on(.productHistory, use: history)
    }

    @Sendable func explain(
        request: Request, context: APIContext, caller: APIKeys.Key
    ) async throws -> Response {
        let question = try Asked(request, context, caller)
        let engine = engine
        let explanation = try await readers.run {
            do {
                return try Explainer(engine).explain(try question.resolved(engine))
            } catch let refusal as ExplanationRefusal {
                throw Problem(refusal)
            }
        }
        return .json { explanation.write(to: &$0) }
    }

    @Sendable func history(
        request: Request, context: APIContext, caller: APIKeys.Key
    ) async throws -> Response {
        let shop = ShopID(try context.requireID("shop"))
        guard caller.sees(shop) else { throw Problem(ExplanationRefusal.unknownShop(shop)) }
        let product = try context.id("product").map { ProductID($0) }
        let subject: LabelSubject = product.map { .product(ProductKey(shop: shop, product: $0)) } ?? .shop(shop)
        let engine = engine
        let changes = try await readers.run { try LabelHistory(engine).changes(of: subject) }
        return .json { json in
            json.object { json in
                json.key("changes")
                json.array(changes) { $1.write(to: &$0) }
            }
        }
    }
}

/// What an explanation is asked about, as the address says it.
private struct Asked: Sendable {
    let shop: ShopID?
    let product: ProductID?
    let programme: ProgrammeKey?
    let promoter: PromoterID?
    let at: Instant?
    let edition: String?

    init(_ request: Request, _ context: APIContext, _ caller: APIKeys.Key) throws {
        let query = request.uri.queryParameters
        for (name, _) in query where !["shop", "programme", "promoter", "at", "edition"].contains(name) {
            throw Problem(.badRequest, "unknown-parameter", "There is no parameter \(name.prefix(64))")
        }
        let named = try (context.id("shop") ?? request.queryID("shop")).map { ShopID($0) }
        if let named, !caller.sees(named) { throw Problem(ExplanationRefusal.unknownShop(named)) }
        // A merchant asks about their own products, whoever else has one of this id.
        if case .shop(let own) = caller.reach { shop = own } else { shop = named }
        product = try context.id("product").map { ProductID($0) }
        programme = try request.queryID("programme").map { ProgrammeKey($0) }
        promoter = try request.queryID("promoter").map { PromoterID($0) }
        edition = query["edition"].map(String.init)
        do {
            at = try query["at"].map { text throws(RFC3339.Fault) in try RFC3339.parse(String(text)) }
        } catch {
            throw Problem(.badRequest, "invalid-time", "at: \(error.rawValue)")
        }
    }

    func resolved(_ engine: Engine) throws -> Explainer.Question {
        let explainer = Explainer(engine)
        let instant = at ?? engine.surroundings.now()
        let labelled: Labelled = product == nil ? .shop : .product
        let known = explainer.programmes(labelling: labelled, at: instant, edition: edition)
        guard let programme = programme ?? known.first else {
            throw Problem.notFound("No programme labels a \(labelled.rawValue) at that time")
        }
        guard let shop = try shop ?? product.map(explainer.shop(of:)) else { throw Problem.notFound("Name a shop") }
        return Explainer.Question(
            programme: programme, shop: shop, product: product, promoter: promoter, at: at, edition: edition)
    }
}

extension Problem {
    /// Every refusal has its status and code here.
    init(_ refusal: ExplanationRefusal) {
        switch refusal {
        case .unknownShop: self = .notFound("There is no such shop")
        case .unknownProduct: self = .notFound("There is no such product")
        case .ambiguousProduct(_, let shops) where shops.isEmpty: self = .notFound("There is no such product")
        case .ambiguousProduct:
            self.init(.conflict, "ambiguous-product", "Several shops have a product of this id: name the shop")
        case .unknownProgramme(_, let known):
            self.init(
                .notFound, "unknown-programme",
                "There is no such programme; known: \(known.map(\.text).joined(separator: ", "))")
        case .unknownEdition(_, let known):
            self.init(.notFound, "unknown-edition", "There is no such edition; known: \(known.joined(separator: ", "))")
        case .notInForce(let programme, _):
            self.init(.notFound, "not-in-force", "\(programme.text) is not in force at that time")
        }
    }
}

extension LabelHistory.Change {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("number", number)
            json.member("version", version.text)
            json.member("at", at)
            json.member("recorded_at", recordedAt)
            json.key("missed")
            json.array(missed) { $0.string($1) }
            json.key("no_data")
            json.array(unknown) { $0.string($1) }
        }
    }
}
