/// Why money moved: every posting names its cause by its transfer.
package enum TransferCause: Hashable, Sendable {
    /// The buyer paid.
    case paid(OrderID, FactKey)
    /// Another amount was paid than had been told, or nothing.
    case paymentCorrected(OrderID, FactKey)
    /// The marketplace refunded a line.
    case refundTold(OrderID, LineID, FactKey)
    /// Another amount was refunded than had been told, or nothing.
    case refundCorrected(OrderID, LineID, FactKey)
    /// Receipt was confirmed and nothing stands against it.
    case released(OrderID)
    /// The order was closed undispatched.
    case closed(OrderID)
    /// A payment to the buyer was decided on: set aside until it is known to have been carried out.
    case held(OrderID, InstructionID)
    /// What was held went to the buyer.
    case heldPaidOut(InstructionID)
    /// What was held went back to those it was taken from.
    case heldReturned(InstructionID)
    /// The marketplace said what stands on a deposit account.
    case depositStated(DepositKind, FactKey)
    /// The shop put money on its guarantee budget.
    case budgetToppedUp
    /// The platform got back what it had paid in the shop's place.
    case advanceRecovered
    /// The shop was paid what the platform owed it.
    case settled
}

extension TransferCause {
    /// The order whose payments or refunds it is about.
    package var order: OrderID? {
        switch self {
        case .paid(let order, _), .paymentCorrected(let order, _), .refundTold(let order, _, _),
            .refundCorrected(let order, _, _):
            order
        case .released, .closed, .held, .heldPaidOut, .heldReturned, .depositStated, .budgetToppedUp,
            .advanceRecovered, .settled:
            nil
        }
    }
}
