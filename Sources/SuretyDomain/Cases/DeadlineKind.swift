/// What falls due by itself in the life of a case or an order.
package enum DeadlineKind: Hashable, Sendable {
    /// The records up to a claim's application are in, and it can be carried out.
    case records
    case wait(CaseWait)
    case reminder(CaseWait)
    /// An order counts as received if nothing speaks against it; the number of the check, from 0.
    case receipt(Int)
    /// An order that was not dispatched is closed and refunded.
    case undispatched
}

extension DeadlineKind: RawRepresentable {
    /// The name in rows and answers.
    package var rawValue: String {
        switch self {
        case .records: "records"
        case .wait(let wait): wait.rawValue
        case .reminder(let wait): "remind-\(wait.rawValue)"
        case .receipt(let check): "receipt-\(check)"
        case .undispatched: "undispatched"
        }
    }

    package init?(rawValue: String) {
        if let wait = CaseWait(rawValue: rawValue) {
            self = .wait(wait)
        } else if rawValue == "records" {
            self = .records
        } else if rawValue == "undispatched" {
            self = .undispatched
        } else if let wait = DeadlineKind.rest(rawValue, after: "remind-").flatMap(CaseWait.init) {
            self = .reminder(wait)
        } else if let check = DeadlineKind.rest(rawValue, after: "receipt-").flatMap({ Int($0) }),
            check >= 0, rawValue == DeadlineKind.receipt(check).rawValue
        {
            self = .receipt(check)
        } else {
            return nil
        }
    }

    private static func rest(_ text: String, after prefix: String) -> String? {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }
}

/// A deadline of a case or an order: the due instant alone decides; when it is carried out is another matter.
package struct PendingDeadline: Hashable, Sendable {
    package let kind: DeadlineKind
    package let due: Instant

    package init(kind: DeadlineKind, due: Instant) {
        self.kind = kind
        self.due = due
    }
}
