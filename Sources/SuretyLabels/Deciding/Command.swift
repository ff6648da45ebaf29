package import SuretyDomain

/// What a partition can be asked to do. Commands of one batch are decided one after another, each on the effects of
/// those before it; one that is refused drops only itself.
package enum Command: Sendable {
    case record(Fact, digest: [UInt8])
    case fire(ChoreKey)
    case receive(from: Partition, number: Int64, JournalEvent.Message)
    case claim(Claiming)
    case act(Acting)
    /// The buyer puts the receipt checks of an order off, once.
    case extendReceipt(OrderKey, ConsumerID, at: Instant)
    /// A person decides what a deadline of an order would have brought: carried out, or left.
    case settleOrder(OrderKey, carriesOut: Bool, instruction: InstructionID, at: Instant)
    case expire(Expiring)
    /// What the provider said of an instruction of this shop.
    case takeOutcome(InstructionID, ShopID, PaymentOutcome, at: Instant)
    case retry(InstructionID, ShopID)
    /// A command that is carried out once for its key, however often it is sent.
    indirect case once(IdempotencyKey, Command)
}

/// What a caller names a request by. It belongs to the caller's credential; `digest` is of the request's body.
package struct IdempotencyKey: Hashable, Sendable {
    package let credential: ID<CredentialKind>
    package let key: ID<IdempotencyKeyKind>
    package let digest: [UInt8]

    package init(credential: String, key: String, digest: [UInt8]) {
        self.credential = ID(credential)
        self.key = ID(key)
        self.digest = digest
    }
}

package enum CredentialKind {}
package enum IdempotencyKeyKind {}

/// The answer that was given to a key, refusals too.
package struct KeptAnswer: Hashable, Sendable {
    package let digest: [UInt8]
    package let outcome: Outcome
    package let at: Instant

    package init(digest: [UInt8], outcome: Outcome, at: Instant) {
        self.digest = digest
        self.outcome = outcome
        self.at = at
    }
}

/// The place of a kept answer.
package struct AnswerKey: Hashable, Sendable {
    package let credential: ID<CredentialKind>
    package let key: ID<IdempotencyKeyKind>

    package init(_ key: IdempotencyKey) {
        credential = key.credential
        self.key = key.key
    }
}

/// What became of a command.
package enum Outcome: Hashable, Sendable {
    /// Recorded or done; the number is that of its first event, 0 where it left none.
    case accepted(number: Int64)
    /// It was here before, under this number, and says the same.
    case duplicate(number: Int64)
    case refused(Refusal)
    /// The answer that its key was given before.
    indirect case replayed(Outcome)
}

/// Why a command was refused. The codes are part of the interface.
package enum Refusal: Error, Hashable, Sendable {
    /// A fact of this id and source says something else.
    case idAlreadyUsed(number: Int64)
    /// The fact it corrects or retracts belongs to another shop or promoter.
    case correctsForeignFact(FactID)
    /// It lies further ahead than clocks may differ.
    case tooFarAhead(by: Int64)
    /// The key named another request before.
    case keyAlreadyUsed
    case aftersales(CaseRefusal)
    case unknownInstruction

    package var code: String {
        switch self {
        case .idAlreadyUsed: "id-already-used"
        case .correctsForeignFact: "corrects-foreign-fact"
        case .tooFarAhead: "too-far-ahead"
        case .keyAlreadyUsed: "idempotency-key-already-used"
        case .aftersales(let refusal): refusal.code
        case .unknownInstruction: "unknown-instruction"
        }
    }
}
