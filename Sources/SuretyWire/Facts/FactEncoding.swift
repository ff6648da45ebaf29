import SuretyDomain

extension JSONWriter {
    mutating func field(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    mutating func field(_ name: StaticString, _ text: String?) {
        if let text { field(name, text) }
    }

    mutating func field<Kind>(_ name: StaticString, _ id: ID<Kind>) { field(name, id.text) }

    mutating func field<Kind>(_ name: StaticString, _ id: ID<Kind>?) {
        if let id { field(name, id.text) }
    }

    mutating func field(_ name: StaticString, _ number: Int64) {
        key(name)
        integer(number)
    }

    mutating func field(_ name: StaticString, _ instant: Instant) {
        key(name)
        self.instant(instant)
    }

    mutating func field(_ name: StaticString, _ minorUnits: Int64, _ currency: Currency) {
        key(name)
        object { json in
            json.field("amount", minorUnits)
            json.field("currency", currency.code)
        }
    }

    mutating func field(_ name: StaticString, hundredths: Int) {
        field(name, ExactDecimal.format(hundredths, fractionDigits: 2))
    }

    /// The fields of a fact's own, in the order of `FactType.fields`. A table of the types, and as long as there are types.
    mutating func fields(of body: FactBody) {
        switch body {
        case .shopOpened(let fact):
            field("shop", fact.shop)
            field("kind", fact.kind)
        case .productListed(let fact): fields(of: fact)
        case .productDelisted(let shop, let product):
            field("shop", shop)
            field("product", product)
        case .rightSwitched(let fact):
            field("shop", fact.shop)
            field("product", fact.product)
            field("right", fact.right)
        case .promoterListed(let fact), .promoterUnlisted(let fact):
            field("shop", fact.shop)
            field("product", fact.product)
            field("promoter", fact.promoter)
        case .orderPaid(let fact): fields(of: fact)
        case .orderStepped(let fact): fields(of: fact)
        case .lineRefunded(let fact):
            field("shop", fact.shop)
            field("order", fact.order)
            field("line", fact.line)
            field("amount", fact.amount, fact.currency)
        case .orderReviewed(let fact):
            field("shop", fact.shop)
            field("order", fact.order)
            field("score", Int64(fact.score))
        case .brushingMarked(let shop, let order):
            field("shop", shop)
            field("order", order)
        case .experienceScored(let fact):
            field("shop", fact.shop)
            field("score", hundredths: fact.hundredths)
        case .violationDetermined(let fact):
            field("shop", fact.shop)
            field("violation", fact.violation)
            field("severity", fact.severity.rawValue)
        case .violationEnded(let shop, let violation):
            field("shop", shop)
            field("violation", violation)
        case .inspectionFailed(let fact), .productRelisted(let fact):
            field("shop", fact.shop)
            field("product", fact.product)
            field("inspection", fact.inspection)
        case .depositStated(let fact):
            field("shop", fact.shop)
            field("balance", fact.balance, fact.currency)
            field("required", fact.required, fact.currency)
        case .promoterJoined(let promoter): field("promoter", promoter)
        case .promoterScored(let fact):
            field("promoter", fact.promoter)
            field("score", hundredths: fact.hundredths)
        case .consumerStood(let fact):
            field("consumer", fact.consumer)
            field("standing", fact.standing.rawValue)
            field("reason", fact.reason)
        case .sourceCaughtUp: break
        case .factRetracted(let retraction): fields(of: retraction)
        }
    }

    private mutating func fields(of fact: ProductListed) {
        field("shop", fact.shop)
        field("product", fact.product)
        field("title", fact.details.title)
        field("category", fact.details.category)
        field("trade", fact.details.trade)
        field("goods", fact.details.source)
        guard !fact.details.tags.isEmpty else { return }
        key("tags")
        array(fact.details.tags) { $0.string($1) }
    }

    private mutating func fields(of fact: OrderPaid) {
        field("shop", fact.shop)
        field("order", fact.order)
        field("checkout", fact.checkout)
        field("consumer", fact.consumer)
        field("promoter", fact.promoter)
        field("room", fact.room)
        field("currency", fact.currency.code)
        key("lines")
        array(fact.lines) { json, line in
            json.object { json in
                json.field("line", line.line)
                json.field("product", line.product)
                json.field("quantity", line.quantity)
                json.field("paid", line.paid)
                json.field("freight", line.freight)
            }
        }
        guard !fact.shown.isEmpty else { return }
        key("shown")
        array(fact.shown) { json, label in
            json.object { json in
                json.field("line", label.line)
                json.field("programme", label.programme)
            }
        }
    }

    private mutating func fields(of fact: OrderStepped) {
        field("shop", fact.shop)
        field("order", fact.order)
        field("parcel", fact.parcel)
        field("waybill", fact.waybill)
        field("signed_by", fact.signedBy?.rawValue)
    }

    private mutating func fields(of retraction: Retraction) {
        field("retracts", retraction.retracts)
        switch retraction.home {
        case .shop(let shop): field("shop", shop)
        case .promoter(let promoter): field("promoter", promoter)
        case .consumer(let consumer): field("consumer", consumer)
        case .platform: preconditionFailure("what a source says of itself cannot be retracted")
        }
    }
}
