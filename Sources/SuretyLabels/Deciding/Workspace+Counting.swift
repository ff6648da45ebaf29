import SuretyDomain
import SuretyRules

/// Keeps windows equal to the sum of what the orders count for.
extension Workspace {
    /// Changes an order and moves what it counts for.
    mutating func changeOrder(_ key: OrderKey, _ body: (inout Order) -> Void) {
        let before = orders[key]?.counted(as: key.order) ?? []
        changeUncounted(key, body)
        let after = orders[key]?.counted(as: key.order) ?? []
        guard before != after else { return }
        for counted in before where !after.contains(counted) { count(counted, of: key.shop, by: -1) }
        for counted in after where !before.contains(counted) { count(counted, of: key.shop, by: 1) }
    }

    /// Changes what an order counts for nothing by: only what is pending on it, and who waits, may be another then.
    mutating func changeUncounted(_ key: OrderKey, _ body: (inout Order) -> Void) {
        let pending = orders[key].map { deadlines(ofOrder: $0, key) } ?? []
        let neededPerson = orders[key]?.needsPerson ?? false
        orders.change(key, fresh: .init(), body)
        replace(pending, by: orders[key].map { deadlines(ofOrder: $0, key) } ?? [])
        refer(.order(key.order), of: key.shop, from: neededPerson, to: orders[key]?.needsPerson ?? false)
    }

    private mutating func count(_ counted: Counted, of shop: ShopID, by delta: Int64) {
        let key = CountedKey(shop: shop, counted)
        self.counted.set(key, delta > 0 ? counted : nil)
        let day = zone.day(of: counted.at)
        switch counted.kind {
        case .order:
            add(delta, to: .orders, on: day, of: shop)
            for programme in counted.carrying { add(delta, to: .ordersCarrying(programme), on: day, of: shop) }
        case .review:
            add(delta, to: .reviews(score: counted.score), on: day, of: shop)
            if laterReviews[shop] != nil {
                if delta > 0 { laterReviews[shop]?.insert(counted) } else { laterReviews[shop]?.remove(counted) }
            }
        case .sale:
            guard let product = counted.product else { return }
            let sale = Sale(at: counted.at, id: counted.id, carrying: counted.carrying)
            count(sale, of: ProductKey(shop: shop, product: product), by: delta)
        }
    }

    /// A product counts on the day of its latest sale, and only there.
    private mutating func count(_ sale: Sale, of key: ProductKey, by delta: Int64) {
        let before = products[key]?.lastSale
        var after = before
        if isComplete && recentSales[key] == nil { recentSales[key] = [] }
        if delta > 0 {
            if let index = recentSales[key]?.firstIndex(where: { sale < $0 }) {
                recentSales[key]?.insert(sale, at: index)
            } else {
                recentSales[key]?.append(sale)
            }
            after = before.map { max($0, sale) } ?? sale
        } else {
            recentSales[key]?.removeAll { $0 == sale }
            if before == sale { after = recentSales[key]?.last }
        }
        guard before != after else { return }
        products.change(key, fresh: .init()) { $0.lastSale = after }
        noteInCatalogue(key)
        if let before { count(before, of: key.shop, by: -1) }
        if let after { count(after, of: key.shop, by: 1) }
    }

    private mutating func count(_ lastSale: Sale, of shop: ShopID, by delta: Int64) {
        let day = zone.day(of: lastSale.at)
        add(delta, to: .products, on: day, of: shop)
        for programme in lastSale.carrying { add(delta, to: .productsCarrying(programme), on: day, of: shop) }
    }

    private mutating func add(_ delta: Int64, to counter: DayPane.Counter, on day: Day, of shop: ShopID) {
        blocks.change(BlockKey(shop: shop, number: PaneBlock.number(of: day)), fresh: .init()) {
            $0.add(delta, to: counter, on: day)
        }
    }
}
