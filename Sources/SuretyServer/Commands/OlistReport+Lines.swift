import SuretyWire

extension OlistReport {
    /// What the data set holds, counted from its files: the same whether its facts were new or known.
    var lines: [String] {
        [
            "\(checkouts) checkouts, \(orders) orders, \(shops) shops, \(products) products "
                + "(\(distinctProductIDs) ids, some sold by several shops), \(payments) payments",
            "collected less than 48 h after payment: \(collectedWithin48Hours) of the \(paidAndCollected) checkouts "
                + "that have both times, \(collectedBeforePaid.count) of them collected before payment, kept and marked",
            "\(cancelled) cancelled, \(unpaid) never paid, \(withoutItems) without items, \(badRows) bad rows",
        ]
    }
}
