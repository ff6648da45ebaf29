package import SuretyDomain

extension Shop: StateCoded {
    package func write(to writer: inout StateWriter) {
        opened.write(to: &writer)
        scores.write(to: &writer)
        writer.dictionary(switches)
        writer.dictionary(violations)
        deposits.write(to: &writer)
        writer.optional(lastCatalogueChange)
        writer.optional(lastReview)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        opened = try .init(from: &reader)
        scores = try .init(from: &reader)
        switches = try reader.dictionary()
        violations = try reader.dictionary()
        deposits = try .init(from: &reader)
        lastCatalogueChange = try reader.optional()
        lastReview = try reader.optional()
    }
}

extension Shop.Violation: StateCoded {
    package func write(to writer: inout StateWriter) {
        determined.write(to: &writer)
        ended.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        determined = try .init(from: &reader)
        ended = try .init(from: &reader)
    }
}

extension Shop.Deposit: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.integer(balance)
        writer.integer(required)
        currency.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let balance = try reader.integer()
        let required = try reader.integer()
        self.init(balance: balance, required: required, currency: try Currency(from: &reader))
    }
}

extension ListingDetails: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.optional(title)
        writer.text(category)
        writer.text(trade)
        writer.text(source)
        writer.list(tags)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let title: String? = try reader.optional()
        let category = try reader.text()
        let trade = try reader.text()
        let source = try reader.text()
        self.init(title: title, category: category, trade: trade, source: source, tags: try reader.list())
    }
}

extension Product: StateCoded {
    package func write(to writer: inout StateWriter) {
        listing.write(to: &writer)
        writer.dictionary(switches)
        writer.dictionary(inspections)
        writer.dictionary(promoters)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        listing = try .init(from: &reader)
        switches = try reader.dictionary()
        inspections = try reader.dictionary()
        promoters = try reader.dictionary()
    }
}

extension Product.Examination: StateCoded {
    package func write(to writer: inout StateWriter) {
        failed.write(to: &writer)
        relisted.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        failed = try .init(from: &reader)
        relisted = try .init(from: &reader)
    }
}

extension Promoter: StateCoded {
    package func write(to writer: inout StateWriter) {
        joined.write(to: &writer)
        scores.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        joined = try .init(from: &reader)
        scores = try .init(from: &reader)
    }
}
