package import HTTPTypes
import Hummingbird
package import SuretyDomain
package import SuretyEngine

/// Every route behind a key, and who may use it: routes are registered by this table, and a test walks it. Who may use
/// a route still sees only what is theirs; the rest is to them as if it were not there.
package enum Endpoint: Hashable, Sendable {
    case tellFacts
    case lookUpLabels, shopLabels, productLabels
    case shopExplanation, shopProductExplanation, productExplanation, shopHistory, productHistory
    case openCase, listCases, showCase
    case act(CaseAct.Kind)
    case referrals
    case showOrder, extendReceipt, settleOrder
    case listPayments, tellPayment, retryPayment
    case ledger
    case myCases, myOrders
    /// Only where the clock is a virtual one.
    case showClock, moveClock

    package static let all: [Endpoint] =
        [
            .tellFacts, .lookUpLabels, .shopLabels, .productLabels, .shopExplanation, .shopProductExplanation,
            .productExplanation, .shopHistory, .productHistory, .openCase, .listCases, .showCase,
        ] + CaseAct.Kind.allCases.map { .act($0) } + [
            .referrals, .showOrder, .extendReceipt, .settleOrder, .listPayments, .tellPayment, .retryPayment, .ledger,
            .myCases, .myOrders, .showClock, .moveClock,
        ]

    /// Below `/v1`, with the names of what the address fills in.
    package var path: String {
        switch self {
        case .tellFacts: "facts"
        case .lookUpLabels: "labels/lookup"
        case .shopLabels: "shops/:shop/labels"
        case .productLabels: "shops/:shop/products/:product/labels"
        case .shopExplanation: "shops/:shop/explanation"
        case .shopProductExplanation: "shops/:shop/products/:product/explanation"
        case .productExplanation: "products/:product/explanation"
        case .shopHistory: "shops/:shop/history"
        case .productHistory: "shops/:shop/products/:product/history"
        case .openCase, .listCases: "cases"
        case .showCase: "cases/:case"
        case .act(let act): "cases/:case/\(act.rawValue)"
        case .referrals: "referrals"
        case .showOrder: "shops/:shop/orders/:order"
        case .extendReceipt: "shops/:shop/orders/:order/extend-receipt"
        case .settleOrder: "shops/:shop/orders/:order/settle"
        case .listPayments: "payment-instructions"
        case .tellPayment: "payment-instructions/:instruction/outcome"
        case .retryPayment: "payment-instructions/:instruction/retry"
        case .ledger: "shops/:shop/ledger"
        case .myCases: "me/cases"
        case .myOrders: "me/orders"
        case .showClock, .moveClock: "test/clock"
        }
    }

    package var method: HTTPRequest.Method {
        switch self {
        case .tellFacts, .lookUpLabels, .openCase, .act, .extendReceipt, .settleOrder, .tellPayment, .retryPayment,
            .moveClock:
            .post
        case .shopLabels, .productLabels, .shopExplanation, .shopProductExplanation, .productExplanation, .shopHistory,
            .productHistory, .listCases, .showCase, .referrals, .showOrder, .listPayments, .ledger, .myCases,
            .myOrders, .showClock:
            .get
        }
    }

    package var roles: Set<Role> {
        switch self {
        case .tellFacts: [.integrator, .operator]
        case .lookUpLabels, .shopLabels, .productLabels: Set(Role.allCases)
        case .shopExplanation, .shopProductExplanation, .productExplanation, .shopHistory, .productHistory:
            [.integrator, .operator, .auditor, .adjudicator, .merchant]
        case .openCase: [.consumer, .integrator, .operator]
        case .listCases, .showCase, .showOrder: Set(Role.allCases)
        case .act(let act): Set(Role.allCases.filter { $0.party.map(act.isEver) ?? false })
        case .referrals, .settleOrder: [.operator, .adjudicator]
        case .extendReceipt, .myCases, .myOrders: [.consumer]
        case .listPayments: [.integrator, .operator, .auditor]
        case .tellPayment, .retryPayment: [.integrator, .operator]
        case .ledger: [.operator, .auditor, .merchant]
        case .showClock, .moveClock: [.integrator, .operator]
        }
    }

    /// Whether money can move: then a request must carry an Idempotency-Key.
    package var movesMoney: Bool {
        switch self {
        case .openCase, .settleOrder, .tellPayment, .act(.approve), .act(.refundOnly), .act(.confirm), .act(.settle):
            true
        case .act, .tellFacts, .lookUpLabels, .shopLabels, .productLabels, .shopExplanation, .shopProductExplanation,
            .productExplanation, .shopHistory, .productHistory, .listCases, .showCase, .referrals, .showOrder,
            .extendReceipt, .listPayments, .retryPayment, .ledger, .myCases, .myOrders, .showClock, .moveClock:
            false
        }
    }
}

extension Role {
    /// As whom a role acts on cases; nil for one that does not.
    package var party: Party? {
        switch self {
        case .consumer: .consumer
        case .merchant: .merchant
        case .adjudicator, .operator: .adjudicator
        case .integrator, .auditor: nil
        }
    }
}

extension CaseAct.Kind {
    /// Whether there is a stage at which a party may do it.
    fileprivate func isEver(of party: Party) -> Bool {
        CaseTable.Stage.allCases.contains { CaseTable.acts(at: $0, for: party).contains(self) }
    }
}

extension RouterGroup<APIContext> {
    /// Registers a route of the table; `handle` is reached only by the roles that may use it.
    func on(
        _ endpoint: Endpoint,
        use handle: @escaping @Sendable (Request, APIContext, APIKeys.Key) async throws -> Response
    ) {
        on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
            let caller = try context.require(endpoint.roles)
            return try await handle(request, context, caller)
        }
    }
}
