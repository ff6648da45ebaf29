import HTTPTypes
import Hummingbird
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyWire

/// After-sales cases: opening, listing and showing them. What the parties do to one is in `CaseActRoutes`.
struct CaseRoutes {
    let engine: Engine
    let readers: ReaderThreads
    let deciding: Deciding

    func add(to router: RouterGroup<APIContext>) {
        router.on(.openCase, use: open)
        router.on(.listCases, use: list)
        router.on(.showCase, use: show)
        router.on(.referrals, use: referrals)
    }

    @Sendable func open(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("dry_run")
        let body = try await request.wholeBody(context)
        let application = try CaseDesk.Application(body, by: caller)
        let desk = CaseDesk(engine)
        let question = Deciding.Question(
            endpoint: .openCase, request: request, body: body, caller: caller, missing: .aftersales(.unknownOrder))
        switch try await deciding.decide(question, { try desk.claim(application, at: $0) }) {
        case .rehearsed(let rehearsal):
            let zone = engine.zone
            return .json { rehearsal.write(to: &$0, in: zone) }
        case .done(let done):
            let id = try await readers.run {
                done.isReplayed
                    ? try desk.caseOpened(byEvent: done.number, in: done.errand.partition) : done.errand.caseID
            }
            guard let id else { throw Problem(.aftersales(.unknownCase), in: engine.zone) }
            var response = try await answer(id, caller, .created)
            response.headers[.location] = "/v1/cases/\(id.text)"
            return done.marked(response)
        }
    }

    @Sendable func show(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters()
        return try await answer(CaseID(try context.requireID("case")), caller)
    }

    /// A case as the caller sees it, with its version as its tag.
    func answer(_ id: CaseID, _ caller: APIKeys.Key, _ status: HTTPResponse.Status = .ok) async throws -> Response {
        let desk = CaseDesk(engine)
        let file = try await readers.run { () -> CaseFile? in
            guard let file = try desk.file(id) else { return nil }
            let viewer = try Viewer(caller, desk)
            return viewer.sees(file.aftersales.order, of: file.aftersales.opening.claim.consumer) ? file : nil
        }
        guard let file else { throw Problem(.aftersales(.unknownCase), in: engine.zone) }
        let zone = engine.zone
        return Response.json(status) { file.write(to: &$0, for: caller.role.party, in: zone) }
            .tagged(file.aftersales.version)
    }

    @Sendable func list(request: Request, context: APIContext, caller: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("shop", "order", "stage", "needs_person", "limit", "cursor")
        let desk = CaseDesk(engine)
        let asked = try CaseDesk.Filter(request)
        let page = try await readers.run { () -> Page<Case> in
            var filter = asked
            switch try Viewer(caller, desk) {
            case .marketplace: break
            case .merchant(let own):
                guard asked.shop == nil || asked.shop == own else { return Page(elements: [], next: nil) }
                filter.shop = own
            case .consumer(let alias?): filter.consumer = alias
            case .consumer(nil): return Page(elements: [], next: nil)
            }
            return try desk.list(filter)
        }
        let zone = engine.zone
        return .page("cases", page) { $1.write(to: &$0, in: zone) }
    }

    /// What waits for a person, the longest waiting first.
    @Sendable func referrals(request: Request, context: APIContext, _: APIKeys.Key) async throws -> Response {
        try request.knowsParameters("limit")
        let (desk, limit, zone) = (CaseDesk(engine), try request.pageLimit(), engine.zone)
        let referrals = try await readers.run { try desk.referrals(limit: limit) }
        return .json { json in
            json.object { json in
                json.key("referrals")
                json.array(referrals) { json, referral in
                    json.object { json in
                        json.member("shop", referral.key.shop.text)
                        json.member("kind", referral.key.subject.columns.kind)
                        json.member("id", referral.key.subject.columns.id)
                        json.member("since", referral.since, in: zone)
                    }
                }
            }
        }
    }
}

extension CaseDesk.Filter {
    fileprivate init(_ request: Request) throws {
        self.init()
        shop = try request.queryID("shop").map { ShopID($0) }
        order = try request.queryID("order").map { OrderID($0) }
        stage = try request.choice("stage")
        needsPerson = try request.flag("needs_person")
        after = try request.queryID("cursor")
        limit = try request.pageLimit()
    }
}

extension CaseDesk.Application {
    /// Lines that one claim may name.
    private static let mostLines = 500

    /// `{"shop", "order", "right", "lines": [{"line", "quantity"}], "amount"?, "reason"?}`, and `consumer` where the
    /// caller speaks for one.
    fileprivate init(_ body: [UInt8], by caller: APIKeys.Key) throws {
        var fields = try RequestBody(body)
        let shop = ShopID(fields.id("shop"))
        let order = OrderID(fields.id("order"))
        let consumer: String
        if case .consumer(let own) = caller.reach { consumer = own } else { consumer = fields.id("consumer") }
        let right = RightKey(fields.id("right"))
        let units = fields.objects("lines", in: 1...CaseDesk.Application.mostLines) { line in
            ClaimedUnits(line: LineID(line.id("line")), quantity: line.integer("quantity", in: 1...1_000_000))
        }
        var seen: Set<LineID> = []
        for (index, unit) in units.enumerated() where !seen.insert(unit.line).inserted {
            fields.note("duplicate", "lines/\(index)/line", "this line stands in the list already")
        }
        let amount = fields.optionalInteger("amount", in: 1...Money.largestMinorUnits)
        let reason = fields.note("reason")
        try fields.close()
        self.init(
            shop: shop, order: order, consumer: consumer, right: right, units: units, amount: amount, note: reason)
    }
}

extension Response {
    /// One page of a list: `{"<name>": […], "next_cursor": …}`.
    static func page<Element>(
        _ name: StaticString, _ page: Page<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) -> Response {
        .json { json in
            json.object { json in
                json.key(name)
                json.array(page.elements, write)
                json.member("next_cursor", page.next)
            }
        }
    }
}
