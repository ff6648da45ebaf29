package import SuretyDomain

/// Something that waits for a person: automation could not decide it, or may not.
package struct ReferralKey: Hashable, Sendable {
    package let shop: ShopID
    package let subject: Subject

    package init(shop: ShopID, subject: Subject) {
        self.shop = shop
        self.subject = subject
    }

    package enum Subject: Hashable, Sendable {
        case aftersales(CaseID)
        case order(OrderID)
        case instruction(InstructionID)
    }
}

extension ReferralKey.Subject {
    /// The kind and id in rows.
    package var columns: (kind: String, id: String) {
        switch self {
        case .aftersales(let id): ("case", id.text)
        case .order(let id): ("order", id.text)
        case .instruction(let id): ("instruction", id.text)
        }
    }

    package init?(kind: String, id: String) {
        switch kind {
        case "case": self = .aftersales(CaseID(id))
        case "order": self = .order(OrderID(id))
        case "instruction": self = .instruction(InstructionID(id))
        default: return nil
        }
    }
}

extension Workspace {
    /// Keeps the list of what waits for a person equal to what the state says.
    mutating func refer(_ subject: ReferralKey.Subject, of shop: ShopID, from before: Bool, to after: Bool) {
        guard before != after else { return }
        referrals.set(ReferralKey(shop: shop, subject: subject), after ? now : nil)
    }
}
