import SuretyDomain

extension FactFields {
    mutating func orderPaid() -> OrderPaid {
        let shop: ShopID = id("shop")
        let order: OrderID = id("order")
        let checkout = optionalText("checkout")
        let consumer: ConsumerID = id("consumer")
        let promoter: PromoterID? = optionalID("promoter")
        let room = optionalText("room")
        let currency = currency("currency")
        let lines = lines()
        return OrderPaid(
            shop: shop, order: order, checkout: checkout, consumer: consumer, promoter: promoter, room: room,
            currency: currency, lines: lines, shown: shown(on: lines))
    }

    private mutating func lines() -> [PaidLine] {
        guard let value = require("lines") else { return [] }
        guard case .array(let elements) = value else {
            noteType("lines", "an array", value)
            return []
        }
        guard (1...FactLimits.lines).contains(elements.count) else {
            note(.outOfRange, "lines", "\"lines\" has 1 to \(FactLimits.lines) elements, not \(elements.count)")
            return []
        }
        var lines: [PaidLine] = []
        lines.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            var fields = FactFields(element, at: .element("lines", index))
            lines.append(
                PaidLine(
                    line: fields.id("line"), product: fields.id("product"),
                    quantity: fields.integer("quantity", in: FactLimits.quantity), paid: fields.amount("paid"),
                    freight: fields.amount("freight", else: 0)))
            fields.close("a line", knows: ["line", "product", "quantity", "paid", "freight"])
            absorb(fields)
        }
        requireDistinctLines(lines)
        return lines
    }

    private mutating func requireDistinctLines(_ lines: [PaidLine]) {
        var seen = Set<LineID>()
        for (index, line) in lines.enumerated() {
            // A set pays only for long orders, and most have a line or two.
            let isDouble =
                lines.count <= 8
                ? lines[..<index].contains { $0.line == line.line } : !seen.insert(line.line).inserted
            if isDouble { note(.duplicate, "lines/\(index)/line", "another line of this order has the same id") }
        }
    }

    private mutating func shown(on lines: [PaidLine]) -> [ShownLabel] {
        let elements = elements("shown", atMost: FactLimits.shown)
        if elements.isEmpty { return [] }
        let known = Set(lines.map(\.line))
        var seen = Set<ShownLabel>()
        return elements.enumerated().map { index, element in
            var fields = FactFields(element, at: .element("shown", index))
            let label = ShownLabel(line: fields.id("line"), programme: ID(fields.word("programme")))
            fields.close("a label shown", knows: ["line", "programme"])
            if fields.faults.isEmpty, !known.contains(label.line) {
                fields.note(.unknownReference, "line", "this order has no such line")
            }
            if fields.faults.isEmpty, !seen.insert(label).inserted {
                fields.note(.duplicate, "programme", "this label of this line stands in the list already")
            }
            absorb(fields)
            return label
        }
    }

    mutating func orderStepped(_ step: OrderStep) -> OrderStepped {
        OrderStepped(
            shop: id("shop"), order: id("order"), step: step, parcel: optionalID("parcel"),
            waybill: step == .dispatched ? optionalText("waybill") : nil,
            signedBy: step == .signed ? choice("signed_by", isOptional: true) : nil)
    }

    mutating func lineRefunded() -> LineRefunded {
        let shop: ShopID = id("shop")
        let order: OrderID = id("order")
        let line: LineID = id("line")
        let amount = money("amount")
        return LineRefunded(
            shop: shop, order: order, line: line, amount: amount.minorUnits, currency: amount.currency)
    }
}
