package import SuretyDomain

/// Facts from the layout of the Brazilian E-Commerce Public Dataset by Olist: a folder of four tables.
///
/// The tables refer to each other in no order, so they are read and joined first; then the facts come one by one,
/// sorted by (at, id). `docs/reference/import-formats.md` says what each column becomes.
package struct OlistImport: FactReader {
    package static let source = "olist"

    package let report: OlistReport
    private let badRows: [BadRow]
    private let history: OlistHistory
    private var given = 0

    /// Times in the files are those of a wall clock in `zone`.
    package init(folder: String, zone: Zone) throws(ImportFault) {
        try self.init(zone: zone) { (file) throws(ImportFault) in try FileChunks.open("\(folder)/\(file)") }
    }

    package init(zone: Zone, open: (String) throws(ImportFault) -> ChunkSource) throws(ImportFault) {
        let data = try OlistData(zone: zone, open: open)
        history = OlistHistory(data.checkouts)
        report = OlistReport(data, history)
        badRows = data.badRows
    }

    /// First the bad rows, then the facts, each with the line of its order's row.
    package mutating func next() -> ImportRow? {
        let index = given - badRows.count
        guard index < history.events.count else { return nil }
        given += 1
        if index < 0 { return .bad(badRows[given - 1]) }
        let event = history.events[index]
        let order = history.orders[event.order]
        let fact = Fact(id: event.id, source: OlistImport.source, at: event.at, body: body(of: event, order))
        return .fact(fact, line: order.row)
    }

    private func body(of event: OlistEvent, _ order: OlistOrder) -> FactBody {
        switch event.kind {
        case .shopOpened: .shopOpened(ShopOpened(shop: order.shop, kind: "ordinary"))
        case .productListed:
            .productListed(
                ProductListed(
                    shop: order.shop, product: order.lines[event.line].product,
                    details: ListingDetails(
                        title: nil, category: "unknown", trade: "physical", source: "own", tags: [])))
        case .orderPaid:
            .orderPaid(
                OrderPaid(
                    shop: order.shop, order: order.id, checkout: order.checkout, consumer: order.consumer,
                    promoter: nil, room: nil, currency: OlistData.currency, lines: order.lines, shown: []))
        case .orderCollected: .orderStepped(OrderStepped(shop: order.shop, order: order.id, step: .collected))
        case .orderSigned:
            .orderStepped(OrderStepped(shop: order.shop, order: order.id, step: .signed, signedBy: .recipient))
        case .orderClosed: .orderStepped(OrderStepped(shop: order.shop, order: order.id, step: .closed))
        }
    }
}
