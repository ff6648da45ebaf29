package import SuretyDomain

/// A claim as it was received.
package struct Claiming: Hashable, Sendable {
    package let claim: Claim
    /// When the request had been read whole: that decides whether it is in time.
    package let at: Instant

    package init(claim: Claim, at: Instant) {
        self.claim = claim
        self.at = at
    }
}

/// An act on a case as it was received.
package struct Acting: Hashable, Sendable {
    package let caseID: CaseID
    package let actor: Actor
    package let act: CaseAct
    package let at: Instant
    /// The version of the case that the caller saw, where it says so.
    package let version: Int64?
    package let note: NoteDigest?

    package init(caseID: CaseID, actor: Actor, act: CaseAct, at: Instant, version: Int64?, note: NoteDigest?) {
        self.caseID = caseID
        self.actor = actor
        self.act = act
        self.at = at
        self.version = version
        self.note = note
    }

    /// Who acts: another's case is to them as if it were not there.
    package enum Actor: Hashable, Sendable {
        case consumer(ConsumerID)
        case merchant(ShopID)
        case adjudicator

        package var party: Party {
            switch self {
            case .consumer: .consumer
            case .merchant: .merchant
            case .adjudicator: .adjudicator
            }
        }
    }
}

/// What a deadline's row is known by: firing deletes it, and a second firing finds none.
package struct DeadlineKey: Hashable, Sendable {
    package let due: Instant
    package let shop: ShopID
    package let kind: DeadlineKind
    package let subject: Subject

    package init(due: Instant, shop: ShopID, kind: DeadlineKind, subject: Subject) {
        self.due = due
        self.shop = shop
        self.kind = kind
        self.subject = subject
    }

    package enum Subject: Hashable, Sendable {
        case order(OrderID)
        case aftersales(CaseID)

        package var text: String {
            switch self {
            case .order(let order): order.text
            case .aftersales(let id): id.text
            }
        }
    }

    /// Of the texts of a row: the kind tells whether it is an order's or a case's.
    package init(due: Instant, shop: ShopID, kind: DeadlineKind, subjectText text: String) {
        switch kind {
        case .receipt, .undispatched: self.init(due: due, shop: shop, kind: kind, subject: .order(OrderID(text)))
        case .records, .wait, .reminder: self.init(due: due, shop: shop, kind: kind, subject: .aftersales(CaseID(text)))
        }
    }
}

/// A due deadline with what is known of who may still have something to say.
package struct Expiring: Hashable, Sendable {
    package let key: DeadlineKey
    /// Every act received before this instant has been decided, on every node.
    package let nodesThrough: Instant
    /// Under which id money will be paid out, should it come to that.
    package let instruction: InstructionID

    package init(key: DeadlineKey, nodesThrough: Instant, instruction: InstructionID) {
        self.key = key
        self.nodesThrough = nodesThrough
        self.instruction = instruction
    }
}

extension DeadlineKey {
    /// The order in which rows lie: by due instant, then by key.
    package func precedes(_ other: DeadlineKey) -> Bool {
        (due, shop, kind.rawValue, subject.text) < (other.due, other.shop, other.kind.rawValue, other.subject.text)
    }
}
