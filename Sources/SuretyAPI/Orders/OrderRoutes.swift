import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyWire

/// Orders: what was promised on one, and what a buyer or a person can do about its deadlines.
struct OrderRoutes {
    let engine: Engine
    let readers: ReaderThreads
    let deciding: Deciding

    func add(to router: RouterGroup<APIContext>) {
        router.on(.showOrder, use: show)
        router.on(.extendReceipt, use: extendReceipt)
        router.on(.settleOrder, use: settle)
        router.on(.myOrders, use: mine)
        router.on(.myCases, use: myCases)
    }

    @Sendable func show(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters()
        return try await answer(try context.orderKey(), caller)
    }

    private func answer(_ key: OrderKey, _ caller: APIKeys.Key) async throws -> Response {
        let desk = CaseDesk(engine)
        let file = try await readers.run { () -> OrderFile? in
            guard let file = try desk.order(key) else { return nil }
            return try Viewer(caller, desk).sees(key, of: file.payment.value.consumer) ? file : nil
        }
        guard let file else { throw Problem(.aftersales(.unknownOrder), in: engine.zone) }
        let (now, zone) = (engine.surroundings.now(), engine.zone)
        return .json { file.write(to: &$0, at: now, in: zone) }
    }

    @Sendable func extendReceipt(
        request: Request, context: APIContext, caller: APIKeys.Key
    ) async throws -> Response {
        try request.knowsParameters("dry_run")
        let key = try context.orderKey()
        let body = try await request.wholeBody(context)
        try RequestBody(body).close()
        let desk = CaseDesk(engine)
        return try await decide(.extendReceipt, key, request, body, caller) { instant in
            guard case .consumer(let alias?) = try Viewer(caller, desk) else { return nil }
            return desk.extendReceipt(key, by: alias, at: instant)
        }
    }

    @Sendable func settle(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("dry_run")
        let key = try context.orderKey()
        let body = try await request.wholeBody(context)
        var fields = try RequestBody(body)
        let carriesOut = fields.bool("carry_out")
        try fields.close()
        let desk = CaseDesk(engine)
        return try await decide(.settleOrder, key, request, body, caller) { instant in
            desk.settle(key, carriesOut: carriesOut, at: instant)
        }
    }

    private func decide(
        _ endpoint: Endpoint, _ key: OrderKey, _ request: Request, _ body: [UInt8], _ caller: APIKeys.Key,
        _ make: @escaping @Sendable (Instant) throws -> CaseDesk.Errand?
    ) async throws -> Response {
        let question = Deciding.Question(
            endpoint: endpoint, request: request, body: body, caller: caller, missing: .aftersales(.unknownOrder))
        switch try await deciding.decide(question, make) {
        case .rehearsed(let rehearsal):
            let zone = engine.zone
            return .json { rehearsal.write(to: &$0, in: zone) }
        case .done(let done): return done.marked(try await answer(key, caller))
        }
    }

    /// A consumer's orders as their own home knows them.
    @Sendable func mine(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("limit", "cursor")
        let (desk, limit) = (CaseDesk(engine), try request.pageLimit())
        let after = try request.uri.queryParameters["cursor"].map { try OrderKey(cursor: String($0)) }
        let found = try await readers.run { () -> (orders: [OrderKey], isMore: Bool) in
            guard case .consumer(let alias?) = try Viewer(caller, desk) else { return ([], false) }
            return try desk.orders(of: alias, after: after, limit: limit)
        }
        let page = Page(elements: found.orders, next: found.isMore ? found.orders.last?.cursor : nil)
        return .page("orders", page) { json, key in
            json.object { json in
                json.member("shop", key.shop.text)
                json.member("order", key.order.text)
            }
        }
    }

    @Sendable func myCases(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("limit", "cursor")
        let (desk, limit, zone) = (CaseDesk(engine), try request.pageLimit(), engine.zone)
        let after = try request.queryID("cursor")
        let page = try await readers.run { () -> Page<CaseDesk.ConsumerCase> in
            guard case .consumer(let alias?) = try Viewer(caller, desk) else { return Page(elements: [], next: nil) }
            return try desk.summaries(of: alias, after: after, limit: limit)
        }
        return .page("cases", page) { json, entry in
            json.object { json in
                json.member("id", entry.id.text)
                json.member("shop", entry.summary.order.shop.text)
                json.member("order", entry.summary.order.order.text)
                json.member("right", entry.summary.right.text)
                json.member("stage", entry.summary.stage.rawValue)
                json.member("at", entry.summary.at, in: zone)
            }
        }
    }
}

extension APIContext {
    fileprivate func orderKey() throws -> OrderKey {
        OrderKey(shop: ShopID(try requireID("shop")), order: OrderID(try requireID("order")))
    }
}

extension OrderKey {
    /// No id has a line break, so it tells the two apart.
    fileprivate var cursor: String { Digest.hex(Array("\(shop.text)\n\(order.text)".utf8)) }

    fileprivate init(cursor: String) throws {
        let text =
            cursor.utf8.count <= 512 ? Digest.bytes(hex: cursor).flatMap { String(validating: $0, as: UTF8.self) } : nil
        let ids = text?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        guard ids.count == 2, !ids.contains(where: { $0.utf8.contains(0) }) else {
            throw Problem(.badRequest, "invalid-parameter", "cursor: one that a page before has given")
        }
        self.init(shop: ShopID(String(ids[0])), order: OrderID(String(ids[1])))
    }
}
