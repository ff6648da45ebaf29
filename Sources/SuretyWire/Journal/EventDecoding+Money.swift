import SuretyDomain

extension EventCodec {
    static func transfer(_ fields: EventFields) throws(EventFault) -> Transfer {
        let postings = try fields.list("postings") { (posting) throws(EventFault) in
            guard let account = Account(text: try posting.text("account")) else { throw posting.wrong("account") }
            return Posting(account, try posting.minorUnits("amount"))
        }
        let transfer = Transfer(
            cause: try cause(try fields.fields("cause")), at: try fields.instant("at"),
            currency: try fields.currency("currency"), postings: postings)
        guard let transfer else { throw EventFault(reason: "the postings of a transfer do not balance") }
        return transfer
    }

    private static func cause(_ cause: EventFields) throws(EventFault) -> TransferCause {
        switch try cause.text("type") {
        case "paid": return .paid(try cause.id("order"), try cause.fact())
        case "payment-corrected": return .paymentCorrected(try cause.id("order"), try cause.fact())
        case "refund-told": return .refundTold(try cause.id("order"), try cause.id("line"), try cause.fact())
        case "refund-corrected": return .refundCorrected(try cause.id("order"), try cause.id("line"), try cause.fact())
        case "released": return .released(try cause.id("order"))
        case "closed": return .closed(try cause.id("order"))
        case "held": return .held(try cause.id("order"), try cause.id("instruction"))
        case "held-paid-out": return .heldPaidOut(try cause.id("instruction"))
        case "held-returned": return .heldReturned(try cause.id("instruction"))
        case "deposit-stated": return .depositStated(try cause.word("deposit"), try cause.fact())
        case "budget-topped-up": return .budgetToppedUp
        case "advance-recovered": return .advanceRecovered
        case "settled": return .settled
        case let other: throw EventFault(reason: "no money moves because of \(other)")
        }
    }

    static func instruction(_ fields: EventFields) throws(EventFault) -> Instruction {
        let caseID = try fields.optionalText("case").map { CaseID($0) }
        return Instruction(
            id: try fields.id("instruction"), order: try fields.order(), caseID: caseID,
            consumer: try fields.id("consumer"), amount: try fields.money("amount"),
            decidedAt: try fields.instant("decided_at"), status: try fields.word("status"),
            attempts: try fields.count("attempts"), nextAttempt: try fields.optionalInstant("next_attempt"))
    }
}
