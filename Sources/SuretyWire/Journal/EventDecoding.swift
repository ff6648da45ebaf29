import SuretyDomain
import SuretyLabels
import SuretyRules

extension EventCodec {
    static func decode(_ kind: EventKind, _ fields: EventFields) throws(EventFault) -> JournalEvent {
        switch kind {
        case .factRecorded: throw EventFault(reason: "facts have a reader of their own")
        case .factTookEffect: return .factTookEffect(number: try fields.integer("number"))
        case .orderPinned:
            return .orderPinned(shop: ID(try fields.text("shop")), order: ID(try fields.text("order")), try pin(fields))
        case .labelChanged:
            let version = try fields.version()
            return .labelChanged(
                LabelChange(
                    subject: try subject(fields), version: version.key, mask: version.mask,
                    at: try fields.instant("at")))
        case .received:
            let word = try fields.text("kind")
            guard let kind = EventKind.allCases.first(where: { $0.word == word }) else {
                throw EventFault(reason: "there is no message \(word)")
            }
            return .received(
                from: try fields.partition("from"), number: try fields.integer("number"),
                try message(kind, try fields.fields("message")))
        case .dayTurned, .meanSet, .promoterFollowed, .promoterStated:
            switch try message(kind, fields) {
            case .dayTurned(let turned): return .dayTurned(turned)
            case .meanSet(let mean): return .meanSet(mean)
            case .promoterFollowed(let promoter, let follower): return .promoterFollowed(promoter, by: follower)
            case .promoterStated(let promoter, let standing): return .promoterStated(promoter, standing)
            }
        }
    }

    static func message(_ kind: EventKind, _ fields: EventFields) throws(EventFault) -> JournalEvent.Message {
        switch kind {
        case .dayTurned:
            return .dayTurned(
                DayTurned(
                    day: Day(number: try fields.integer("day")), partition: try fields.partition("partition"),
                    tally: try fields.tally(), shops: try fields.integer("shops")))
        case .meanSet:
            return .meanSet(
                MarketMeanEntry(
                    day: Day(number: try fields.integer("day")), tally: try fields.tally(),
                    shops: try fields.integer("shops")))
        case .promoterFollowed:
            return .promoterFollowed(ID(try fields.text("promoter")), by: try fields.partition("by"))
        case .promoterStated:
            return .promoterStated(ID(try fields.text("promoter")), try standing(fields))
        case .factRecorded, .factTookEffect, .orderPinned, .labelChanged, .received:
            throw EventFault(reason: "\(kind.word) is not a message")
        }
    }

    private static func subject(_ fields: EventFields) throws(EventFault) -> LabelSubject {
        if fields.has("promoter") { return .promoter(ID(try fields.text("promoter"))) }
        let shop = ShopID(try fields.text("shop"))
        guard fields.has("product") else { return .shop(shop) }
        return .product(ProductKey(shop: shop, product: ID(try fields.text("product"))))
    }

    private static func pin(_ fields: EventFields) throws(EventFault) -> Pin {
        let lines = try fields.list("lines") { (line) throws(EventFault) in
            PinnedLine(
                line: ID(try line.text("line")),
                labels: try line.list("labels") { (label) throws(EventFault) in
                    guard let ground = PinnedLabel.Ground(rawValue: try label.text("ground")) else {
                        throw EventFault(reason: "a label has no known ground")
                    }
                    return PinnedLabel(
                        programme: ID(try label.text("programme")), edition: try label.text("edition"), ground: ground)
                },
                rights: try line.texts("rights").map { ID($0) })
        }
        return Pin(fact: try fields.fact(), book: try fields.optionalText("book"), lines: lines)
    }

    private static func standing(_ fields: EventFields) throws(EventFault) -> PromoterStanding {
        var promoter = Promoter()
        promoter.joined = Timeline(
            restoring: try fields.list("joined") { (entry) throws(EventFault) in
                .init(at: try entry.instant("at"), fact: try entry.fact(), value: true)
            })
        promoter.scores = Timeline(
            restoring: try fields.list("scores") { (entry) throws(EventFault) in
                .init(
                    at: try entry.instant("at"), fact: try entry.fact(),
                    value: Int(try entry.integer("hundredths")))
            })
        let masks = try fields.list("masks") { (entry) throws(EventFault) in
            let version = try entry.version()
            return Masks.Entry(version: version.key, mask: version.mask)
        }
        return PromoterStanding(
            destination: try fields.partition("for"), promoter: promoter, masks: Masks(restoring: masks))
    }
}

/// The members of a stored object, which our own writer put there.
struct EventFields {
    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    func has(_ name: String) -> Bool { value[name] != nil }

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
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
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
        return values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    }

    private func wrong(_ name: String) -> EventFault {
        EventFault(reason: "\(name) is missing or not what it should be")
    }
}
