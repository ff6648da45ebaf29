package import SuretyDomain
import SuretyLabels
import SuretyRules

extension EventCodec {
    static func encode(_ event: JournalEvent, to writer: inout JSONWriter) {
        switch event {
        case .factRecorded(let fact): FactCodec.encode(fact, to: &writer)
        case .factTookEffect(let number): writer.object { $0.member("number", number) }
        case .orderPinned(let key, let consumer, let pin):
            writer.object { json in
                json.member(key)
                json.member("consumer", consumer.text)
                encode(pin, to: &json)
            }
        case .labelChanged(let change): writer.object { encode(change, to: &$0) }
        case .caseOpened(let opening): writer.object { encode(opening, to: &$0) }
        case .caseMoved(let move): writer.object { encode(move, to: &$0) }
        case .orderMoved(let move): writer.object { encode(move, to: &$0) }
        case .transferred(let shop, let transfer):
            writer.object { json in
                json.member("shop", shop.text)
                encode(transfer, to: &json)
            }
        case .instructed(let instruction), .instructionMoved(let instruction):
            writer.object { encode(instruction, to: &$0) }
        case .sourceStated(let source, let through, let partition):
            writer.object { json in
                encode(source, through, to: &json)
                json.member("for", Int64(partition.index))
            }
        case .consumerStated(let consumer, let standing, let partition):
            writer.object { json in
                encode(consumer, standing, to: &json)
                json.member("for", Int64(partition.index))
            }
        case .dayTurned, .meanSet, .promoterFollowed, .promoterStated, .sourceAwaited:
            if let message = event.message { encode(message: message, to: &writer) }
        case .received(let source, let number, let message):
            writer.object { json in
                json.member("from", Int64(source.index))
                json.member("number", number)
                json.member("kind", message.kind.word)
                json.key("message")
                encode(message: message, to: &json)
            }
        }
    }

    private static func encode(_ pin: Pin, to json: inout JSONWriter) {
        json.member(pin.fact)
        json.member("book", pin.book)
        json.key("lines")
        json.array(pin.lines) { json, line in
            json.object { json in
                json.member("line", line.line.text)
                json.key("labels")
                json.array(line.labels) { json, label in
                    json.object { json in
                        json.member("programme", label.programme.text)
                        json.member("edition", label.edition)
                        json.member("ground", label.ground.rawValue)
                    }
                }
                json.key("rights")
                json.array(line.rights) { $0.string($1.text) }
            }
        }
    }

    private static func encode(_ change: LabelChange, to json: inout JSONWriter) {
        switch change.subject {
        case .shop(let shop): json.member("shop", shop.text)
        case .product(let key):
            json.member("shop", key.shop.text)
            json.member("product", key.product.text)
        case .promoter(let promoter): json.member("promoter", promoter.text)
        }
        json.member("at", change.at)
        json.member(change.mask, change.version)
    }

    /// What a message says, in the sender's journal and in the receiver's.
    static func encode(message: JournalEvent.Message, to writer: inout JSONWriter) {
        writer.object { json in
            switch message {
            case .dayTurned(let turned):
                json.member("day", turned.day.number)
                json.member("partition", Int64(turned.partition.index))
                json.member(turned.tally, shops: turned.shops)
            case .meanSet(let mean):
                json.member("day", mean.day.number)
                json.member(mean.tally, shops: mean.shops)
            case .promoterFollowed(let promoter, let follower):
                json.member("promoter", promoter.text)
                json.member("by", Int64(follower.index))
            case .promoterStated(let promoter, let standing):
                json.member("promoter", promoter.text)
                encode(standing, to: &json)
            case .orderPinned(let key, let consumer):
                json.member(key)
                json.member("consumer", consumer.text)
            case .caseOpened(let summary, let id, let consumer): encode(summary, id, consumer, to: &json)
            case .caseMoved(let id, let consumer, let stage, let instant):
                json.member("case", id.text)
                json.member("consumer", consumer.text)
                json.member("stage", stage.rawValue)
                json.member("at", instant)
            case .sourceAwaited(let source, let through, let partition):
                encode(source, through, to: &json)
                json.member("by", Int64(partition.index))
            case .sourceStated(let source, let through): encode(source, through, to: &json)
            case .consumerStated(let consumer, let standing): encode(consumer, standing, to: &json)
            }
        }
    }

    private static func encode(_ standing: PromoterStanding, to json: inout JSONWriter) {
        json.member("for", Int64(standing.destination.index))
        json.key("joined")
        json.array(standing.promoter.joined.entries) { json, entry in
            json.object { json in
                json.member("at", entry.at)
                json.member(entry.fact)
            }
        }
        json.key("scores")
        json.array(standing.promoter.scores.entries) { json, entry in
            json.object { json in
                json.member("at", entry.at)
                json.member(entry.fact)
                json.member("hundredths", Int64(entry.value))
            }
        }
        json.key("masks")
        json.array(standing.masks.entries) { json, entry in
            json.object { $0.member(entry.mask, entry.version) }
        }
    }

    private static func encode(_ source: SourceID, _ through: Instant?, to json: inout JSONWriter) {
        json.member("source", source.text)
        json.member("through", through)
    }

    private static func encode(_ consumer: ConsumerID, _ standing: Standing, to json: inout JSONWriter) {
        json.member("consumer", consumer.text)
        json.member("standing", standing.rawValue)
    }
}

extension JournalEvent.Message {
    var kind: EventKind {
        switch self {
        case .dayTurned: .dayTurned
        case .meanSet: .meanSet
        case .promoterFollowed: .promoterFollowed
        case .promoterStated: .promoterStated
        case .orderPinned: .orderPinned
        case .caseOpened: .caseOpened
        case .caseMoved: .caseMoved
        case .sourceAwaited: .sourceAwaited
        case .sourceStated: .sourceStated
        case .consumerStated: .consumerStated
        }
    }
}

extension JSONWriter {
    package mutating func member(_ name: StaticString, _ value: Int64) {
        key(name)
        integer(value)
    }

    package mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    package mutating func member(_ name: StaticString, _ value: Instant) {
        key(name)
        instant(value)
    }

    package mutating func member(_ name: StaticString, _ value: Instant?) {
        key(name)
        if let value { instant(value) } else { null() }
    }

    mutating func member(_ order: OrderKey) {
        member("shop", order.shop.text)
        member("order", order.order.text)
    }

    mutating func member(_ fact: FactKey) {
        member("source", fact.source.text)
        member("fact", fact.id.text)
    }

    /// Masks are written as the lists of their clauses' numbers: 64 bits do not fit a JSON number.
    fileprivate mutating func member(_ mask: Mask, _ version: VersionKey) {
        member("version", version.text)
        key("missed")
        array(mask.missed.bits) { $0.integer($1) }
        key("unknown")
        array(mask.unknown.bits) { $0.integer($1) }
    }

    fileprivate mutating func member(_ tally: Tally, shops: Int64) {
        member("count", tally.count)
        member("of", tally.of)
        member("shops", shops)
    }
}

extension UInt64 {
    /// The numbers of the bits that are set, ascending.
    package var bits: [Int64] { (0..<64).filter { self >> UInt64($0) & 1 == 1 }.map(Int64.init) }

    init(bits: [Int64]) { self = bits.reduce(0) { $0 | 1 << UInt64($1 & 63) } }
}
