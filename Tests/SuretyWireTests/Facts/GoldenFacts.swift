import SuretyDomain
import SuretyWire

/// One fact of every type, with every optional field. Their bytes stand in `Tests/Fixtures/facts`.
enum GoldenFacts {
    static func fact(of type: FactType) -> Fact {
        Fact(
            id: ID("fact-\(type.rawValue)"), source: "golden", at: Instant(milliseconds: 1_649_980_800_123),
            corrects: type == .factRetracted ? nil : ID("fact-earlier"), body: body(of: type))
    }

    private static let shop: ShopID = ID("shop-1")
    private static let product: ProductID = ID("product-1")
    private static let order: OrderID = ID("order-1")

    private static func body(of type: FactType) -> FactBody {
        switch type {
        case .shopOpened: .shopOpened(ShopOpened(shop: shop, kind: "cross-border"))
        case .productListed:
            .productListed(
                ProductListed(
                    shop: shop, product: product,
                    details: ListingDetails(
                        title: "坚果礼盒 \"A\"", category: "food/snacks", trade: "physical", source: "third-party",
                        tags: ["fragile", "gift"])))
        case .productDelisted: .productDelisted(shop: shop, product: product)
        case .rightSwitchedOn: .rightSwitched(right(isOn: true))
        case .rightSwitchedOff: .rightSwitched(right(isOn: false))
        case .promoterListed: .promoterListed(listing)
        case .promoterUnlisted: .promoterUnlisted(listing)
        case .orderPaid: .orderPaid(orderPaid)
        case .orderDispatched: step(.dispatched, waybill: "SF1234567890")
        case .orderCollected: step(.collected)
        case .orderInTransit: step(.inTransit)
        case .orderSigned: step(.signed, signedBy: .lockerWithoutConsent)
        case .orderRefused: step(.refused)
        case .orderReturned: step(.returned)
        case .receiptConfirmed: step(.receiptConfirmed)
        case .orderClosed: step(.closed)
        case .lineRefunded:
            .lineRefunded(LineRefunded(shop: shop, order: order, line: ID("1"), amount: 12_900, currency: .cny))
        case .orderReviewed: .orderReviewed(OrderReviewed(shop: shop, order: order, score: 5))
        case .brushingMarked: .brushingMarked(shop: shop, order: order)
        case .experienceScored: .experienceScored(ExperienceScored(shop: shop, hundredths: 450))
        case .violationDetermined:
            .violationDetermined(ViolationDetermined(shop: shop, violation: "violation-1", severity: .severe))
        case .violationEnded: .violationEnded(shop: shop, violation: "violation-1")
        case .inspectionFailed: .inspectionFailed(inspection)
        case .productRelisted: .productRelisted(inspection)
        case .depositStated:
            .depositStated(DepositStated(shop: shop, balance: 0, required: 300_000, currency: .cny))
        case .promoterJoined: .promoterJoined(ID("promoter-1"))
        case .promoterScored: .promoterScored(PromoterScored(promoter: ID("promoter-1"), hundredths: 5))
        case .consumerStood:
            .consumerStood(ConsumerStood(consumer: ID("consumer-1"), standing: .restricted, reason: "refund-abuse"))
        case .sourceCaughtUp: .sourceCaughtUp(SourceCaughtUp())
        case .factRetracted: .factRetracted(Retraction(retracts: ID("fact-earlier"), home: .promoter(ID("promoter-1"))))
        }
    }

    private static let listing = PromoterListing(shop: shop, product: product, promoter: ID("promoter-1"))
    private static let inspection = Inspection(shop: shop, product: product, inspection: "inspection-1")

    private static func right(isOn: Bool) -> RightSwitched {
        RightSwitched(shop: shop, product: product, right: ID("seven-day-return"), isOn: isOn)
    }

    private static var orderPaid: OrderPaid {
        OrderPaid(
            shop: shop, order: order, checkout: "checkout-1", consumer: ID("consumer-1"), promoter: ID("promoter-1"),
            room: "room-1", currency: .cny,
            lines: [
                PaidLine(line: ID("1"), product: product, quantity: 2, paid: 12_900, freight: 600),
                PaidLine(line: ID("2"), product: ID("product-2"), quantity: 1, paid: 0, freight: 0),
            ],
            shown: [ShownLabel(line: ID("1"), programme: ID("trust-buy"))])
    }

    private static func step(_ step: OrderStep, waybill: String? = nil, signedBy: Signer? = nil) -> FactBody {
        .orderStepped(
            OrderStepped(
                shop: shop, order: order, step: step, parcel: ID("parcel-1"), waybill: waybill, signedBy: signedBy))
    }
}
