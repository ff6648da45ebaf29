/// Something that time, or its buyer, has done to an order.
package enum OrderEvent: Hashable, Sendable {
    /// A receipt check found that it does not count as received yet.
    case checked(Int)
    /// It counts as received.
    case received
    /// The buyer has put the receipt checks off.
    case extended
    /// It was closed, since it was not dispatched.
    case closed
    /// A person has to decide what a deadline would have brought.
    case referred(DeadlineKind)
    /// A person has decided that it stays as it is.
    case left
}

/// One event of an order as the journal keeps it.
package struct OrderMove: Hashable, Sendable {
    package let key: OrderKey
    package let event: OrderEvent
    package let at: Instant

    package init(key: OrderKey, event: OrderEvent, at: Instant) {
        self.key = key
        self.event = event
        self.at = at
    }
}

extension OrderProgress {
    package mutating func evolve(_ event: OrderEvent, at instant: Instant) {
        switch event {
        case .checked(let check): checksMade = check + 1
        case .received: receivedAt = instant
        case .extended: isExtended = true
        case .closed: closedAt = instant
        case .referred(let kind): referred = kind
        case .left: isLeft = true
        }
    }
}
