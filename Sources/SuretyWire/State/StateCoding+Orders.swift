package import SuretyDomain

extension Order: StateCoded {
    package func write(to writer: inout StateWriter) {
        payments.write(to: &writer)
        steps.write(to: &writer)
        refunds.write(to: &writer)
        reviews.write(to: &writer)
        brushing.write(to: &writer)
        writer.dictionary(pins)
        writer.list(cases)
        clock.write(to: &writer)
        money.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        payments = try .init(from: &reader)
        steps = try .init(from: &reader)
        refunds = try .init(from: &reader)
        reviews = try .init(from: &reader)
        brushing = try .init(from: &reader)
        pins = try reader.dictionary()
        cases = try reader.list()
        clock = try .init(from: &reader)
        money = try .init(from: &reader)
    }
}

extension OrderProgress: StateCoded {
    package func write(to writer: inout StateWriter) {
        checksMade.write(to: &writer)
        isExtended.write(to: &writer)
        writer.optional(receivedAt)
        writer.optional(closedAt)
        writer.optional(referred)
        isLeft.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        checksMade = try .init(from: &reader)
        isExtended = try .init(from: &reader)
        receivedAt = try reader.optional()
        closedAt = try reader.optional()
        referred = try reader.optional()
        isLeft = try .init(from: &reader)
    }
}

extension OrderMoney: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.optional(currency)
        writer.integer(received)
        writer.integer(refundedByFacts)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        currency = try reader.optional()
        received = try reader.integer()
        refundedByFacts = try reader.integer()
    }
}

extension OrderPaid: StateCoded {
    package func write(to writer: inout StateWriter) {
        shop.write(to: &writer)
        order.write(to: &writer)
        writer.optional(checkout)
        consumer.write(to: &writer)
        writer.optional(promoter)
        writer.optional(room)
        currency.write(to: &writer)
        writer.list(lines)
        writer.list(shown)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let shop = try ShopID(from: &reader)
        let order = try OrderID(from: &reader)
        let checkout: String? = try reader.optional()
        let consumer = try ConsumerID(from: &reader)
        let promoter: PromoterID? = try reader.optional()
        let room: String? = try reader.optional()
        let currency = try Currency(from: &reader)
        let lines: [PaidLine] = try reader.list()
        self.init(
            shop: shop, order: order, checkout: checkout, consumer: consumer, promoter: promoter, room: room,
            currency: currency, lines: lines, shown: try reader.list())
    }
}

extension PaidLine: StateCoded {
    package func write(to writer: inout StateWriter) {
        line.write(to: &writer)
        product.write(to: &writer)
        writer.integer(quantity)
        writer.integer(paid)
        writer.integer(freight)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let line = try LineID(from: &reader)
        let product = try ProductID(from: &reader)
        let quantity = try reader.integer()
        let paid = try reader.integer()
        self.init(line: line, product: product, quantity: quantity, paid: paid, freight: try reader.integer())
    }
}

extension ShownLabel: StateCoded {
    package func write(to writer: inout StateWriter) {
        line.write(to: &writer)
        programme.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let line = try LineID(from: &reader)
        self.init(line: line, programme: try ProgrammeKey(from: &reader))
    }
}

extension Order.Step: StateCoded {
    package func write(to writer: inout StateWriter) {
        step.write(to: &writer)
        writer.optional(parcel)
        writer.optional(waybill)
        writer.optional(signedBy)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let step = try OrderStep(from: &reader)
        let parcel: ParcelID? = try reader.optional()
        let waybill: String? = try reader.optional()
        self.init(step: step, parcel: parcel, waybill: waybill, signedBy: try reader.optional())
    }
}

extension Order.Refund: StateCoded {
    package func write(to writer: inout StateWriter) {
        line.write(to: &writer)
        writer.integer(amount)
        currency.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let line = try LineID(from: &reader)
        let amount = try reader.integer()
        self.init(line: line, amount: amount, currency: try Currency(from: &reader))
    }
}

extension Pin: StateCoded {
    package func write(to writer: inout StateWriter) {
        fact.write(to: &writer)
        writer.optional(book)
        writer.list(lines)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let fact = try FactKey(from: &reader)
        let book: String? = try reader.optional()
        self.init(fact: fact, book: book, lines: try reader.list())
    }
}

extension PinnedLine: StateCoded {
    package func write(to writer: inout StateWriter) {
        line.write(to: &writer)
        writer.list(labels)
        writer.list(rights)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let line = try LineID(from: &reader)
        let labels: [PinnedLabel] = try reader.list()
        self.init(line: line, labels: labels, rights: try reader.list())
    }
}

extension PinnedLabel: StateCoded {
    package func write(to writer: inout StateWriter) {
        programme.write(to: &writer)
        writer.text(edition)
        ground.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let programme = try ProgrammeKey(from: &reader)
        let edition = try reader.text()
        self.init(programme: programme, edition: edition, ground: try Ground(from: &reader))
    }
}
