package import SuretyDomain

extension DeadlineKind {
    /// What happens when it falls due, in a word that answers have.
    func outcome(under procedure: CaseProcedure?) -> String {
        switch self {
        case .records: "carried-out-by-the-records"
        case .reminder: "remind"
        case .wait(let wait): procedure?.waits[wait]?.then.rawValue ?? "nothing"
        case .receipt: "count-as-received"
        case .undispatched: "close-and-refund"
        }
    }

    /// The same in a sentence.
    package func sentence(under procedure: CaseProcedure?) -> String {
        switch self {
        case .records: "what the records show decides: refunded, or refused where it was dispatched before"
        case .reminder(let wait): "the one who is waited for (\(wait.rawValue)) is reminded"
        case .wait(let wait):
            switch procedure?.waits[wait]?.then {
            case .breach: "the silence is recorded against the merchant"
            case .approve: "the merchant's silence approves it"
            case .close: "the case is closed, since nothing was sent back"
            case .refund: "the merchant's silence confirms the return, and the buyer is refunded"
            case nil: "nothing"
            }
        case .receipt: "the order counts as received, where nothing speaks against it"
        case .undispatched: "the order is closed and refunded, where it was not dispatched"
        }
    }
}

extension CaseMove {
    /// What happened, in a sentence.
    package var sentence: String {
        switch event {
        case .contacted: "the merchant spoke with the buyer"
        case .approved(.returnAndRefund, by: .clock): "the term ended: the merchant's silence approved the return"
        case .approved(.refund, by: .clock): "the term ended: the merchant's silence approved the refund"
        case .approved(.returnAndRefund, _): "the \(by.rawValue) approved it: the goods go back, then the money"
        case .approved(.refund, _): "the \(by.rawValue) approved the refund, with nothing to send back"
        case .refused: by == .clock ? "refused: it had been dispatched before" : "the \(by.rawValue) refused it"
        case .sentBack(let waybill): "the buyer sent the goods back: \(waybill.carrier) \(waybill.number)"
        case .confirmed(by: .clock): "the term ended: the merchant's silence confirmed the return"
        case .confirmed: "the merchant confirmed that the goods are back"
        case .disputed: "the merchant disputes what came back"
        case .withdrawn: "the buyer withdrew it"
        case .lapsed: "the term ended: nothing was sent back, and the case is closed"
        case .refunded: "it was decided to pay the buyer"
        case .reminded(let wait): "a reminder was due (\(wait.rawValue))"
        case .breached(let wait): "the term ended (\(wait.rawValue)): recorded against the merchant"
        case .referred(let reason): "handed to a person: \(reason.rawValue)"
        case .reopened: "the buyer opened it again"
        }
    }
}
