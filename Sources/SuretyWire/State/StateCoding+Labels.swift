import SuretyDomain
package import SuretyLabels
import SuretyRules

extension Mask: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.unsigned(missed)
        writer.unsigned(unknown)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let missed = try reader.unsigned()
        self.init(missed: missed, unknown: try reader.unsigned())
    }
}

extension Masks: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.list(entries) { writer, entry in
            entry.version.write(to: &writer)
            entry.mask.write(to: &writer)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let entries = try reader.list { (reader) throws(StateFault) in
            let version = try VersionKey(from: &reader)
            return Entry(version: version, mask: try Mask(from: &reader))
        }
        self.init(restoring: entries)
    }
}

extension Offering: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.list(counts) { writer, entry in
            entry.right.write(to: &writer)
            writer.integer(entry.lacking)
            writer.integer(entry.of)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let counts = try reader.list { (reader) throws(StateFault) in
            let right = try RightKey(from: &reader)
            let lacking = try reader.integer()
            return Entry(right: right, lacking: lacking, of: try reader.integer())
        }
        self.init(restoring: counts)
    }
}

extension ShopState: StateCoded {
    package func write(to writer: inout StateWriter) {
        shop.write(to: &writer)
        masks.write(to: &writer)
        writer.dictionary(offerings)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        shop = try Shop(from: &reader)
        masks = try Masks(from: &reader)
        offerings = try reader.dictionary()
    }
}

extension Sale: StateCoded {
    package func write(to writer: inout StateWriter) {
        at.write(to: &writer)
        id.write(to: &writer)
        writer.list(carrying)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let at = try Instant(from: &reader)
        let id = try CountedID(from: &reader)
        self.init(at: at, id: id, carrying: try reader.list())
    }
}

extension ProductState: StateCoded {
    package func write(to writer: inout StateWriter) {
        product.write(to: &writer)
        masks.write(to: &writer)
        writer.optional(lastSale)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        product = try Product(from: &reader)
        masks = try Masks(from: &reader)
        lastSale = try reader.optional()
    }
}

extension PromoterState: StateCoded {
    package func write(to writer: inout StateWriter) {
        promoter.write(to: &writer)
        masks.write(to: &writer)
        writer.list(followers)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        promoter = try Promoter(from: &reader)
        masks = try Masks(from: &reader)
        followers = try reader.list()
    }
}

extension PromoterStanding: StateCoded {
    package func write(to writer: inout StateWriter) {
        destination.write(to: &writer)
        promoter.write(to: &writer)
        masks.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let destination = try Partition(from: &reader)
        let promoter = try Promoter(from: &reader)
        self.init(destination: destination, promoter: promoter, masks: try Masks(from: &reader))
    }
}

extension PromoterCopy: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.optional(standing)
        writer.integer(number)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let standing: PromoterStanding? = try reader.optional()
        self.init(standing: standing, number: try reader.integer())
    }
}
