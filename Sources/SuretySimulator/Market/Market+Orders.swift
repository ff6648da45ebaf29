import SuretyDomain

/// What is bought on a day: when, where, by whom, and what.
extension Market {
    mutating func planOrders(onDay day: Int) {
        let progress = plan.progress(ofDay: day)
        var basket: Basket?
        for _ in 0..<plan.orders(onDay: day) {
            let shop = cast.shops[cast.someShop(&chance)]
            let isShared = basket.map { $0.shop != shop.index } ?? false && chance.happens(40)
            if !isShared { basket = newBasket(onDay: day) }
            guard let buying = basket else { continue }
            basket?.shop = shop.index
            let paid = order(from: shop, for: buying, onDay: day)
            let order = PlacedOrder(paid: paid, place: orders, at: buying.at, shop: shop, progress: progress)
            orders += 1
            agenda.add(.orderPaid(paid), at: buying.at)
            live(order)
            markBrushing(of: paid.order, paidAt: buying.at, at: shop, progress: progress)
        }
    }

    /// A buyer at the checkout: with the things of one shop, now and then of several.
    private struct Basket {
        let checkout: String
        let consumer: ConsumerID
        let at: Instant
        var shop: Int?
    }

    private mutating func newBasket(onDay day: Int) -> Basket {
        let hour = Market.hours[chance.below(Market.hours.count)]
        let at = plan.start(ofDay: day).adding(milliseconds: Int64(hour * 3_600_000 + chance.below(3_600_000)))
        return Basket(checkout: Naming.checkout(orders), consumer: cast.someConsumer(&chance), at: at)
    }

    /// The hours of the day, each as often as orders come in it: people watch in the evening.
    private static let hours: [Int] = [
        3, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 7, 6, 5, 5, 5, 6, 8, 12, 15, 14, 10, 6,
    ].enumerated().flatMap { hour, weight in Array(repeating: hour, count: weight) }

    private mutating func order(from shop: SimulatedShop, for basket: Basket, onDay day: Int) -> OrderPaid {
        let offer = shop.offers.isEmpty || chance.happens(300) ? nil : shop.offers[chance.below(shop.offers.count)]
        let seller = offer.flatMap { cast.promoters[$0.promoter].joined <= basket.at ? $0.promoter : nil }
        let room = seller.flatMap { chance.happens(800) ? Naming.room($0, day: day) : nil }
        return OrderPaid(
            shop: shop.id, order: Naming.order(orders, paidAt: basket.at), checkout: basket.checkout,
            consumer: basket.consumer, promoter: seller.map { cast.promoters[$0].id }, room: room, currency: .cny,
            lines: lines(from: shop, among: seller == nil ? nil : offer?.products, at: basket.at), shown: [])
    }

    /// One line to three, of different products. The first product of a shop is always to be had.
    private mutating func lines(from shop: SimulatedShop, among places: [Int]?, at instant: Instant) -> [PaidLine] {
        let count = chance.happens(700) ? 1 : chance.happens(700) ? 2 : 3
        var lines: [PaidLine] = []
        lines.reserveCapacity(count)
        for _ in 0..<count {
            let choices = places?.count ?? shop.products.count
            let choice = chance.below(choices)
            var product = shop.products[places?[choice] ?? choice]
            if !product.isOnSale(at: instant) { product = shop.products[0] }
            guard !lines.contains(where: { $0.product == product.id }) else { continue }
            lines.append(line(lines.count, of: product))
        }
        return lines
    }

    private mutating func line(_ index: Int, of product: SimulatedProduct) -> PaidLine {
        let quantity = chance.happens(850) ? 1 : Int64(chance.within(2...3))
        let discount = chance.happens(300) ? Int64(chance.pick([95, 90, 80])) : 100
        return PaidLine(
            line: Market.lineIDs[index], product: product.id, quantity: quantity,
            paid: product.price * quantity * discount / 100, freight: product.freight)
    }

    private static let lineIDs: [LineID] = [ID("1"), ID("2"), ID("3")]
}

/// An order that was paid, as its further life needs it.
struct PlacedOrder {
    let paid: OrderPaid
    /// Its place among all orders.
    let place: Int
    let at: Instant
    let shop: SimulatedShop
    let progress: Int
}
