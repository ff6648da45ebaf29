/// What facts say about one product of a shop.
package struct Product: Hashable, Sendable {
    /// Nil where it was taken off sale.
    package var listing = Timeline<ListingDetails?>()
    package var switches: [RightKey: Timeline<Bool>] = [:]
    package var inspections: [String: Examination] = [:]
    package var promoters: [PromoterID: Timeline<Bool>] = [:]

    package init() {}

    package struct Examination: Hashable, Sendable {
        package var failed = Timeline<Bool>()
        package var relisted = Timeline<Bool>()

        package init() {}

        /// Whether it failed and was not relisted since, as of an instant.
        package func bars(at instant: Instant) -> Bool {
            guard let failed = failed.latest(at: instant) else { return false }
            guard let relisted = relisted.latest(at: instant) else { return true }
            return relisted.at < failed.at
        }
    }

    package mutating func change(_ effect: Effect, _ fact: Fact) {
        switch fact.body {
        case .productListed(let body): listing.change(effect, body.details, fact)
        case .productDelisted: listing.change(effect, nil, fact)
        case .rightSwitched(let body): switches[body.right, default: .init()].change(effect, body.isOn, fact)
        case .inspectionFailed(let body):
            inspections[body.inspection, default: .init()].failed.change(effect, true, fact)
        case .productRelisted(let body):
            inspections[body.inspection, default: .init()].relisted.change(effect, true, fact)
        case .promoterListed(let body): promoters[body.promoter, default: .init()].change(effect, true, fact)
        case .promoterUnlisted(let body): promoters[body.promoter, default: .init()].change(effect, false, fact)
        case .shopOpened, .orderPaid, .orderStepped, .lineRefunded, .orderReviewed, .brushingMarked,
            .experienceScored, .violationDetermined, .violationEnded, .depositStated, .promoterJoined,
            .promoterScored, .consumerStood, .sourceCaughtUp, .factRetracted:
            break
        }
    }

    /// Whether a right is on for this product at an instant: its own switch says so, or, without one, the shop's.
    package func offers(_ right: RightKey, of shop: Shop, at instant: Instant) -> Bool {
        deciding(right, of: shop, at: instant)?.value ?? false
    }

    /// The switch that decides whether a right is on; nil for a right never mentioned, which is off.
    package func deciding(_ right: RightKey, of shop: Shop, at instant: Instant) -> Timeline<Bool>.Entry? {
        switches[right]?.latest(at: instant) ?? shop.switches[right]?.latest(at: instant)
    }

    /// What is on sale at an instant; nil where nothing is.
    package func listed(at instant: Instant) -> ListingDetails? {
        listing.latest(at: instant).flatMap(\.value)
    }
}
