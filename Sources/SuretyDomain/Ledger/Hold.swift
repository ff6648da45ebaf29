/// Money set aside for one payment to a buyer, with whom it was taken from. It is resolved once: paid out, or
/// returned.
///
/// An instruction has one hold at a time, and either resolution empties its account, so posting a second one is refused as
/// insufficient.
package struct Hold: Hashable, Sendable {
    package let instruction: InstructionID
    package let currency: Currency
    /// What was taken from whom, above zero, in the order in which they were asked.
    package let sources: [Posting]

    /// The hold that a transfer opened; nil of any other transfer.
    package init?(openedBy transfer: Transfer) {
        guard case .held(_, let instruction) = transfer.cause else { return nil }
        self.instruction = instruction
        currency = transfer.currency
        sources = transfer.postings.filter { $0.amount < 0 }.map { Posting($0.account, -$0.amount) }
    }

    /// In minor units.
    package var amount: Int64 { sources.reduce(0) { $0 + $1.amount } }

    /// All of it to the buyer.
    package func paidOut(at: Instant) -> Transfer? {
        let amount = Money(minorUnits: amount, currency)
        return .moving(amount, from: .held(instruction), to: .buyer, cause: .heldPaidOut(instruction), at: at)
    }

    /// To each what was taken from it. What the platform advanced and has got back from the shop since goes to the
    /// shop's payable instead.
    package func returned(at: Instant, balance: (Account) -> Int64) -> Transfer? {
        var parts = [Posting(.held(instruction), -amount)]
        for source in sources {
            if source.account == .platformAdvance {
                let owed = min(source.amount, max(0, -balance(.platformAdvance)))
                parts += [Posting(.platformAdvance, owed), Posting(.payable, source.amount - owed)]
            } else {
                parts.append(source)
            }
        }
        return .merging(parts, cause: .heldReturned(instruction), at: at, currency)
    }
}

extension Transfer {
    /// All that is set aside for an instruction goes to the buyer.
    package static func paidOut(_ amount: Money, of instruction: InstructionID, at: Instant) -> Transfer? {
        moving(amount, from: .held(instruction), to: .buyer, cause: .heldPaidOut(instruction), at: at)
    }

    /// A payment to the buyer that was decided on is taken from payers in their order and set aside.
    ///
    /// Throws `uncovered`, and `alreadyHeld` where money is set aside for the instruction already.
    package static func held(
        _ amount: Money, for order: OrderID, in instruction: InstructionID, at: Instant, payers: [Payer],
        balance: (Account) -> Int64
    ) throws(LedgerFault) -> Transfer? {
        guard balance(.held(instruction)) == 0 else { throw .alreadyHeld(instruction) }
        let taken = try Payer.draw(amount, from: payers, for: order, balance: balance)
        let parts = taken + [Posting(.held(instruction), amount.minorUnits)]
        return merging(parts, cause: .held(order, instruction), at: at, amount.currency)
    }
}
