import SuretyDomain
import SuretyLabels
import SuretyRules

extension EventCodec {
    static func decode(_ kind: EventKind, _ fields: EventFields) throws(EventFault) -> JournalEvent {
        switch kind {
        case .factRecorded: throw EventFault(reason: "facts have a reader of their own")
        case .factTookEffect: return .factTookEffect(number: try fields.integer("number"))
        case .orderPinned:
            return .orderPinned(try fields.order(), consumer: try fields.id("consumer"), try pin(fields))
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
        case .dayTurned: return .dayTurned(try dayTurned(fields))
        case .meanSet: return .meanSet(try mean(fields))
        case .promoterFollowed:
            return .promoterFollowed(try fields.id("promoter"), by: try fields.partition("by"))
        case .promoterStated: return .promoterStated(try fields.id("promoter"), try standing(fields))
        case .caseOpened: return .caseOpened(try caseOpening(fields))
        case .caseMoved: return .caseMoved(try caseMove(fields))
        case .orderMoved: return .orderMoved(try orderMove(fields))
        case .transferred: return .transferred(try fields.id("shop"), try transfer(fields))
        case .instructed: return .instructed(try instruction(fields))
        case .instructionMoved: return .instructionMoved(try instruction(fields))
        case .sourceAwaited:
            return .sourceAwaited(
                try fields.id("source"), through: try fields.instant("through"), by: try fields.partition("by"))
        case .sourceStated:
            return .sourceStated(
                try fields.id("source"), through: try fields.optionalInstant("through"),
                to: try fields.partition("for"))
        case .consumerStated:
            return .consumerStated(
                try fields.id("consumer"), try fields.word("standing"), to: try fields.partition("for"))
        }
    }

    static func message(_ kind: EventKind, _ fields: EventFields) throws(EventFault) -> JournalEvent.Message {
        switch kind {
        case .dayTurned: return .dayTurned(try dayTurned(fields))
        case .meanSet: return .meanSet(try mean(fields))
        case .promoterFollowed:
            return .promoterFollowed(try fields.id("promoter"), by: try fields.partition("by"))
        case .promoterStated: return .promoterStated(try fields.id("promoter"), try standing(fields))
        case .orderPinned: return .orderPinned(try fields.order(), consumer: try fields.id("consumer"))
        case .caseOpened:
            let summary = CaseSummary(
                order: try fields.order(), right: try fields.id("right"), stage: try fields.word("stage"),
                at: try fields.instant("at"))
            return .caseOpened(summary, try fields.id("case"), try fields.id("consumer"))
        case .caseMoved:
            return .caseMoved(
                try fields.id("case"), try fields.id("consumer"), try fields.word("stage"),
                at: try fields.instant("at"))
        case .sourceAwaited:
            return .sourceAwaited(
                try fields.id("source"), through: try fields.instant("through"), by: try fields.partition("by"))
        case .sourceStated:
            return .sourceStated(try fields.id("source"), through: try fields.optionalInstant("through"))
        case .consumerStated: return .consumerStated(try fields.id("consumer"), try fields.word("standing"))
        case .factRecorded, .factTookEffect, .labelChanged, .received, .orderMoved, .transferred, .instructed,
            .instructionMoved:
            throw EventFault(reason: "\(kind.word) is not a message")
        }
    }

    private static func dayTurned(_ fields: EventFields) throws(EventFault) -> DayTurned {
        DayTurned(
            day: Day(number: try fields.integer("day")), partition: try fields.partition("partition"),
            tally: try fields.tally(), shops: try fields.integer("shops"))
    }

    private static func mean(_ fields: EventFields) throws(EventFault) -> MarketMeanEntry {
        MarketMeanEntry(
            day: Day(number: try fields.integer("day")), tally: try fields.tally(), shops: try fields.integer("shops"))
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
