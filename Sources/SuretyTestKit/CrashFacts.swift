package import SuretyDomain

/// The facts that `SuretyCrashWriter` tells: the same for the same number and lane, in whatever process.
package enum CrashFacts {
    /// All lanes tell of the same shops, and so write to the same partitions.
    package static let shops = (0..<4).map { ShopID("crash-shop-\($0)") }

    /// What is on sale, told first by every process.
    package static let offers: [Fact] = shops.map { shop in
        let details = ListingDetails(title: nil, category: "clothing", trade: "physical", source: "own", tags: [])
        return .told(
            "offer-\(shop.text)", .productListed(.init(shop: shop, product: ProductID("dress"), details: details)),
            at: TestEngine.noon.adding(hours: -1))
    }

    /// The claim on an order, for every fourth that is paid: the same in whatever process, so that telling it again opens
    /// no second case. The platform refunds at once what is not dispatched.
    package static func claim(on paid: OrderPaid, number: Int, by consumer: ConsumerID, at instant: Instant) -> Claim? {
        guard number % 4 == 0 else { return nil }
        return Claim(
            id: CaseID(paid.order.text), order: OrderKey(shop: paid.shop, order: paid.order), consumer: consumer,
            right: RightKey("instant-refund-platform"), units: [ClaimedUnits(line: paid.lines[0].line, quantity: 1)],
            amount: nil,
            note: nil, instruction: InstructionID("pay-\(paid.order.text)"))
    }

    package static func fact(_ number: Int, lane: String) -> Fact {
        let shop = shops[number % shops.count]
        let id = "\(lane)-\(number)"
        let at = TestEngine.noon.adding(milliseconds: Int64(number) * 1_000)
        switch number / shops.count % 4 {
        case 0, 1:
            let promoter = number % 3 == 0 ? PromoterID("crash-promoter") : nil
            return .paid(id, in: shop, consumer: "consumer-\(number % 50)", promoter: promoter, at: at, id: id)
        case 2:
            let order = OrderID("\(lane)-\(number - 2 * shops.count)")
            return .told(id, .orderReviewed(OrderReviewed(shop: shop, order: order, score: 1 + number % 5)), at: at)
        default:
            return .told(id, .experienceScored(ExperienceScored(shop: shop, hundredths: 430 + number % 60)), at: at)
        }
    }
}
