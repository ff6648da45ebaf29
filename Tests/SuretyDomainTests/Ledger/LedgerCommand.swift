import SuretyDomain
import SuretyTestKitCore

/// Something that is done to a book; orders and instructions by their index.
enum LedgerCommand {
    case pay(order: Int, Int64)
    case correctPayment(order: Int, by: Int64, [Payer])
    case refund(order: Int, Int64, [Payer])
    case correctRefund(order: Int, by: Int64, [Payer])
    case release(order: Int)
    case close(order: Int)
    case hold(order: Int, instruction: Int, Int64, [Payer])
    /// The last hold of an instruction, of so much: open, or resolved before.
    case payOut(instruction: Int, Int64)
    case giveBack(instruction: Int, Int64)
    case stateDeposit(DepositKind, Int64)
    case topUp(Int64)
    case recover
    case settle(Int64)

    var name: String { String(describing: self).prefix { $0 != "(" }.description }
}

/// A book and the holds that were opened in it, as a caller has them.
struct LedgerUnderTest {
    private(set) var book = Book()
    /// The last hold of each instruction.
    private(set) var holds = [Hold?](repeating: nil, count: LedgerModel.instructions.count)

    mutating func run(_ command: LedgerCommand) -> LedgerModel.Outcome {
        do throws(LedgerFault) {
            let transfer = try transfer(of: command)
            guard try book.post(transfer) else { return .nothing }
            if case .hold(_, let index, _, _) = command { holds[index] = transfer.flatMap(Hold.init(openedBy:)) }
            return .moved
        } catch {
            switch error {
            case .insufficient, .balanceOutOfRange: return .refused(.unsound)
            case .uncovered: return .refused(.uncovered)
            case .alreadyHeld: return .refused(.alreadyHeld)
            case .amountOutOfRange: return .refused(.amount)
            }
        }
    }

    private func transfer(of command: LedgerCommand) throws(LedgerFault) -> Transfer? {
        let (orders, instructions, fact, at) = (LedgerModel.orders, LedgerModel.instructions, Sample.fact, Sample.at)
        let (line, balance) = (LineID("1"), { (account: Account) in book[account] })
        switch command {
        case .pay(let order, let amount):
            return try .paid(Sample.yuan(amount), for: orders[order], by: fact, at: at)
        case .correctPayment(let order, let difference, let payers):
            return try .paymentCorrected(
                by: Sample.yuan(difference), for: orders[order], by: fact, at: at, payers: payers, balance: balance)
        case .refund(let order, let amount, let payers):
            return try .refundTold(
                Sample.yuan(amount), of: line, for: orders[order], by: fact, at: at, payers: payers, balance: balance)
        case .correctRefund(let order, let difference, let payers):
            return try .refundCorrected(
                by: Sample.yuan(difference), of: line, for: orders[order], by: fact, at: at, payers: payers,
                balance: balance)
        case .release(let order): return .released(orders[order], at: at, .cny, balance: balance)
        case .close(let order): return .closed(orders[order], at: at, .cny, balance: balance)
        case .hold(let order, let index, let amount, let payers):
            return try .held(
                Sample.yuan(amount), for: orders[order], in: instructions[index], at: at, payers: payers,
                balance: balance)
        case .payOut(let index, _):
            guard let hold = holds[index] else { return nil }
            // Two ways to say the same.
            return index.isMultiple(of: 2)
                ? hold.paidOut(at: at) : .paidOut(Sample.yuan(hold.amount), of: hold.instruction, at: at)
        case .giveBack(let index, _):
            guard let hold = holds[index] else { return nil }
            return hold.returned(at: at, balance: balance)
        case .stateDeposit(let kind, let amount):
            return try .depositStated(Sample.yuan(amount), on: kind, by: fact, at: at, balance: balance)
        case .topUp(let amount): return try .budgetToppedUp(by: Sample.yuan(amount), at: at)
        case .recover: return .advanceRecovered(at: at, .cny, balance: balance)
        case .settle(let amount): return try .settled(Sample.yuan(amount), at: at)
        }
    }
}

extension SeededGenerator {
    /// A command on a book as it stands; `isVast` mixes in amounts at the end of the range.
    mutating func command(on ledger: LedgerUnderTest, isVast: Bool) -> LedgerCommand {
        let order = int(in: 0...LedgerModel.orders.count - 1)
        let index = int(in: 0...LedgerModel.instructions.count - 1)
        let amount = amount(on: ledger, isVast: isVast)
        let difference = bool() ? amount : 0 &- amount
        switch int(in: 0...15) {
        case 0, 1, 2: return .pay(order: order, amount)
        case 3: return .correctPayment(order: order, by: difference, payers())
        case 4: return .refund(order: order, amount, payers())
        case 5: return .correctRefund(order: order, by: difference, payers())
        case 6: return .release(order: order)
        case 7: return .close(order: order)
        case 8, 9: return .hold(order: order, instruction: index, amount, payers())
        case 10: return .payOut(instruction: index, ledger.holds[index]?.amount ?? 0)
        case 11: return .giveBack(instruction: index, ledger.holds[index]?.amount ?? 0)
        case 12: return .stateDeposit(pick(DepositKind.allCases), amount)
        case 13: return .topUp(amount)
        case 14: return .recover
        default: return .settle(amount)
        }
    }

    private mutating func payers() -> [Payer] { (0..<int(in: 0...5)).map { _ in pick(Payer.allCases) } }

    private mutating func amount(on ledger: LedgerUnderTest, isVast: Bool) -> Int64 {
        let kind = int(in: 0...19)
        if kind < 8 { return int64(in: 0...20_000) }
        if kind < 12 { return int64(in: -1...3) }
        if isVast, kind < 14 { return Sample.most + int64(in: -3...3) }
        if isVast, kind < 15 { return pick([.min, .max, .min + 1, Sample.most / 2]) }
        // What some account has, exactly or all but.
        let accounts: [Account] = [.payable, .budget, .deposit(.shop), .escrow(pick(LedgerModel.orders))]
        return ledger.book[pick(accounts)] + int64(in: -1...1)
    }
}
