import SuretyDomain
import SuretyLabels

/// Follows money and cases through the journals: no account breaks its bound, no case is paid twice, nothing is paid out
/// that was not held, and no end of a term is carried out twice or early.
struct MoneyWatch {
    private(set) var instructions: [InstructionID: Instruction] = [:]
    private(set) var opened: [CaseID: CaseOpening] = [:]
    private(set) var fired = 0
    private var balances: [AccountKey: Int64] = [:]
    private var paidOut: Set<InstructionID> = []
    private var carriedOut: Set<String> = []
    private var ended: Set<CaseID> = []

    mutating func take(_ event: JournalEvent, recordedAt: Instant) throws(SimulationFailure) {
        switch event {
        case .transferred(let shop, let transfer): try take(transfer, of: shop)
        case .instructed(let instruction):
            try expect(instructions[instruction.id] == nil, "\(instruction.id.text) is instructed twice")
            let isPaidTwice = instruction.caseID.map { id in instructions.values.contains { $0.caseID == id } } ?? false
            try expect(!isPaidTwice, "a case is paid twice, now by \(instruction.id.text)")
            instructions[instruction.id] = instruction
        case .instructionMoved(let instruction):
            let before = instructions[instruction.id]?.status
            try expect(
                before != nil && before != .succeeded,
                "\(instruction.id.text) moves on from \(String(describing: before))")
            instructions[instruction.id] = instruction
        case .caseOpened(let opening):
            try expect(opened[opening.claim.id] == nil, "\(opening.claim.id.text) is opened twice")
            opened[opening.claim.id] = opening
        case .caseMoved(let move): try take(move, recordedAt)
        case .orderMoved(let move):
            if case .referred = move.event { return }
            try expect(move.at <= recordedAt, "\(move.key.order.text) is moved before its time")
            try expect(carriedOut.insert("\(move.key) \(move.event)").inserted, "\(move) happens twice")
        default: break
        }
    }

    private mutating func take(_ move: CaseMove, _ recordedAt: Instant) throws(SimulationFailure) {
        try expect(opened[move.id] != nil, "\(move.id.text) moves before it is opened")
        try expect(!ended.contains(move.id), "\(move.id.text) goes on after its end")
        if [.refunded, .withdrawn, .lapsed].contains(move.stage) { ended.insert(move.id) }
        guard move.by == .clock else { return }
        fired += 1
        if case .referred = move.event { return }
        try expect(move.at <= recordedAt, "a term of \(move.id.text) ends before its time")
        let isFirst = carriedOut.insert("\(move.id.text) \(move.event) \(move.at)").inserted
        try expect(isFirst, "\(move.event) of \(move.id.text) is carried out twice")
    }

    private mutating func take(_ transfer: Transfer, of shop: ShopID) throws(SimulationFailure) {
        for posting in transfer.postings {
            let key = AccountKey(shop: shop, account: posting.account, currency: transfer.currency)
            let balance = (balances[key] ?? 0) + posting.amount
            balances[key] = balance
            let isKept =
                switch posting.account.bound {
                case .atLeastZero: balance >= 0
                case .atMostZero: balance <= 0
                case .none: true
                }
            try expect(isKept, "\(shop.text) \(posting.account.text) is \(balance)")
        }
        if case .heldPaidOut(let id) = transfer.cause {
            try expect(paidOut.insert(id).inserted, "\(id.text) is paid out twice")
        }
    }

    /// What succeeded is paid, whatever is paid succeeds in the end, and nothing is held any more.
    func check(against paid: [InstructionID: Money], isAtRest: Bool) throws(SimulationFailure) {
        for (id, instruction) in instructions where instruction.status == .succeeded {
            try expect(paid[id] == instruction.amount, "\(id.text) is said to be paid and is not")
        }
        for id in paid.keys { try expect(instructions[id] != nil, "\(id.text) is paid and nobody decided on it") }
        guard isAtRest else { return }
        for (id, instruction) in instructions {
            let isOver = instruction.status == .succeeded || instruction.status == .uncovered
            try expect(isOver, "\(id.text) is \(instruction.status.rawValue) in the end")
            let isHeld = balances.contains { $0.key.account == .held(id) && $0.value != 0 }
            try expect(!isHeld, "\(id.text) is over and holds money")
        }
        var sums: [String: Int64] = [:]
        for (key, amount) in balances { sums["\(key.shop.text) \(key.currency.code)", default: 0] += amount }
        try expect(sums.values.allSatisfy { $0 == 0 }, "the books do not sum to zero: \(sums)")
    }

    private func expect(_ isTrue: Bool, _ text: @autoclosure () -> String) throws(SimulationFailure) {
        if !isTrue { throw SimulationFailure(text()) }
    }
}
