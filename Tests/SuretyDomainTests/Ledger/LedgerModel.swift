import SuretyDomain

/// A second, plain reading of the book's rules: named sums, changed in place, looked at as a whole afterwards. It knows
/// no postings.
struct LedgerModel {
    static let orders = (1...4).map { OrderID("o-\($0)") }
    static let instructions = (1...4).map { InstructionID("i-\($0)") }

    var escrow = [Int128](repeating: 0, count: orders.count)
    var held = [Int128](repeating: 0, count: instructions.count)
    var payable: Int128 = 0
    var deposit: Int128 = 0
    var promotion: Int128 = 0
    var budget: Int128 = 0
    /// What the shop owes the platform.
    var owed: Int128 = 0
    var buyerGave: Int128 = 0
    var merchantGave: Int128 = 0
    /// Of each instruction that money is set aside for, what was taken from whom.
    var taken = [[(WritableKeyPath<LedgerModel, Int128>, Int128)]](repeating: [], count: instructions.count)

    enum Outcome: Hashable {
        case moved, nothing
        case refused(Reason)
    }

    enum Reason: Error, Hashable, CaseIterable { case amount, uncovered, alreadyHeld, unsound }

    /// Carries out a command as a whole, or not at all.
    mutating func run(_ command: LedgerCommand) -> Outcome {
        var after = self
        do throws(Reason) {
            guard try after.carryOut(command) else { return .nothing }
        } catch {
            return .refused(error)
        }
        guard after.isSound else { return .refused(.unsound) }
        self = after
        return .moved
    }

    /// Every account with its balance.
    var balances: [(Account, Int128)] {
        [
            (.payable, payable), (.deposit(.shop), deposit), (.deposit(.promotion), promotion), (.budget, budget),
            (.platformAdvance, -owed), (.buyer, -buyerGave), (.merchant, -merchantGave),
        ] + zip(Self.orders, escrow).map { (.escrow($0), $1) } + zip(Self.instructions, held).map { (.held($0), $1) }
    }

    private var isSound: Bool {
        let inside = escrow + held + [payable, deposit, promotion, budget, owed]
        return inside.allSatisfy { 0 <= $0 && $0 <= most } && [buyerGave, merchantGave].allSatisfy { abs($0) <= most }
    }

    /// Whether anything moved.
    private mutating func carryOut(_ command: LedgerCommand) throws(Reason) -> Bool {
        switch command {
        case .pay(let order, let amount): return try give(amount, \.buyerGave, \.escrow[order])
        case .correctPayment(let order, let difference, let payers):
            return try changeBuyer(Int128(difference), order, payers)
        case .refund(let order, let amount, let payers):
            try require(amount)
            return try changeBuyer(-Int128(amount), order, payers)
        case .correctRefund(let order, let difference, let payers):
            return try changeBuyer(-Int128(difference), order, payers)
        case .release(let order): return moveAll(\.escrow[order], { $0.payable += $1 })
        case .close(let order): return moveAll(\.escrow[order], { $0.buyerGave -= $1 })
        case .hold(let order, let index, let amount, let payers): return try hold(order, index, amount, payers)
        case .payOut(let index, let amount):
            if amount == 0 { return false }
            guard held[index] == amount else { throw .unsound }
            taken[index] = []
            return moveAll(\.held[index], { $0.buyerGave -= $1 })
        case .giveBack(let index, let amount):
            if amount == 0 { return false }
            guard held[index] == amount else { throw .unsound }
            giveBack(index)
            return true
        case .stateDeposit(let kind, let amount):
            try require(amount)
            let path: WritableKeyPath<LedgerModel, Int128> = kind == .shop ? \.deposit : \.promotion
            let before = self[keyPath: path]
            merchantGave += Int128(amount) - before
            self[keyPath: path] = Int128(amount)
            return before != amount
        case .topUp(let amount): return try give(amount, \.merchantGave, \.budget)
        case .recover:
            let back = min(owed, payable)
            owed -= back
            payable -= back
            return back > 0
        case .settle(let amount):
            try require(amount)
            payable -= Int128(amount)
            merchantGave -= Int128(amount)
            return amount > 0
        }
    }

    private mutating func give(
        _ amount: Int64, _ giver: WritableKeyPath<LedgerModel, Int128>, _ taker: WritableKeyPath<LedgerModel, Int128>
    ) throws(Reason) -> Bool {
        try require(amount)
        self[keyPath: giver] += Int128(amount)
        self[keyPath: taker] += Int128(amount)
        return amount > 0
    }

    private mutating func moveAll(
        _ from: WritableKeyPath<LedgerModel, Int128>, _ put: (inout LedgerModel, Int128) -> Void
    ) -> Bool {
        let all = self[keyPath: from]
        self[keyPath: from] = 0
        put(&self, all)
        return all > 0
    }

    private mutating func changeBuyer(_ difference: Int128, _ order: Int, _ payers: [Payer]) throws(Reason) -> Bool {
        guard abs(difference) <= most else { throw .amount }
        if difference < 0 { _ = try take(-difference, order, payers) } else { escrow[order] += difference }
        buyerGave += difference
        return difference != 0
    }

    private mutating func hold(_ order: Int, _ index: Int, _ amount: Int64, _ payers: [Payer]) throws(Reason) -> Bool {
        guard held[index] == 0 else { throw .alreadyHeld }
        try require(amount)
        taken[index] = try take(Int128(amount), order, payers)
        held[index] = Int128(amount)
        return amount > 0
    }

    /// The first payers that together have `amount` give all they have, but the last of them only what is missing.
    private mutating func take(
        _ amount: Int128, _ order: Int, _ payers: [Payer]
    ) throws(Reason) -> [(WritableKeyPath<LedgerModel, Int128>, Int128)] {
        var covered: Int128 = 0
        var parts: [(WritableKeyPath<LedgerModel, Int128>, Int128)] = []
        for payer in payers {
            if payer == .platformAdvance {
                parts.append((\.owed, amount - covered))
                owed += amount - covered
                return parts
            }
            let path = path(of: payer, order)
            let reach = min(amount, covered + self[keyPath: path])
            parts.append((path, reach - covered))
            self[keyPath: path] -= reach - covered
            covered = reach
        }
        guard covered == amount else { throw .uncovered }
        return parts
    }

    private mutating func giveBack(_ index: Int) {
        for (path, amount) in taken[index] where path != \.owed { self[keyPath: path] += amount }
        for (path, amount) in taken[index] where path == \.owed {
            // Debt first; what the shop has paid back already is the shop's.
            owed -= amount
            payable += max(0, -owed)
            owed = max(0, owed)
        }
        taken[index] = []
        held[index] = 0
    }

    private func path(of payer: Payer, _ order: Int) -> WritableKeyPath<LedgerModel, Int128> {
        switch payer {
        case .escrow: \.escrow[order]
        case .payable: \.payable
        case .budget: \.budget
        case .deposit: \.deposit
        case .platformAdvance: \.owed
        }
    }

    private func require(_ amount: Int64) throws(Reason) {
        guard amount >= 0, Int128(amount) <= most else { throw .amount }
    }

    private var most: Int128 { 1 << 53 }
}
