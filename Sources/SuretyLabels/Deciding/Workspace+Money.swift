import SuretyDomain
import SuretyRules

/// Money: moved by the ledger alone, in the batch of the decision that causes it.
extension Workspace {
    /// Posts a transfer to a shop's book. Whoever makes one has read the balances, so only amounts beyond the range of
    /// money can be in its way: the book then stays as it is, and what is missing is posted once it fits.
    @discardableResult
    private mutating func post(_ transfer: Transfer?, to shop: ShopID) -> Bool {
        guard let transfer else { return true }
        guard (try? Ledger.post(transfer, balance: balance(of: shop, transfer.currency))) != nil else { return false }
        append(.transferred(shop, transfer))
        return true
    }

    mutating func settleDeposit(of shop: ShopID, by fact: FactKey, at instant: Instant) {
        guard let stated = shops[shop]?.shop.deposits.last?.value else { return }
        let balance = balance(of: shop, stated.currency)
        let money = Money(minorUnits: stated.balance, stated.currency)
        post(try? Transfer.depositStated(money, by: fact, at: instant, balance: balance), to: shop)
    }

    mutating func apply(_ transfer: Transfer, to shop: ShopID) {
        do {
            let posted = try Ledger.post(transfer, balance: balance(of: shop, transfer.currency))
            for (account, amount) in posted {
                balances.set(AccountKey(shop: shop, account: account, currency: transfer.currency), amount)
            }
        } catch {
            preconditionFailure("a transfer does not fit its book: \(error)")
        }
        guard let order = transfer.cause.order else { return }
        orders.change(OrderKey(shop: shop, order: order), fresh: .init()) { $0.money.note(transfer) }
    }

    func balance(of shop: ShopID, _ currency: Currency) -> (Account) -> Int64 {
        { account in balances[AccountKey(shop: shop, account: account, currency: currency)] ?? 0 }
    }

    /// Brings the book to what an order's facts say was paid and refunded outside, and pays out to the shop what nothing
    /// holds back any more.
    mutating func settleMoney(of key: OrderKey, by fact: FactKey, at instant: Instant) {
        // Before the first edition nothing says that money is held.
        guard let order = orders[key], order.money.currency != nil || order.isPinnedToABook else { return }
        let currency = order.payment?.value.currency ?? order.money.currency
        if let old = order.money.currency, old != currency {
            // What stands in the book of another currency than was paid in is taken back there.
            correctRefunds(of: order, key, to: 0, old, by: fact, at: instant)
            correct(order, key, to: 0, old, by: fact, at: instant)
        }
        if let currency, let order = orders[key] {
            correct(order, key, to: order.amountPaid, currency, by: fact, at: instant)
            correctRefunds(of: order, key, to: order.refundsOwedByFacts, currency, by: fact, at: instant)
        }
        release(key, at: instant)
    }

    private mutating func correct(
        _ order: Order, _ key: OrderKey, to amount: Int64, _ currency: Currency, by fact: FactKey, at instant: Instant
    ) {
        let difference = amount - order.money.received
        guard difference != 0 else { return }
        let balance = balance(of: key.shop, currency)
        let transfer =
            order.money.received == 0
            ? try? Transfer.paid(Money(minorUnits: amount, currency), for: key.order, by: fact, at: instant)
            : try? Transfer.paymentCorrected(
                by: Money(minorUnits: difference, currency), for: key.order, by: fact, at: instant,
                payers: payers(of: order), balance: balance)
        post(transfer, to: key.shop)
    }

    private mutating func correctRefunds(
        of order: Order, _ key: OrderKey, to amount: Int64, _ currency: Currency, by fact: FactKey, at instant: Instant
    ) {
        let difference = amount - order.money.refundedByFacts
        guard difference != 0, let line = order.refunds.last?.value.line ?? order.payment?.value.lines.first?.line
        else { return }
        let balance = balance(of: key.shop, currency)
        let transfer = try? Transfer.refundCorrected(
            by: Money(minorUnits: difference, currency), of: line, for: key.order, by: fact, at: instant,
            payers: payers(of: order), balance: balance)
        post(transfer, to: key.shop)
    }

    /// Who stands in where escrow has gone: the platform in the end.
    private func payers(of order: Order) -> [Payer] {
        clock(of: order)?.payers ?? Payer.inOrder
    }

    /// Escrow goes to the shop at confirmed receipt, when no case is open on the order.
    mutating func release(_ key: OrderKey, at instant: Instant) {
        guard let order = orders[key], let currency = order.money.currency, order.receiptConfirmedAt != nil else {
            return
        }
        guard !order.cases.contains(where: { cases[$0]?.isOpen ?? false }) else { return }
        releaseEscrow(of: key, currency, at: instant)
    }

    /// All that is left in an order's escrow goes to the shop, and from there what it owes to the platform.
    mutating func releaseEscrow(of key: OrderKey, _ currency: Currency, at instant: Instant) {
        post(
            Transfer.released(key.order, at: instant, currency, balance: balance(of: key.shop, currency)),
            to: key.shop)
        post(
            Transfer.advanceRecovered(at: instant, currency, balance: balance(of: key.shop, currency)), to: key.shop)
    }

    /// Sets money aside for a buyer and instructs the provider to pay it.
    mutating func pay(
        _ amount: Money, for key: OrderKey, caseID: CaseID?, consumer: ConsumerID, payers: [Payer],
        as id: InstructionID, at instant: Instant
    ) {
        guard amount.minorUnits > 0 else { return }
        // Money that cannot be set aside is not paid out either: a person looks into it.
        let isSetAside = setAside(amount, for: key, payers, as: id, at: instant)
        append(
            .instructed(
                Instruction(
                    id: id, order: key, caseID: caseID, consumer: consumer, amount: amount, decidedAt: instant,
                    status: isSetAside ? .pending : .uncovered, nextAttempt: isSetAside ? now : nil)))
    }

    private mutating func setAside(
        _ amount: Money, for key: OrderKey, _ payers: [Payer], as id: InstructionID, at instant: Instant
    ) -> Bool {
        // What was decided in a currency that the payment, as corrected since, is not in.
        guard orders[key]?.money.currency == amount.currency else { return false }
        let balance = balance(of: key.shop, amount.currency)
        let held = try? Transfer.held(amount, for: key.order, in: id, at: instant, payers: payers, balance: balance)
        return held != nil && post(held, to: key.shop)
    }

    /// What the provider said of an instruction. Its word counts once, however often it comes.
    mutating func takeOutcome(
        _ id: InstructionID, of shop: ShopID, _ outcome: PaymentOutcome, at instant: Instant
    ) -> Outcome {
        guard var instruction = instructions[id], instruction.order.shop == shop else {
            return .refused(.unknownInstruction)
        }
        let wait = PaymentRetries.wait(after: instruction.attempts)
        guard instruction.take(outcome, at: now, retryAfter: wait) else { return .duplicate(number: 0) }
        let number = append(.instructionMoved(instruction))
        if instruction.status == .succeeded {
            post(Transfer.paidOut(instruction.amount, of: id, at: instant), to: shop)
        }
        return .accepted(number: number)
    }

    mutating func retry(_ id: InstructionID, of shop: ShopID) -> Outcome {
        guard var instruction = instructions[id], instruction.order.shop == shop else {
            return .refused(.unknownInstruction)
        }
        guard instruction.status == .failed else { return .duplicate(number: 0) }
        instruction.retry(at: now)
        return .accepted(number: append(.instructionMoved(instruction)))
    }
}

/// How long to wait before the provider is asked again; technical, no rule.
package enum PaymentRetries {
    /// Twice as long each time, from 2 seconds to an hour.
    package static func wait(after attempts: Int) -> Int64 {
        min(3_600_000, 2_000 << Int64(min(attempts, 11)))
    }
}

extension Payer {
    /// The order of section "money": escrow, what is payable, the deposit, and the platform for the rest.
    static let inOrder: [Payer] = [.escrow, .payable, .deposit, .platformAdvance]
}

extension Order {
    /// What the marketplace says it refunded itself, as far as there was something to refund, in minor units.
    var refundsOwedByFacts: Int64 {
        guard let payment else { return 0 }
        let owed = payment.value.lines.reduce(Int128(0)) { sum, line in
            let told = refunds.entries.reduce(Int128(0)) { sum, entry in
                entry.value.line == line.line ? sum + Int128(entry.value.amount) : sum
            }
            return sum + min(told, Int128(line.paid) + Int128(line.freight))
        }
        return Int64(clamping: owed)
    }
}
