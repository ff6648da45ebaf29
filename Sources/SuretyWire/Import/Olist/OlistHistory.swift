import SuretyDomain

/// What happened, in order.
struct OlistHistory {
    private(set) var orders: [OlistOrder] = []
    private(set) var events: [OlistEvent] = []
    private(set) var shops = 0
    private(set) var listings = 0

    init(_ checkouts: [OlistData.Checkout]) {
        for checkout in checkouts { orders += OlistOrder.orders(of: checkout) }
        addFirstSights()
        for index in orders.indices { addSteps(of: index) }
        events.sort()
    }

    /// The files do not say when a shop opened or a product was listed. What they do say is when each was first
    /// bought, so that is when we first know of it.
    private mutating func addFirstSights() {
        var shops: Set<ShopID> = []
        var products: Set<[String]> = []
        let byPurchase = orders.indices.sorted { left, right in
            (orders[left].purchased, orders[left].id) < (orders[right].purchased, orders[right].id)
        }
        for index in byPurchase {
            let order = orders[index]
            if shops.insert(order.shop).inserted {
                add(.shopOpened, at: order.purchased, index, about: order.shop.text)
            }
            for (place, line) in order.lines.enumerated()
            where products.insert([order.shop.text, line.product.text]).inserted {
                add(.productListed, at: order.purchased, index, line: place, about: order.shop.text, line.product.text)
            }
        }
        self.shops = shops.count
        listings = products.count
    }

    /// An order that was never paid is none: nothing is said of it.
    private mutating func addSteps(of index: Int) {
        let order = orders[index]
        guard let paid = order.paid else { return }
        add(.orderPaid, at: paid, index, about: order.id.text)
        if let collected = order.collected { add(.orderCollected, at: collected, index, about: order.id.text) }
        if let delivered = order.delivered { add(.orderSigned, at: delivered, index, about: order.id.text) }
        if let closed = order.closed { add(.orderClosed, at: closed, index, about: order.id.text) }
    }

    private mutating func add(
        _ kind: OlistEvent.Kind, at instant: Instant, _ order: Int, line: Int = 0, about parts: String...
    ) {
        let hash = TimeOrderedID.hash([String(kind.rawValue)] + parts)
        events.append(OlistEvent(at: instant, kind: kind, hash: hash, order: order, line: line))
    }
}

/// One fact to come, small enough to keep and sort all of them.
struct OlistEvent: Comparable {
    /// In the order in which they come at the same instant. The numbers are part of the facts' ids.
    enum Kind: Int {
        case shopOpened = 1
        case productListed, orderPaid, orderCollected, orderSigned, orderClosed
    }

    let at: Instant
    let kind: Kind
    let hash: UInt64
    /// The order it is about, or the first one that named its shop or product.
    let order: Int
    let line: Int

    var id: FactID { TimeOrderedID.make(at: at, rank: kind.rawValue, hash: hash) }

    /// As their ids sort.
    static func < (left: OlistEvent, right: OlistEvent) -> Bool {
        (left.at, left.kind.rawValue, left.hash) < (right.at, right.kind.rawValue, right.hash)
    }
}

/// What one shop sold within one checkout.
struct OlistOrder {
    let id: OrderID
    let checkout: String
    let shop: ShopID
    let consumer: ConsumerID
    let lines: [PaidLine]
    let purchased: Instant
    let paid: Instant?
    let collected: Instant?
    let delivered: Instant?
    let closed: Instant?
    /// Of the checkout's row.
    let row: Int

    /// One order for each shop, in the order of the shops' first items. With one shop the order has the checkout's id,
    /// with several `<checkout>:1`, `<checkout>:2` …
    static func orders(of checkout: OlistData.Checkout) -> [OlistOrder] {
        var shops: [(shop: String, lines: [PaidLine])] = []
        for item in checkout.items.sorted(by: { $0.number < $1.number }) {
            let line = PaidLine(
                line: ID(String(item.number)), product: ID(item.product), quantity: 1, paid: item.price,
                freight: item.freight)
            if let index = shops.firstIndex(where: { $0.shop == item.shop }) {
                shops[index].lines.append(line)
            } else {
                shops.append((item.shop, [line]))
            }
        }
        return shops.enumerated().map { index, order in
            OlistOrder(
                id: ID(shops.count == 1 ? checkout.id : "\(checkout.id):\(index + 1)"), checkout: checkout.id,
                shop: ID(order.shop), consumer: ID(checkout.consumer), lines: order.lines,
                purchased: checkout.purchased, paid: checkout.approved, collected: checkout.collected,
                delivered: checkout.delivered, closed: checkout.isCancelled ? checkout.lastKnown : nil,
                row: checkout.line)
        }
    }
}

extension OlistData.Checkout {
    /// The files do not say when an order was cancelled: not before the last thing they know of it.
    fileprivate var lastKnown: Instant {
        [approved, collected, delivered].compactMap(\.self).reduce(purchased) { max($0, $1) }
    }
}
