import HTTPTypes
import SuretyAPI
import SuretyDomain
import SuretyEngine
import Testing

/// Every route with every role: what is one's own, another's, and not there at all.
@Suite("Roles") struct RoleTests {
    /// A market in which Lin has bought from the orchard and Someone from the cellar, with a case each.
    private struct Market {
        let scene: CaseScene
        let own: Place
        let foreign: Place
        let missing = Place(
            shop: "nowhere", product: "pears", order: "o-9", caseID: "00-000000000000-00000000000000000000",
            instruction: "00-000000000000-11111111111111111111")

        init() async throws {
            scene = try await CaseScene(provider: nil)
            try await scene.tell(Facts.lit(shop: "cellar", product: "grapes"))
            own = try await Market.buy("mangoes", from: "orchard", as: "lin", scene)
            foreign = try await Market.buy("grapes", from: "cellar", as: "someone", scene)
        }

        private static func buy(
            _ product: String, from shop: String, as consumer: String, _ scene: CaseScene
        ) async throws -> Place {
            try await scene.pay("o-1", consumer: consumer, shop: shop, product: product)
            let body = CaseScene.claim("o-1", right: "instant-refund", more: #","consumer":"\#(consumer)""#)
                .replacing("orchard", with: shop)
            let opened = try await scene.apply(body, as: .operator, once: "open-\(shop)")
            try await scene.advance("1s")
            let id = try #require(opened.string("/id"), "\(opened)")
            let file = try await scene.get("/v1/cases/\(id)", as: .operator)
            return Place(
                shop: shop, product: product, order: "o-1", caseID: id,
                instruction: try #require(file.string("/money/id"), "\(file)"))
        }

        func ask(_ route: Endpoint, _ role: Role, at place: Place) async throws -> Answer {
            let body = route.body(at: place, speaksForConsumer: role == .operator || role == .integrator)
            // A key names one request.
            let once = "\(place.shop)-\(route.path.suffix(48))"
            let headers = [("Authorization", "Bearer \(scene.key(role))"), ("Idempotency-Key", once)]
            return try await scene.client.call(
                route.method, route.address(place), headers.fields, Array((route.method == .get ? "" : body).utf8))
        }
    }

    @Test("What each role may, and that another's is to it as if it were not there", arguments: Role.allCases)
    func matrix(role: Role) async throws {
        let market = try await Market()
        for route in Endpoint.all {
            let answers = [
                try await market.ask(route, role, at: market.own),
                try await market.ask(route, role, at: market.foreign),
                try await market.ask(route, role, at: market.missing),
            ]
            guard route.roles.contains(role) else {
                for answer in answers { #expect(answer.isProblem(403, "forbidden"), "\(route): \(answer)") }
                continue
            }
            let (own, foreign, missing) = (answers[0], answers[1], answers[2])
            #expect(own.status != 403 && own.status < 500, "\(route): \(own)")
            if route.method == .get { #expect(own.status == 200, "\(route): \(own)") }
            guard route.isScoped, role.scope != nil else { continue }
            #expect(own.status != 404, "\(route): \(own)")
            #expect(foreign.status == 404 && missing.status == 404, "\(route): \(foreign) \(missing)")
            #expect(foreign.string("/code") == missing.string("/code"), "\(route)")
            #expect(foreign.string("/title") == missing.string("/title"), "\(route)")
        }
        #expect(try market.scene.client.engine.findings == [])
    }

    @Test("A key of a role that is for one shop or consumer names it, and no other key does")
    func scopes() async throws {
        let keys = APIKeys(try APIClient().engine)
        for role in Role.allCases {
            if let kind = role.scope {
                #expect(throws: ScopeFault.missing(role, kind)) { try keys.create(role: role, title: "") }
            } else {
                #expect(throws: ScopeFault.unwanted(role)) { try keys.create(role: role, title: "", scope: "x") }
            }
        }
        let made = try keys.create(role: .merchant, title: "", scope: "orchard")
        #expect(try keys.authenticate(made)?.reach == .shop(ShopID("orchard")))
        let consumer = try keys.create(role: .consumer, title: "", scope: "lin")
        #expect(try keys.authenticate(consumer)?.reach == .consumer("lin"))
    }
}

/// What an address names.
struct Place {
    var shop = "orchard"
    var product = "mangoes"
    var order = "o-1"
    var caseID = "00-000000000000-00000000000000000000"
    var instruction = "00-000000000000-00000000000000000000"
}

extension Endpoint {
    func address(_ place: Place = Place()) -> String {
        "/v1/"
            + path.replacing(":shop", with: place.shop).replacing(":product", with: place.product)
            .replacing(":order", with: place.order).replacing(":case", with: place.caseID)
            .replacing(":instruction", with: place.instruction)
    }

    /// Whether the address or body names something that belongs to somebody. Labels are for everybody to see.
    fileprivate var isScoped: Bool {
        switch self {
        case .shopLabels, .productLabels, .lookUpLabels, .productExplanation: false
        case .openCase: true
        default: path.contains(":")
        }
    }

    fileprivate func body(at place: Place, speaksForConsumer: Bool) -> String {
        switch self {
        case .tellFacts: Facts.lit()[0]
        case .lookUpLabels: #"{"products":[]}"#
        case .openCase:
            CaseScene.claim(place.order, more: speaksForConsumer ? #","consumer":"lin""# : "")
                .replacing("orchard", with: place.shop)
        case .act(.sendBack): #"{"carrier":"sf","waybill":"W-1"}"#
        case .act(.settle): #"{"outcome":"refuse"}"#
        case .settleOrder: #"{"carry_out":false}"#
        case .tellPayment: #"{"outcome":"unknown"}"#
        case .moveClock: #"{"advance":"1ms"}"#
        default: ""
        }
    }
}
