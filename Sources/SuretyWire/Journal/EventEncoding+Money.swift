import SuretyDomain

/// Money that moved, and instructions to move it outside. A transfer's postings are in its one `currency`.
extension EventCodec {
    static func encode(_ transfer: Transfer, to json: inout JSONWriter) {
        json.key("cause")
        json.object { encode(transfer.cause, to: &$0) }
        json.member("at", transfer.at)
        json.member("currency", transfer.currency.code)
        json.key("postings")
        json.array(transfer.postings) { json, posting in
            json.object { json in
                json.member("account", posting.account.text)
                json.member("amount", posting.amount)
            }
        }
    }

    private static func encode(_ cause: TransferCause, to json: inout JSONWriter) {
        json.member("type", cause.word)
        switch cause {
        case .paid(let order, let fact), .paymentCorrected(let order, let fact):
            json.member("order", order.text)
            json.member(fact)
        case .refundTold(let order, let line, let fact), .refundCorrected(let order, let line, let fact):
            json.member("order", order.text)
            json.member("line", line.text)
            json.member(fact)
        case .released(let order), .closed(let order): json.member("order", order.text)
        case .held(let order, let instruction):
            json.member("order", order.text)
            json.member("instruction", instruction.text)
        case .heldPaidOut(let instruction), .heldReturned(let instruction):
            json.member("instruction", instruction.text)
        case .depositStated(let deposit, let fact):
            json.member("deposit", deposit.rawValue)
            json.member(fact)
        case .budgetToppedUp, .advanceRecovered, .settled: break
        }
    }

    static func encode(_ instruction: Instruction, to json: inout JSONWriter) {
        json.member("instruction", instruction.id.text)
        json.member(instruction.order)
        json.member("case", instruction.caseID?.text)
        json.member("consumer", instruction.consumer.text)
        json.field("amount", instruction.amount.minorUnits, instruction.amount.currency)
        json.member("decided_at", instruction.decidedAt)
        json.member("status", instruction.status.rawValue)
        json.member("attempts", Int64(instruction.attempts))
        json.member("next_attempt", instruction.nextAttempt)
    }
}

extension TransferCause {
    fileprivate var word: String {
        switch self {
        case .paid: "paid"
        case .paymentCorrected: "payment-corrected"
        case .refundTold: "refund-told"
        case .refundCorrected: "refund-corrected"
        case .released: "released"
        case .closed: "closed"
        case .held: "held"
        case .heldPaidOut: "held-paid-out"
        case .heldReturned: "held-returned"
        case .depositStated: "deposit-stated"
        case .budgetToppedUp: "budget-topped-up"
        case .advanceRecovered: "advance-recovered"
        case .settled: "settled"
        }
    }
}
