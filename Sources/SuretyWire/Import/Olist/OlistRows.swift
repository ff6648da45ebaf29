import SuretyDomain

/// What each file's rows mean. Cells come in the order of `OlistFile.columns`.
extension OlistData {
    mutating func takeCustomer(_ cells: [String]) throws(FactFault) {
        let customer = try OlistCell.id(cells[0], "customer_id")
        guard consumers[customer] == nil else { throw OlistCell.duplicate("customer_id") }
        consumers[customer] = try OlistCell.id(cells[1], "customer_unique_id")
    }

    mutating func takeCheckout(_ cells: [String], line: Int) throws(FactFault) {
        let id = try OlistCell.id(cells[0], "order_id")
        guard placeOfCheckout[id] == nil else { throw OlistCell.duplicate("order_id") }
        refused.insert(id)
        guard let consumer = consumers[cells[1]] else { throw OlistCell.unknown("customer_id", in: .customers) }
        let checkout = Checkout(
            id: id, consumer: consumer, isCancelled: cells[2] == "canceled",
            purchased: try OlistCell.time(cells[3], "order_purchase_timestamp", in: zone),
            approved: try OlistCell.optionalTime(cells[4], "order_approved_at", in: zone),
            collected: try OlistCell.optionalTime(cells[5], "order_delivered_carrier_date", in: zone),
            delivered: try OlistCell.optionalTime(cells[6], "order_delivered_customer_date", in: zone), line: line)
        refused.remove(id)
        placeOfCheckout[id] = checkouts.count
        checkouts.append(checkout)
    }

    mutating func takeItem(_ cells: [String]) throws(FactFault) {
        guard let place = try place(of: cells[0]) else { return }
        guard let number = Int64(cells[1]), (1...1_000_000).contains(number) else {
            throw FactFault(.outOfRange, at: "/order_item_id", "\"order_item_id\" lies between 1 and 1000000")
        }
        let item = Item(
            number: number, product: try OlistCell.id(cells[2], "product_id"),
            shop: try OlistCell.id(cells[3], "seller_id"),
            price: try OlistCell.amount(cells[4], "price", in: OlistData.currency),
            freight: try OlistCell.amount(cells[5], "freight_value", in: OlistData.currency))
        let items = checkouts[place].items
        guard !items.contains(where: { $0.number == number }) else { throw OlistCell.duplicate("order_item_id") }
        guard items.count < FactLimits.lines else {
            throw FactFault(.outOfRange, at: "/order_item_id", "an order has at most \(FactLimits.lines) items")
        }
        checkouts[place].items.append(item)
    }

    mutating func takePayment(_ cells: [String]) throws(FactFault) {
        guard let place = try place(of: cells[0]) else { return }
        let value = try OlistCell.amount(cells[1], "payment_value", in: OlistData.currency)
        let (sum, overflow) = checkouts[place].payments.addingReportingOverflow(value)
        guard !overflow else { throw FactFault(.outOfRange, at: "/payment_value", "the payments are too large") }
        checkouts[place].payments = sum
        payments += 1
    }

    /// Nil for a checkout that has been refused already.
    private func place(of checkout: String) throws(FactFault) -> Int? {
        if let place = placeOfCheckout[checkout] { return place }
        guard refused.contains(checkout) else { throw OlistCell.unknown("order_id", in: .orders) }
        return nil
    }
}

/// What a cell means. Nothing gets past here that the fact codec would refuse.
enum OlistCell {
    /// An identifier. Room is left for what an order's own id appends.
    static func id(_ text: String, _ column: String) throws(FactFault) -> String {
        let longest = FactLimits.id - 4
        guard (1...longest).contains(text.utf8.count) else {
            throw FactFault(.outOfRange, at: "/\(column)", "\"\(column)\" has 1 to \(longest) bytes")
        }
        guard FactText.isPrintable(text) else {
            throw FactFault(.invalidText, at: "/\(column)", "\"\(column)\" may not have control characters")
        }
        return text
    }

    /// `109.90` in minor units.
    static func amount(_ text: String, _ column: String, in currency: Currency) throws(FactFault) -> Int64 {
        let digits = currency.fractionDigits
        let amount = ExactDecimal.parse(text, fractionDigits: digits, largest: Money.largestMinorUnits)
        guard let amount else {
            throw FactFault(.outOfRange, at: "/\(column)", "\"\(column)\" is an amount with at most \(digits) decimals")
        }
        return amount
    }

    static func time(_ text: String, _ column: String, in zone: Zone) throws(FactFault) -> Instant {
        do {
            return try RFC3339.parseLocal(text, in: zone)
        } catch {
            let message = "\"\(column)\" is a time from 1970 on, written like 2017-10-02 10:56:33"
            throw FactFault(.invalidTime, at: "/\(column)", message)
        }
    }

    /// Nil for an empty cell: it has not happened.
    static func optionalTime(_ text: String, _ column: String, in zone: Zone) throws(FactFault) -> Instant? {
        text.isEmpty ? nil : try time(text, column, in: zone)
    }

    static func duplicate(_ column: String) -> FactFault {
        FactFault(.duplicate, at: "/\(column)", "an earlier row has the same \(column)")
    }

    static func unknown(_ column: String, in file: OlistFile) -> FactFault {
        FactFault(.unknownReference, at: "/\(column)", "no good row of \(file.rawValue) has this \(column)")
    }
}
