package import SuretyDomain

/// The facts that `SuretyCrashWriter` tells: the same for the same number and lane, in whatever process.
package enum CrashFacts {
    /// All lanes tell of the same shops, and so write to the same partitions.
    package static let shops = (0..<4).map { ShopID("crash-shop-\($0)") }

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
