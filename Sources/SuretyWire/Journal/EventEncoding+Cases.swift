import SuretyDomain
import SuretyLabels

/// Cases and what time does to orders. Amounts of a case are in its one `currency`, as those of a paid order are.
extension EventCodec {
    static func encode(_ opening: CaseOpening, to json: inout JSONWriter) {
        let claim = opening.claim
        json.member("case", claim.id.text)
        json.member(claim.order)
        json.member("consumer", claim.consumer.text)
        json.member("right", claim.right.text)
        json.key("units")
        json.array(claim.units) { json, units in
            json.object { json in
                json.member("line", units.line.text)
                json.member("quantity", units.quantity)
            }
        }
        json.member("currency", opening.currency.code)
        json.key("asked")
        if let amount = claim.amount { json.integer(amount) } else { json.null() }
        json.member("note", claim.note)
        json.member("instruction", claim.instruction.text)
        json.member("at", opening.at)
        json.member("guarantee_book", opening.guaranteeBook)
        json.member("procedure_book", opening.procedureBook)
        json.member("remedy", opening.remedy.rawValue)
        json.member("answer", opening.answer.rawValue)
        json.key("payers")
        json.array(opening.payers) { $0.string($1.rawValue) }
        json.member("claimable_until", opening.claimableUntil)
        json.key("refunds")
        json.array(opening.refunds) { json, refund in
            json.object { json in
                json.member("line", refund.line.text)
                json.member("amount", refund.amount)
            }
        }
        json.key("standing")
        guard let seen = opening.standing else { return json.null() }
        json.object { json in
            json.member("standing", seen.standing.rawValue)
            json.member("number", seen.number)
        }
    }

    static func encode(_ summary: CaseSummary, _ id: CaseID, _ consumer: ConsumerID, to json: inout JSONWriter) {
        json.member("case", id.text)
        json.member(summary.order)
        json.member("consumer", consumer.text)
        json.member("right", summary.right.text)
        json.member("stage", summary.stage.rawValue)
        json.member("at", summary.at)
    }

    static func encode(_ move: CaseMove, to json: inout JSONWriter) {
        json.member("case", move.id.text)
        json.member("shop", move.shop.text)
        json.member("consumer", move.consumer.text)
        json.key("event")
        json.object { encode(move.event, to: &$0) }
        json.member("by", move.by.rawValue)
        json.member("at", move.at)
        json.member("note", move.note)
        json.member("stage", move.stage.rawValue)
    }

    private static func encode(_ event: CaseEvent, to json: inout JSONWriter) {
        json.member("type", event.word)
        switch event {
        case .approved(let remedy, let party):
            json.member("remedy", remedy.rawValue)
            json.member("by", party.rawValue)
        case .sentBack(let waybill):
            json.member("carrier", waybill.carrier)
            json.member("waybill", waybill.number)
        case .confirmed(let party): json.member("by", party.rawValue)
        case .reminded(let wait), .breached(let wait): json.member("wait", wait.rawValue)
        case .referred(let reason): json.member("reason", reason.rawValue)
        case .contacted, .refused, .disputed, .withdrawn, .lapsed, .refunded, .reopened: break
        }
    }

    static func encode(_ move: OrderMove, to json: inout JSONWriter) {
        json.member(move.key)
        json.key("event")
        json.object { json in
            json.member("type", move.event.word)
            switch move.event {
            case .checked(let check): json.member("check", Int64(check))
            case .referred(let kind): json.member("deadline", kind.rawValue)
            case .received, .extended, .closed, .left: break
            }
        }
        json.member("at", move.at)
    }
}

extension CaseEvent {
    package var word: String {
        switch self {
        case .contacted: "contacted"
        case .approved: "approved"
        case .refused: "refused"
        case .sentBack: "sent-back"
        case .confirmed: "confirmed"
        case .disputed: "disputed"
        case .withdrawn: "withdrawn"
        case .lapsed: "lapsed"
        case .refunded: "refunded"
        case .reminded: "reminded"
        case .breached: "breached"
        case .referred: "referred"
        case .reopened: "reopened"
        }
    }
}

extension OrderEvent {
    package var word: String {
        switch self {
        case .checked: "checked"
        case .received: "received"
        case .extended: "extended"
        case .closed: "closed"
        case .referred: "referred"
        case .left: "left"
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ note: NoteDigest?) {
        key(name)
        guard let note else { return null() }
        object { json in
            json.member("id", note.id.text)
            json.member("digest", Digest.hex(note.digest))
        }
    }
}
