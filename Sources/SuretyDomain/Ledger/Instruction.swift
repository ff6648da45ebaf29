/// An order to the payment provider to pay a buyer. That it is to be paid was decided; whether it has been is another
/// matter, which only the provider's word settles.
package struct Instruction: Hashable, Sendable {
    package let id: InstructionID
    package let order: OrderKey
    /// The case that decided on it; nil where time closed the order.
    package let caseID: CaseID?
    package let consumer: ConsumerID
    package let amount: Money
    package let decidedAt: Instant
    package private(set) var status: Status
    /// How often the provider was asked.
    package private(set) var attempts: Int
    /// When it is asked next; nil where it is not to be.
    package private(set) var nextAttempt: Instant?

    package init(
        id: InstructionID, order: OrderKey, caseID: CaseID?, consumer: ConsumerID, amount: Money, decidedAt: Instant,
        status: Status = .pending, attempts: Int = 0, nextAttempt: Instant?
    ) {
        self.id = id
        self.order = order
        self.caseID = caseID
        self.consumer = consumer
        self.amount = amount
        self.decidedAt = decidedAt
        self.status = status
        self.attempts = attempts
        self.nextAttempt = nextAttempt
    }

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case pending
        /// The provider did not answer: it may have paid. It is asked about this id again, never paid under another.
        case unknown
        case succeeded
        /// The provider has said that it will not pay. A person looks into it and has it tried again.
        case failed
        /// The money to pay could not be set aside.
        case uncovered
    }

    package var needsPerson: Bool { status == .failed || status == .uncovered }

    /// Takes in what the provider said. Answers whether it told anything new: the same word twice changes nothing, and
    /// what has succeeded stays so.
    package mutating func take(_ outcome: PaymentOutcome, at instant: Instant, retryAfter: Int64) -> Bool {
        guard status != .succeeded, status != .uncovered else { return false }
        switch outcome {
        case .succeeded: (status, nextAttempt) = (.succeeded, nil)
        case .failed:
            guard status != .failed else { return false }
            (status, nextAttempt) = (.failed, nil)
        case .unknown:
            guard status != .failed else { return false }
            (status, nextAttempt) = (.unknown, instant.adding(milliseconds: retryAfter))
        }
        attempts += 1
        return true
    }

    /// Has a failed one tried again.
    package mutating func retry(at instant: Instant) {
        status = .pending
        nextAttempt = instant
    }
}

/// What the payment provider says of an instruction.
package enum PaymentOutcome: Hashable, Sendable {
    case succeeded
    /// It will not pay, and has not.
    case failed(reason: String)
    /// It did not say: a time-out, a broken line.
    case unknown
}
