import SuretyDomain

extension FactFields {
    /// The fields that belong to a type. It is a table of the types, and as long as there are types.
    mutating func body(of type: FactType) -> FactBody {
        switch type {
        case .shopOpened: .shopOpened(ShopOpened(shop: id("shop"), kind: word("kind", else: "ordinary")))
        case .productListed: .productListed(productListed())
        case .productDelisted: .productDelisted(shop: id("shop"), product: id("product"))
        case .rightSwitchedOn: .rightSwitched(rightSwitched(isOn: true))
        case .rightSwitchedOff: .rightSwitched(rightSwitched(isOn: false))
        case .promoterListed: .promoterListed(promoterListing())
        case .promoterUnlisted: .promoterUnlisted(promoterListing())
        case .orderPaid: .orderPaid(orderPaid())
        case .orderDispatched: .orderStepped(orderStepped(.dispatched))
        case .orderCollected: .orderStepped(orderStepped(.collected))
        case .orderInTransit: .orderStepped(orderStepped(.inTransit))
        case .orderSigned: .orderStepped(orderStepped(.signed))
        case .orderRefused: .orderStepped(orderStepped(.refused))
        case .orderReturned: .orderStepped(orderStepped(.returned))
        case .receiptConfirmed: .orderStepped(orderStepped(.receiptConfirmed))
        case .orderClosed: .orderStepped(orderStepped(.closed))
        case .lineRefunded: .lineRefunded(lineRefunded())
        case .orderReviewed:
            .orderReviewed(
                OrderReviewed(shop: id("shop"), order: id("order"), score: Int(integer("score", in: 1...5))))
        case .brushingMarked: .brushingMarked(shop: id("shop"), order: id("order"))
        case .experienceScored:
            .experienceScored(ExperienceScored(shop: id("shop"), hundredths: hundredths("score")))
        case .violationDetermined:
            .violationDetermined(
                ViolationDetermined(
                    shop: id("shop"), violation: text("violation"), severity: choice("severity") ?? .mild))
        case .violationEnded: .violationEnded(shop: id("shop"), violation: text("violation"))
        case .inspectionFailed: .inspectionFailed(inspection())
        case .productRelisted: .productRelisted(inspection())
        case .depositStated: .depositStated(depositStated())
        case .promoterJoined: .promoterJoined(id("promoter"))
        case .promoterScored:
            .promoterScored(PromoterScored(promoter: id("promoter"), hundredths: hundredths("score")))
        case .consumerStood: .consumerStood(consumerStood())
        case .sourceCaughtUp: .sourceCaughtUp(SourceCaughtUp())
        case .factRetracted: .factRetracted(retraction())
        }
    }

    private mutating func productListed() -> ProductListed {
        ProductListed(
            shop: id("shop"), product: id("product"),
            details: ListingDetails(
                title: optionalText("title", longest: FactLimits.title), category: word("category"),
                trade: word("trade", else: "physical"), source: word("goods", else: "own"),
                tags: words("tags", atMost: FactLimits.tags)))
    }

    private mutating func rightSwitched(isOn: Bool) -> RightSwitched {
        RightSwitched(shop: id("shop"), product: optionalID("product"), right: ID(word("right")), isOn: isOn)
    }

    private mutating func promoterListing() -> PromoterListing {
        PromoterListing(shop: id("shop"), product: id("product"), promoter: id("promoter"))
    }

    private mutating func inspection() -> Inspection {
        Inspection(shop: id("shop"), product: id("product"), inspection: text("inspection"))
    }

    private mutating func depositStated() -> DepositStated {
        let shop: ShopID = id("shop")
        let balance = money("balance")
        let required = money("required")
        if balance.currency != required.currency {
            note(.currencyMismatch, "required/currency", "balance and required are in the same currency")
        }
        return DepositStated(
            shop: shop, balance: balance.minorUnits, required: required.minorUnits, currency: balance.currency)
    }

    private mutating func consumerStood() -> ConsumerStood {
        ConsumerStood(
            consumer: id("consumer"), standing: choice("standing") ?? .good, reason: optionalWord("reason"))
    }

    private mutating func retraction() -> Retraction {
        let retracts: FactID = id("retracts")
        let shop: ShopID? = optionalID("shop")
        let promoter: PromoterID? = optionalID("promoter")
        let consumer: ConsumerID? = optionalID("consumer")
        let homes: [(field: String, home: Home)] = [
            shop.map { ("shop", .shop($0)) }, promoter.map { ("promoter", .promoter($0)) },
            consumer.map { ("consumer", .consumer($0.text)) },
        ].compactMap { $0 }
        if homes.isEmpty {
            note(.missingField, "shop", "the shop, promoter or consumer of the retracted fact is missing")
        }
        for other in homes.dropFirst() {
            note(.conflictingFields, other.field, "a fact belongs to one shop, promoter or consumer, not to several")
        }
        return Retraction(retracts: retracts, home: homes.first?.home ?? .platform)
    }

    mutating func check(_ retraction: Retraction, of id: FactID, corrects: FactID?) {
        if retraction.retracts == id { note(.selfReference, "retracts", "a fact cannot retract itself") }
        if corrects != nil {
            note(.conflictingFields, "corrects", "a retraction takes nothing's place: send \"retracts\" alone")
        }
    }
}
