import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyWire

/// Which labels show: `POST /v1/labels/lookup`, and one product or shop at a time.
struct LabelRoutes {
    let engine: Engine
    let readers: ReaderThreads

    func add(to router: RouterGroup<APIContext>) {
        router.on(.lookUpLabels, use: lookUp)
        router.on(.shopLabels, use: ofShop)
        router.on(.productLabels, use: ofProduct)
    }

    @Sendable func lookUp(request: Request, context: APIContext, _: APIKeys.Key) async throws -> Response {
        let question = try LookupQuestion.read(try await request.wholeBody(context))
        try question.checkSurface(in: engine)
        let engine = engine
        let answers = try await readers.run { try question.answers(engine) }
        return .json { json in
            json.object { json in
                json.key("products")
                json.array(answers) { $1.write(to: &$0) }
            }
        }
    }

    @Sendable func ofShop(request: Request, context: APIContext, _: APIKeys.Key) async throws -> Response {
        let shop = ShopID(try context.requireID("shop"))
        let engine = engine
        guard let labels = try await readers.run({ try LabelLookup(engine).labels(of: shop) }) else {
            throw Problem.notFound("There is no such shop")
        }
        return .json { json in
            json.object { json in
                json.member("shop", shop.text)
                json.key("labels")
                json.array(labels) { $0.string($1.text) }
            }
        }
    }

    @Sendable func ofProduct(request: Request, context: APIContext, _: APIKeys.Key) async throws -> Response {
        let key = ProductKey(
            shop: ShopID(try context.requireID("shop")),
            product: ProductID(try context.requireID("product")))
        let engine = engine
        let answer = try await readers.run { try LabelLookup(engine).labels(of: [key]).first }
        guard let answer, answer.isKnown else { throw Problem.notFound("There is no such product") }
        return .json { answer.write(to: &$0) }
    }
}

extension LabelLookup.Answer {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("shop", product.shop.text)
            json.member("product", product.product.text)
            json.key("known")
            json.bool(isKnown)
            json.key("labels")
            json.array(labels) { $0.string($1.text) }
        }
    }
}
