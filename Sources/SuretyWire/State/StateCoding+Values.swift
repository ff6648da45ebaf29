package import SuretyDomain

extension Bool: StateCoded {
    package func write(to writer: inout StateWriter) { writer.unsigned(self ? 1 : 0) }
    package init(from reader: inout StateReader) throws(StateFault) { self = try reader.unsigned() == 1 }
}

extension Int: StateCoded {
    package func write(to writer: inout StateWriter) { writer.integer(Int64(self)) }
    package init(from reader: inout StateReader) throws(StateFault) { self = Int(try reader.integer()) }
}

extension Int64: StateCoded {
    package func write(to writer: inout StateWriter) { writer.integer(self) }
    package init(from reader: inout StateReader) throws(StateFault) { self = try reader.integer() }
}

extension String: StateCoded {
    package func write(to writer: inout StateWriter) { writer.text(self) }
    package init(from reader: inout StateReader) throws(StateFault) { self = try reader.text() }
}

extension Optional: StateCoded where Wrapped: StateCoded {
    package func write(to writer: inout StateWriter) { writer.optional(self) }
    package init(from reader: inout StateReader) throws(StateFault) { self = try reader.optional() }
}

extension ID: StateCoded {
    package func write(to writer: inout StateWriter) { writer.text(text) }
    package init(from reader: inout StateReader) throws(StateFault) { self.init(try reader.text()) }
}

extension Instant: StateCoded {
    package func write(to writer: inout StateWriter) { writer.integer(milliseconds) }
    package init(from reader: inout StateReader) throws(StateFault) { self.init(milliseconds: try reader.integer()) }
}

extension Day: StateCoded {
    package func write(to writer: inout StateWriter) { writer.integer(number) }
    package init(from reader: inout StateReader) throws(StateFault) { self.init(number: try reader.integer()) }
}

extension Partition: StateCoded {
    package func write(to writer: inout StateWriter) { writer.unsigned(UInt64(index)) }
    package init(from reader: inout StateReader) throws(StateFault) {
        let index = Int(clamping: try reader.unsigned())
        guard let partition = Partition(index: index) else {
            throw StateFault(reason: "there is no partition \(index)")
        }
        self = partition
    }
}

extension Currency: StateCoded {
    package func write(to writer: inout StateWriter) { writer.text(code) }
    package init(from reader: inout StateReader) throws(StateFault) {
        let code = try reader.text()
        guard let currency = Currency(code: code) else { throw StateFault(reason: "there is no currency \(code)") }
        self = currency
    }
}

extension Money: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.integer(minorUnits)
        currency.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let minorUnits = try reader.integer()
        self.init(minorUnits: minorUnits, try Currency(from: &reader))
    }
}

extension OrderKey: StateCoded {
    package func write(to writer: inout StateWriter) {
        shop.write(to: &writer)
        order.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let shop = try ShopID(from: &reader)
        self.init(shop: shop, order: try OrderID(from: &reader))
    }
}

extension FactKey: StateCoded {
    package func write(to writer: inout StateWriter) {
        id.write(to: &writer)
        source.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let id = try FactID(from: &reader)
        self.init(source: try SourceID(from: &reader), id: id)
    }
}

extension Timeline: StateCoded where Value: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.list(entries) { writer, entry in
            entry.at.write(to: &writer)
            entry.fact.write(to: &writer)
            entry.value.write(to: &writer)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let count = try reader.count()
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let at = try Instant(from: &reader)
            let fact = try FactKey(from: &reader)
            entries.append(Entry(at: at, fact: fact, value: try Value(from: &reader)))
        }
        self.init(restoring: entries)
    }
}

/// An enumeration of words, written as the word: short, and safe against reordered cases.
package protocol WordCoded: StateCoded, RawRepresentable where RawValue == String {}

extension WordCoded {
    package func write(to writer: inout StateWriter) { writer.text(rawValue) }
    package init(from reader: inout StateReader) throws(StateFault) {
        let word = try reader.text()
        guard let value = Self(rawValue: word) else { throw StateFault(reason: "there is no \(Self.self) \(word)") }
        self = value
    }
}

extension ViolationSeverity: WordCoded {}
extension OrderStep: WordCoded {}
extension Signer: WordCoded {}
extension PinnedLabel.Ground: WordCoded {}
extension Guarantee.Remedy: WordCoded {}
extension Guarantee.Answer: WordCoded {}
extension Payer: WordCoded {}
extension Standing: WordCoded {}
extension CaseWait: WordCoded {}
extension CaseAct.Kind: WordCoded {}
extension CaseTable.Stage: WordCoded {}
extension Case.End: WordCoded {}
extension Case.Referral: WordCoded {}
extension DeadlineKind: WordCoded {}
extension Instruction.Status: WordCoded {}
