import SuretyDomain
import SuretyLabels
import SuretyRules

/// The members of a stored object, which our own writer put there.
struct EventFields {
    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    func has(_ name: String) -> Bool { value[name] != nil }

    func isNull(_ name: String) -> Bool { value[name] == .null }

    func integer(_ name: String) throws(EventFault) -> Int64 {
        guard case .integer(let number) = value[name] else { throw wrong(name) }
        return number
    }

    func text(_ name: String) throws(EventFault) -> String {
        guard case .string(let text) = value[name] else { throw wrong(name) }
        return text
    }

    func optionalText(_ name: String) throws(EventFault) -> String? {
        if case .null = value[name] { return nil }
        return try text(name)
    }

    func instant(_ name: String) throws(EventFault) -> Instant {
        guard let instant = try? RFC3339.parse(try text(name)) else { throw wrong(name) }
        return instant
    }

    func partition(_ name: String) throws(EventFault) -> Partition {
        guard let partition = Partition(index: Int(clamping: try integer(name))) else { throw wrong(name) }
        return partition
    }

    func optionalInstant(_ name: String) throws(EventFault) -> Instant? {
        if case .null = value[name] { return nil }
        return try instant(name)
    }

    func id<Kind>(_ name: String) throws(EventFault) -> ID<Kind> { ID(try text(name)) }

    func order() throws(EventFault) -> OrderKey { OrderKey(shop: try id("shop"), order: try id("order")) }

    /// A word of an enumeration.
    func word<Word: RawRepresentable<String>>(_ name: String) throws(EventFault) -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw wrong(name) }
        return word
    }

    /// Words of an enumeration.
    func words<Word: RawRepresentable<String>>(_ name: String) throws(EventFault) -> [Word] {
        var words: [Word] = []
        for text in try texts(name) {
            guard let word = Word(rawValue: text) else { throw wrong(name) }
            words.append(word)
        }
        return words
    }

    /// A whole number that counts something: an index, a quantity, attempts. Beyond the bound no count of ours goes.
    func count(_ name: String) throws(EventFault) -> Int {
        guard let count = Int(exactly: try integer(name)), (0...1_000_000_000).contains(count) else {
            throw wrong(name)
        }
        return count
    }

    /// An amount in minor units, in the range of money.
    func minorUnits(_ name: String) throws(EventFault) -> Int64 {
        let amount = try integer(name)
        guard amount.magnitude <= Money.largestMinorUnits.magnitude else { throw wrong(name) }
        return amount
    }

    /// What a line's goods and freight come to: each of them is in the range of money, and 500 such still sum within
    /// 64 bits.
    func lineAmount(_ name: String) throws(EventFault) -> Int64 {
        let amount = try integer(name)
        guard (0...2 * Money.largestMinorUnits).contains(amount) else { throw wrong(name) }
        return amount
    }

    func currency(_ name: String) throws(EventFault) -> Currency {
        guard let currency = Currency(code: try text(name)) else { throw wrong(name) }
        return currency
    }

    func money(_ name: String) throws(EventFault) -> Money {
        let money = try fields(name)
        return Money(minorUnits: try money.minorUnits("amount"), try money.currency("currency"))
    }

    /// Bytes in lower-case hexadecimal.
    func bytes(_ name: String) throws(EventFault) -> [UInt8] {
        guard let bytes = Digest.bytes(hex: try text(name)) else { throw wrong(name) }
        return bytes
    }

    /// An object that may be null.
    func optional<Value>(
        _ name: String, _ read: (EventFields) throws(EventFault) -> Value
    ) throws(EventFault) -> Value? {
        if case .null = value[name] { return nil }
        return try read(try fields(name))
    }

    func fields(_ name: String) throws(EventFault) -> EventFields {
        guard let value = value[name] else { throw wrong(name) }
        return EventFields(value)
    }

    func list<Element>(
        _ name: String, _ read: (EventFields) throws(EventFault) -> Element
    ) throws(EventFault) -> [Element] {
        guard case .array(let values) = value[name] else { throw wrong(name) }
        var elements: [Element] = []
        for value in values { elements.append(try read(EventFields(value))) }
        return elements
    }

    func texts(_ name: String) throws(EventFault) -> [String] {
        guard case .array(let values) = value[name] else { throw wrong(name) }
        var texts: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw wrong(name) }
            texts.append(text)
        }
        return texts
    }

    func fact() throws(EventFault) -> FactKey {
        FactKey(source: SourceID(try text("source")), id: ID(try text("fact")))
    }

    func tally() throws(EventFault) -> Tally { Tally(count: try integer("count"), of: try integer("of")) }

    func version() throws(EventFault) -> (key: VersionKey, mask: Mask) {
        let mask = Mask(missed: UInt64(bits: try integers("missed")), unknown: UInt64(bits: try integers("unknown")))
        return (VersionKey(try text("version")), mask)
    }

    private func integers(_ name: String) throws(EventFault) -> [Int64] {
        guard case .array(let values) = value[name] else { throw wrong(name) }
        var numbers: [Int64] = []
        for value in values {
            guard case .integer(let number) = value else { throw wrong(name) }
            numbers.append(number)
        }
        return numbers
    }

    func wrong(_ name: String) -> EventFault {
        EventFault(reason: "\(name) is missing or not what it should be")
    }
}
