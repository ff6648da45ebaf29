import SuretyDomain

/// What was so before the first day: who is there, what is on sale, which rights are on.
extension Market {
    mutating func planOpening() {
        for promoter in cast.promoters {
            agenda.add(.promoterJoined(promoter.id), at: promoter.joined)
            score(promoter, at: plan.start.adding(milliseconds: -3_600_000))
        }
        for shop in cast.shops { open(shop) }
    }

    private mutating func open(_ shop: SimulatedShop) {
        agenda.add(.shopOpened(ShopOpened(shop: shop.id, kind: shop.kind)), at: shop.opened)
        state(deposit: shop.deposit, of: shop, at: shop.opened.adding(milliseconds: 600_000))
        for (place, right) in Rights.common.enumerated() where right != shop.lacking {
            switchRight(right, true, of: shop, at: shop.opened.adding(milliseconds: 1_200_000 + Int64(place) * 1_000))
        }
        for right in rightsOfCategories(of: shop) {
            switchRight(right, true, of: shop, at: shop.opened.adding(milliseconds: 1_260_000))
        }
        for product in shop.products { list(product, of: shop) }
        for (promoter, places) in shop.offers {
            let from = max(cast.promoters[promoter].joined, shop.opened)
            for place in places {
                let product = shop.products[place]
                let at = max(from, product.listed).adding(milliseconds: chance.hours(1...48))
                list(product, of: shop, by: cast.promoters[promoter].id, at: at)
            }
        }
    }

    /// A promoter takes a product off the offer while it is off sale.
    private mutating func list(
        _ product: SimulatedProduct, of shop: SimulatedShop, by promoter: PromoterID, at instant: Instant
    ) {
        let listing = PromoterListing(shop: shop.id, product: product.id, promoter: promoter)
        agenda.add(.promoterListed(listing), at: instant)
        guard let pause = product.pause else { return }
        agenda.add(.promoterUnlisted(listing), at: pause.lowerBound.adding(milliseconds: 60_000))
        agenda.add(.promoterListed(listing), at: pause.upperBound.adding(milliseconds: 60_000))
    }

    private func rightsOfCategories(of shop: SimulatedShop) -> [RightKey] {
        shop.products.first.flatMap { Rights.ofCategory($0.details.category) }.map { [$0] } ?? []
    }

    private mutating func list(_ product: SimulatedProduct, of shop: SimulatedShop) {
        let listed = ProductListed(shop: shop.id, product: product.id, details: product.details)
        agenda.add(.productListed(listed), at: product.listed)
        if let right = product.lacking {
            switchRight(right, false, of: shop, product.id, at: product.listed.adding(milliseconds: 30_000))
        }
        if let pause = product.pause {
            agenda.add(.productDelisted(shop: shop.id, product: product.id), at: pause.lowerBound)
            agenda.add(.productListed(listed), at: pause.upperBound)
        }
    }

    mutating func switchRight(
        _ right: RightKey, _ isOn: Bool, of shop: SimulatedShop, _ product: ProductID? = nil, at instant: Instant
    ) {
        agenda.add(
            .rightSwitched(RightSwitched(shop: shop.id, product: product, right: right, isOn: isOn)), at: instant)
    }

    mutating func state(deposit balance: Int64, of shop: SimulatedShop, at instant: Instant) {
        let stated = DepositStated(shop: shop.id, balance: balance, required: shop.deposit, currency: .cny)
        agenda.add(.depositStated(stated), at: instant)
    }
}
