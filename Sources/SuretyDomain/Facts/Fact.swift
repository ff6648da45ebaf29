/// Something the marketplace says has happened. Facts are what everything Surety shows is derived from.
///
/// A fact is told once, under an id of its source's own; telling it again changes nothing. It may come late and out of
/// order: what is derived depends on the set of facts, ordered by `at` and then `id`, never on when they arrived.
package struct Fact: Hashable, Sendable {
    package var id: FactID
    package var source: String
    /// When it happened, not when it was told.
    package var at: Instant
    /// The fact that this one takes the place of; that one has no effect any more, whichever arrives first.
    package var corrects: FactID?
    package var body: FactBody

    package init(id: FactID, source: String, at: Instant, corrects: FactID? = nil, body: FactBody) {
        self.id = id
        self.source = source
        self.at = at
        self.corrects = corrects
        self.body = body
    }

    /// The facts this one deprives of their effect.
    package var superseded: FactID? {
        if case .factRetracted(let retraction) = body { return retraction.retracts }
        return corrects
    }
}

package indirect enum FactBody: Hashable, Sendable {
    case shopOpened(ShopOpened)
    case productListed(ProductListed)
    case productDelisted(shop: ShopID, product: ProductID)
    case rightSwitched(RightSwitched)
    case promoterListed(PromoterListing)
    case promoterUnlisted(PromoterListing)
    case orderPaid(OrderPaid)
    case orderStepped(OrderStepped)
    case lineRefunded(LineRefunded)
    case orderReviewed(OrderReviewed)
    case brushingMarked(shop: ShopID, order: OrderID)
    case experienceScored(ExperienceScored)
    case violationDetermined(ViolationDetermined)
    case violationEnded(shop: ShopID, violation: String)
    case inspectionFailed(Inspection)
    case productRelisted(Inspection)
    case depositStated(DepositStated)
    case promoterJoined(PromoterID)
    case promoterScored(PromoterScored)
    case consumerStood(ConsumerStood)
    case sourceCaughtUp(SourceCaughtUp)
    case factRetracted(Retraction)

    /// Where the fact is recorded.
    package var home: Home {
        switch self {
        case .shopOpened(let fact): .shop(fact.shop)
        case .productListed(let fact): .shop(fact.shop)
        case .productDelisted(let shop, _): .shop(shop)
        case .rightSwitched(let fact): .shop(fact.shop)
        case .promoterListed(let fact), .promoterUnlisted(let fact): .shop(fact.shop)
        case .orderPaid(let fact): .shop(fact.shop)
        case .orderStepped(let fact): .shop(fact.shop)
        case .lineRefunded(let fact): .shop(fact.shop)
        case .orderReviewed(let fact): .shop(fact.shop)
        case .brushingMarked(let shop, _): .shop(shop)
        case .experienceScored(let fact): .shop(fact.shop)
        case .violationDetermined(let fact): .shop(fact.shop)
        case .violationEnded(let shop, _): .shop(shop)
        case .inspectionFailed(let fact), .productRelisted(let fact): .shop(fact.shop)
        case .depositStated(let fact): .shop(fact.shop)
        case .promoterJoined(let promoter): .promoter(promoter)
        case .promoterScored(let fact): .promoter(fact.promoter)
        case .consumerStood(let fact): .consumer(fact.consumer.text)
        case .sourceCaughtUp: .platform
        case .factRetracted(let retraction): retraction.home
        }
    }
}
