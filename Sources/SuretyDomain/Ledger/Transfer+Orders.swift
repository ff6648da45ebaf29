extension Transfer {
    /// A payment goes into the order's escrow.
    package static func paid(
        _ amount: Money, for order: OrderID, by fact: FactKey, at: Instant
    ) throws(LedgerFault) -> Transfer? {
        try Ledger.check(amount)
        return moving(amount, from: .buyer, to: .escrow(order), cause: .paid(order, fact), at: at)
    }

    /// What was paid turns out to be more by `difference`, or, below zero, less. More goes into escrow; less is taken
    /// from payers in their order.
    package static func paymentCorrected(
        by difference: Money, for order: OrderID, by fact: FactKey, at: Instant, payers: [Payer],
        balance: (Account) -> Int64
    ) throws(LedgerFault) -> Transfer? {
        try change(
            by: difference, for: order, cause: .paymentCorrected(order, fact), at: at, payers: payers, balance: balance)
    }

    /// The buyer got a refund outside: it is taken from payers in their order.
    package static func refundTold(
        _ amount: Money, of line: LineID, for order: OrderID, by fact: FactKey, at: Instant, payers: [Payer],
        balance: (Account) -> Int64
    ) throws(LedgerFault) -> Transfer? {
        try Ledger.check(amount)
        return try change(
            by: Money(minorUnits: -amount.minorUnits, amount.currency), for: order,
            cause: .refundTold(order, line, fact), at: at, payers: payers, balance: balance)
    }

    /// What was refunded outside turns out to be more by `difference`, or, below zero, less. More is taken from payers;
    /// less goes into escrow, even of an order released before: releasing it again moves that on.
    package static func refundCorrected(
        by difference: Money, of line: LineID, for order: OrderID, by fact: FactKey, at: Instant, payers: [Payer],
        balance: (Account) -> Int64
    ) throws(LedgerFault) -> Transfer? {
        guard Ledger.isInRange(difference.minorUnits) else { throw .amountOutOfRange(difference.minorUnits) }
        return try change(
            by: Money(minorUnits: -difference.minorUnits, difference.currency), for: order,
            cause: .refundCorrected(order, line, fact), at: at, payers: payers, balance: balance)
    }

    /// All that is in the order's escrow becomes payable to the shop.
    package static func released(
        _ order: OrderID, at: Instant, _ currency: Currency, balance: (Account) -> Int64
    ) -> Transfer? {
        let all = Money(minorUnits: balance(.escrow(order)), currency)
        return moving(all, from: .escrow(order), to: .payable, cause: .released(order), at: at)
    }

    /// All that is in the escrow of an order that was never dispatched goes back to the buyer.
    package static func closed(
        _ order: OrderID, at: Instant, _ currency: Currency, balance: (Account) -> Int64
    ) -> Transfer? {
        let all = Money(minorUnits: balance(.escrow(order)), currency)
        return moving(all, from: .escrow(order), to: .buyer, cause: .closed(order), at: at)
    }

    /// What the buyer has given for an order, less what came back, changes by so much.
    private static func change(
        by difference: Money, for order: OrderID, cause: TransferCause, at: Instant, payers: [Payer],
        balance: (Account) -> Int64
    ) throws(LedgerFault) -> Transfer? {
        let (amount, currency) = (difference.minorUnits, difference.currency)
        guard Ledger.isInRange(amount) else { throw .amountOutOfRange(amount) }
        if amount >= 0 { return moving(difference, from: .buyer, to: .escrow(order), cause: cause, at: at) }
        let taken = try Payer.draw(
            Money(minorUnits: -amount, currency), from: payers, for: order, balance: balance)
        return merging(taken + [Posting(.buyer, -amount)], cause: cause, at: at, currency)
    }
}
