import SuretyDomain
import SuretyLabels

extension EventCodec {
    static func caseOpening(_ fields: EventFields) throws(EventFault) -> CaseOpening {
        let currency = try fields.currency("currency")
        let refunds = try fields.list("refunds") { (refund) throws(EventFault) in
            LineRefund(line: try refund.id("line"), amount: try refund.lineAmount("amount"))
        }
        let standing = try fields.optional("standing") { (seen) throws(EventFault) in
            StandingSeen(standing: try seen.word("standing"), number: try seen.integer("number"))
        }
        return CaseOpening(
            claim: try claim(fields), at: try fields.instant("at"), guaranteeBook: try fields.text("guarantee_book"),
            procedureBook: try fields.text("procedure_book"), remedy: try fields.word("remedy"),
            answer: try fields.word("answer"), payers: try fields.words("payers"),
            claimableUntil: try fields.optionalInstant("claimable_until"), currency: currency, refunds: refunds,
            standing: standing)
    }

    private static func claim(_ fields: EventFields) throws(EventFault) -> Claim {
        let units = try fields.list("units") { (units) throws(EventFault) in
            ClaimedUnits(line: try units.id("line"), quantity: Int64(try units.count("quantity")))
        }
        return Claim(
            id: try fields.id("case"), order: try fields.order(), consumer: try fields.id("consumer"),
            right: try fields.id("right"), units: units,
            amount: fields.isNull("asked") ? nil : try fields.integer("asked"), note: try note(fields),
            instruction: try fields.id("instruction"))
    }

    private static func note(_ fields: EventFields) throws(EventFault) -> NoteDigest? {
        try fields.optional("note") { (note) throws(EventFault) in
            NoteDigest(id: try note.id("id"), digest: try note.bytes("digest"))
        }
    }

    static func caseMove(_ fields: EventFields) throws(EventFault) -> CaseMove {
        CaseMove(
            id: try fields.id("case"), shop: try fields.id("shop"), consumer: try fields.id("consumer"),
            event: try caseEvent(try fields.fields("event")), by: try fields.word("by"), at: try fields.instant("at"),
            note: try note(fields), stage: try fields.word("stage"))
    }

    private static func caseEvent(_ event: EventFields) throws(EventFault) -> CaseEvent {
        switch try event.text("type") {
        case "contacted": return .contacted
        case "approved": return .approved(try event.word("remedy"), by: try event.word("by"))
        case "refused": return .refused
        case "sent-back":
            return .sentBack(Waybill(carrier: try event.text("carrier"), number: try event.text("waybill")))
        case "confirmed": return .confirmed(by: try event.word("by"))
        case "disputed": return .disputed
        case "withdrawn": return .withdrawn
        case "lapsed": return .lapsed
        case "refunded": return .refunded
        case "reminded": return .reminded(try event.word("wait"))
        case "breached": return .breached(try event.word("wait"))
        case "referred": return .referred(try event.word("reason"))
        case "reopened": return .reopened
        case let other: throw EventFault(reason: "nothing called \(other) happens to a case")
        }
    }

    static func orderMove(_ fields: EventFields) throws(EventFault) -> OrderMove {
        OrderMove(
            key: try fields.order(), event: try orderEvent(try fields.fields("event")), at: try fields.instant("at"))
    }

    private static func orderEvent(_ event: EventFields) throws(EventFault) -> OrderEvent {
        switch try event.text("type") {
        case "checked": return .checked(try event.count("check"))
        case "received": return .received
        case "extended": return .extended
        case "closed": return .closed
        case "referred": return .referred(try event.word("deadline"))
        case "left": return .left
        case let other: throw EventFault(reason: "nothing called \(other) happens to an order")
        }
    }
}
