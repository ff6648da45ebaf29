import SuretyDomain

/// What an import of this layout found, to be told at its end.
package struct OlistReport: Hashable, Sendable {
    /// Rows of the orders file that were good.
    package let checkouts: Int
    /// One for each shop of a checkout.
    package let orders: Int
    package let shops: Int
    /// Each in its shop: the same id in two shops is two products.
    package let products: Int
    package let distinctProductIDs: Int
    package let payments: Int
    /// Facts that the import yields.
    package let facts: Int
    package let badRows: Int
    /// Checkouts without a good row in the items file: nobody's order.
    package let withoutItems: Int
    /// Checkouts that were never approved: no facts of their orders.
    package let unpaid: Int
    package let cancelled: Int
    /// Checkouts whose payments do not add up to prices and freight, as instalments with interest do not.
    package let paidOtherwise: Int
    /// Checkouts that were both paid and handed to the carrier.
    package let paidAndCollected: Int
    /// Of those, handed over less than 48 hours after payment; the ones before it count too.
    package let collectedWithin48Hours: Int
    /// Of those, handed over before they were paid: their facts are kept as they are. Ids, in the file's order.
    package let collectedBeforePaid: [String]

    init(_ data: OlistData, _ history: OlistHistory) {
        let checkouts = data.checkouts
        self.checkouts = checkouts.count
        orders = history.orders.count
        shops = history.shops
        products = history.listings
        distinctProductIDs = Set(checkouts.lazy.flatMap(\.items).map(\.product)).count
        payments = data.payments
        facts = history.events.count
        badRows = data.badRows.count
        withoutItems = checkouts.count { $0.items.isEmpty }
        unpaid = checkouts.count { $0.approved == nil }
        cancelled = checkouts.count { $0.isCancelled }
        paidOtherwise = checkouts.count { $0.payments != $0.items.reduce(0) { $0 + $1.price + $1.freight } }
        let delays = checkouts.compactMap { checkout -> (id: String, milliseconds: Int64)? in
            guard let paid = checkout.approved, let collected = checkout.collected else { return nil }
            return (checkout.id, collected.milliseconds - paid.milliseconds)
        }
        paidAndCollected = delays.count
        collectedWithin48Hours = delays.count { $0.milliseconds < 48 * 3_600_000 }
        collectedBeforePaid = delays.filter { $0.milliseconds < 0 }.map(\.id)
    }
}
