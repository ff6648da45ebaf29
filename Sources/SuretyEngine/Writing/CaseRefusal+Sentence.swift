package import SuretyDomain
import SuretyWire

extension CaseRefusal {
    /// What is wrong and what would be right, with the right it is about and until when.
    package func sentence(in zone: Zone) -> String {
        switch self {
        case .unknownOrder: "you have no such order"
        case .unknownCase: "you have no such case"
        case .unknownLine(let line): "the order has no line \(line.text)"
        case .quantityOutOfRange(let line, let bought): "of line \(line.text) 1 to \(bought) can be claimed"
        case .notPromised(let right, let line):
            "\(right.text) was not promised on line \(line.text) when it was paid"
        case .notCarriedOut(let right): "\(right.text) has no procedure in the rules that hold for this order"
        case .tooLate(let right, let until): "\(right.text) could be claimed until \(RFC3339.format(until, in: zone))"
        case .orderClosed: "the order is closed"
        case .notDispatched(let right): "\(right.text) can be claimed once the order has been dispatched"
        case .alreadyDispatched(let right, let instant):
            "\(right.text) could be claimed until the dispatch, which was at \(RFC3339.format(instant, in: zone))"
        case .amountNotBelow(let limit): "it is granted on orders of less than \(limit.words)"
        case .restrictedStanding(let right): "\(right.text) is not granted to a consumer on record for abuse"
        case .unitsTaken(let line, let left):
            "other cases and refunds leave \(left) of line \(line.text) to be claimed"
        case .amountAbove(let most): "more than 0 and at most \(most.words) can be asked for"
        case .notNow(let act, let allowed):
            "\(act.rawValue) is not possible at this stage; possible is \(CaseRefusal.words(of: allowed))"
        case .contactFirst: "record a contact with the buyer first; a claim is refused only after one"
        case .waybillUsed(let waybill):
            "waybill \(waybill.number) of \(waybill.carrier) belongs to another parcel; give that of this return"
        case .termEnded(let wait, let instant):
            "the term for \(wait.words) ended at \(RFC3339.format(instant, in: zone))"
        case .staleVersion(let version):
            "the case is at version \(version) by now; look at it again before you decide"
        case .calendarUnpublished(let year):
            "the working days of \(year) are not published yet; ask again when they are"
        case .caseExists: "a case of this id exists already"
        case .nothingReferred: "nothing of this order waits for a person"
        case .notExtendable:
            "the receipt of an order can be put off once, after its dispatch and before it counts as received"
        }
    }

    private static func words(of acts: [CaseAct.Kind]) -> String {
        acts.isEmpty ? "nothing" : acts.map(\.rawValue).joined(separator: ", ")
    }
}

extension CaseWait {
    fileprivate var words: String {
        switch self {
        case .contact: "contacting the buyer"
        case .decision: "deciding"
        case .sendBack: "sending the goods back"
        case .confirmation: "confirming the goods that came back"
        }
    }
}

extension Money {
    /// `129.00 CNY`.
    fileprivate var words: String {
        let amount = ExactDecimal.format(Int(minorUnits), fractionDigits: currency.fractionDigits)
        return "\(amount) \(currency.code)"
    }
}
