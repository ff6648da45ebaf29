import SuretyDomain

/// Everybody who takes part, drawn once before the first day.
struct Cast: Sendable {
    private(set) var shops: [SimulatedShop] = []
    private(set) var promoters: [SimulatedPromoter] = []
    let consumers: Int
    /// The weights of the shops, summed up to each.
    private var weights: [Int] = []

    init(_ plan: SimulationPlan, _ chance: inout Chance) {
        consumers = max(50, plan.orders / 4)
        promoters = (0..<plan.promoters).map { Cast.promoter($0, plan, &chance) }
        for index in 0..<plan.shops {
            let shop = Cast.shop(index, plan, &chance)
            shops.append(shop)
            weights.append((weights.last ?? 0) + shop.weight)
        }
    }

    /// The place of a shop, the likelier the more it is bought from.
    func someShop(_ chance: inout Chance) -> Int {
        guard let total = weights.last else { return 0 }
        let wanted = chance.below(total)
        var (low, high) = (0, weights.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if weights[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Half the orders come from a tenth of the buyers.
    func someConsumer(_ chance: inout Chance) -> ConsumerID {
        Naming.consumer(chance.below(chance.happens(500) ? max(1, consumers / 10) : consumers))
    }

    /// Every tenth promoter is new and comes of age during the story; every seventh is not well regarded.
    private static func promoter(_ index: Int, _ plan: SimulationPlan, _ chance: inout Chance) -> SimulatedPromoter {
        let age = index % 10 == 9 ? Int64(chance.within(5...25)) : Int64(chance.within(60...700))
        let joined = plan.start.adding(milliseconds: -age * Instant.millisecondsPerDay + chance.hours(9...20))
        let score = index % 7 == 6 ? chance.within(405...425) : chance.within(445...490)
        return SimulatedPromoter(id: Naming.promoter(index), joined: joined, score: score)
    }

    private static func shop(_ index: Int, _ plan: SimulationPlan, _ chance: inout Chance) -> SimulatedShop {
        let archetype = Archetype(ofShop: index)
        let story = Story(ofShop: index)
        let goods = Goods.trades[index % Goods.trades.count]
        let age = story == .comesOfAge ? Int64(chance.within(60...85)) : Int64(chance.within(150...900))
        let opened = plan.start.adding(milliseconds: -age * Instant.millisecondsPerDay + chance.hours(9...11))
        let name = chance.pick(Goods.shopPrefixes) + chance.pick(goods.shopSuffixes)
        let products = (0..<plan.productsPerShop).map { place in
            product(place, ofShop: index, named: name, goods, story, opened, plan, &chance)
        }
        return SimulatedShop(
            id: Naming.shop(index), index: index, archetype: archetype, story: story, kind: kind(story, index),
            opened: opened, weight: chance.within(archetype.weight), score: chance.within(archetype.score),
            deposit: chance.pick([50_000, 300_000, 500_000]),
            lacking: story == .learnsDamageRefund ? Rights.damage : nil, products: products,
            offers: offers(ofShop: index, products: products.count, plan, &chance))
    }

    private static func kind(_ story: Story, _ index: Int) -> String {
        guard story == .outOfScope else { return "ordinary" }
        return index / Story.allCases.count % 2 == 0 ? "cross-border" : "auction"
    }

    private static func product(
        _ place: Int, ofShop shop: Int, named name: String, _ goods: Goods, _ story: Story, _ opened: Instant,
        _ plan: SimulationPlan, _ chance: inout Chance
    ) -> SimulatedProduct {
        let variant = goods.variants[place / goods.names.count % goods.variants.count]
        let isFirst = place == 0
        let isLast = place == plan.productsPerShop - 1 && !isFirst
        let isForeign = !isFirst && chance.happens(20)
        let isVirtual = isLast && goods.category == "digital"
        let price = Int64(chance.within(goods.prices))
        return SimulatedProduct(
            id: Naming.product(place, ofShop: shop),
            details: ListingDetails(
                title: isVirtual ? "【\(name)】延保服务 一年" : "【\(name)】\(goods.names[place % goods.names.count]) \(variant)",
                category: goods.category, trade: isVirtual ? "virtual" : "physical",
                source: isForeign ? "third-party" : "own", tags: goods.category == "home" ? ["fragile"] : []),
            listed: opened.adding(milliseconds: chance.hours(1...12) + Int64(place) * 43_200_000),
            price: price - price % 10, freight: chance.happens(150) ? Int64(chance.pick([600, 800, 1_200])) : 0,
            pause: isLast && story == .pausesProduct
                ? plan.start(ofDay: plan.day(atProgress: 400))..<plan.start(ofDay: plan.day(atProgress: 600)) : nil,
            lacking: isFirst || !chance.happens(80) ? nil : Rights.ofCategory(goods.category))
    }

    /// A shop sells through up to three promoters, each of whom has listed the first of its products and most others.
    private static func offers(
        ofShop index: Int, products: Int, _ plan: SimulationPlan, _ chance: inout Chance
    ) -> [(promoter: Int, products: [Int])] {
        let first = chance.below(plan.promoters)
        return (0..<min(chance.below(4), plan.promoters)).map { step in
            let places = (0..<products).filter { $0 == 0 || chance.happens(700) }
            return ((first + step) % plan.promoters, places)
        }
    }
}
