import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// Reads what a market has appended and holds every event against a table of its own: what cases and orders may do, who
/// does it, and when.
struct ClaimWatch {
    private(set) var problems: [String] = []
    private(set) var counts = Counts()
    private var seen: [Int] = Partition.all.map { _ in 0 }
    private var stages: [CaseID: CaseTable.Stage] = [:]
    private var openings: [CaseID: CaseOpening] = [:]
    private var ended: [CaseID: Int] = [:]
    private var fired: Set<String> = []
    private var instructions: [InstructionID: Instruction] = [:]
    private var paidOut: Set<InstructionID> = []
    /// Instants vouched for, by source, with what the platform knew when a refund was decided by records alone.
    private var vouched: Set<SourceID> = []
    private var automatic: [(opening: CaseOpening, source: SourceID, wasVouching: Bool)] = []

    /// What was seen to happen: a run in which nothing did would show nothing.
    struct Counts {
        var cases = 0
        var refunds = 0
        var byTheClock = 0
        var referrals = 0
        var paidOut = 0
        var ordersMoved = 0
        var reopened = 0
        var lateRaces = 0
    }

    mutating func look(at market: MemoryMarket) {
        for partition in Partition.all {
            let fresh = market.journals[partition.index][seen[partition.index]...]
            seen[partition.index] += fresh.count
            for entry in fresh { take(entry, market) }
        }
    }

    mutating func fail(_ text: String) { problems.append(text) }

    private mutating func take(_ entry: MemoryMarket.Entry, _ market: MemoryMarket) {
        switch entry.event {
        case .factRecorded(let fact): take(fact)
        case .caseOpened(let opening):
            counts.cases += 1
            if stages[opening.claim.id] != nil { fail("\(opening.claim.id.text) was opened twice") }
            if opening.total < 0 { fail("\(opening.claim.id.text) asks for \(opening.total)") }
            openings[opening.claim.id] = opening
            stages[opening.claim.id] = opening.answer == .merchant ? .awaitingDecision : .awaitingRecords
        case .caseMoved(let move): take(move, entry, market)
        case .orderMoved(let move): take(move, entry)
        case .instructed(let instruction):
            counts.refunds += 1
            if instructions[instruction.id] != nil { fail("\(instruction.id.text) was instructed twice") }
            if let id = instruction.caseID, instructions.values.contains(where: { $0.caseID == id }) {
                fail("\(id.text) is paid twice")
            }
            instructions[instruction.id] = instruction
        case .instructionMoved(let instruction):
            let before = instructions[instruction.id]?.status
            if before == .succeeded || before == .uncovered {
                fail("\(instruction.id.text) moved after \(before as Any)")
            }
            instructions[instruction.id] = instruction
        case .transferred(_, let transfer):
            guard case .heldPaidOut(let id) = transfer.cause else { return }
            counts.paidOut += 1
            if !paidOut.insert(id).inserted { fail("\(id.text) was paid out twice") }
            if instructions[id]?.status != .succeeded { fail("\(id.text) was paid out before it succeeded") }
        default: break
        }
    }

    // MARK: Cases

    private mutating func take(_ move: CaseMove, _ entry: MemoryMarket.Entry, _ market: MemoryMarket) {
        guard let before = stages[move.id] else { return fail("\(move.id.text) moved before it was opened") }
        if !ClaimWatch.isLegal(move, at: before) {
            fail("\(move.id.text) at \(before.rawValue): \(move.event) by \(move.by.rawValue)")
        }
        let after = ClaimWatch.stage(after: move.event, at: before)
        if move.stage != after { fail("\(move.id.text) is said to be \(move.stage) and is \(after)") }
        stages[move.id] = after
        if case .reopened = move.event { counts.reopened += 1 }
        if [.refunded, .withdrawn, .lapsed].contains(after), before != after {
            ended[move.id, default: 0] += 1
            if ended[move.id] != 1 { fail("\(move.id.text) ended more than once") }
        }
        guard move.by == .clock else { return }
        counts.byTheClock += 1
        if case .referred = move.event {
            counts.referrals += 1
            return
        }
        if entry.recordedAt < move.at { fail("\(move.id.text): \(move.event) was carried out before it was due") }
        if !fired.insert("\(move.id.text) \(move.event) \(move.at)").inserted {
            fail("\(move.id.text): \(move.event) was carried out twice")
        }
        if before == .awaitingRecords, after == .refunded { checkRace(move, market) }
    }

    /// Nothing that was told in time may speak against a refund that nobody has to answer.
    private mutating func checkRace(_ move: CaseMove, _ market: MemoryMarket) {
        guard let opening = openings[move.id] else { return }
        let order = market.workspace(of: .shop(move.shop)).orders[opening.claim.order]
        if let left = order?.leftAt, left <= opening.at {
            fail("\(move.id.text) was refunded, and the parcel had left")
        }
        guard let source = order?.payment?.fact.source else { return }
        automatic.append((opening, source, vouched.contains(source)))
    }

    private mutating func take(_ fact: Fact) {
        if case .sourceCaughtUp = fact.body { vouched.insert(fact.key.source) }
        guard case .orderStepped(let stepped) = fact.body, stepped.step == .dispatched || stepped.step == .signed else {
            return
        }
        let key = OrderKey(shop: stepped.shop, order: stepped.order)
        for one in automatic where one.opening.claim.order == key && fact.at <= one.opening.at {
            counts.lateRaces += 1
            // Whoever vouches for what they have told, and keeps their word, cannot come too late with it.
            if one.wasVouching, one.source == fact.key.source, fact.source == "market" {
                fail("\(one.opening.claim.id.text) was refunded before \(fact.source) had told of its dispatch")
            }
        }
    }

    private static func isLegal(_ move: CaseMove, at stage: CaseTable.Stage) -> Bool {
        let acts = CaseTable.acts(at: stage, for: move.by)
        switch (move.event, move.by) {
        case (.breached(let wait), _): return CaseTable.waits(at: stage).contains(wait)
        case (.reminded(let wait), .clock): return CaseTable.waits(at: stage).contains(wait)
        case (.referred, .clock): return !stage.isEnd
        case (.approved, .clock): return stage == .awaitingDecision || stage == .awaitingRecords
        case (.confirmed, .clock): return stage == .awaitingConfirmation
        case (.refunded, .clock): return [.awaitingDecision, .awaitingRecords, .awaitingConfirmation].contains(stage)
        case (.refused, .clock): return stage == .awaitingRecords
        case (.lapsed, .clock): return stage == .awaitingReturn
        case (_, .clock): return false
        case (.contacted, _): return acts.contains(.contact)
        case (.approved(.returnAndRefund, _), _): return acts.contains(.approve)
        case (.approved(.refund, _), _): return acts.contains(.approve) || acts.contains(.refundOnly)
        case (.refused, _): return acts.contains(.refuse) || acts.contains(.settle)
        case (.sentBack, _): return acts.contains(.sendBack)
        case (.confirmed, _): return acts.contains(.confirm)
        case (.disputed, _): return acts.contains(.dispute)
        case (.withdrawn, _): return acts.contains(.withdraw)
        case (.reopened, _): return acts.contains(.reopen)
        case (.refunded, _):
            return !Set(acts).isDisjoint(with: [.approve, .refundOnly, .confirm, .settle])
        case (.lapsed, _), (.reminded, _), (.referred, _): return false
        }
    }

    private static func stage(after event: CaseEvent, at stage: CaseTable.Stage) -> CaseTable.Stage {
        switch event {
        case .approved(.returnAndRefund, _): .awaitingReturn
        case .refused: .refused
        case .sentBack: .awaitingConfirmation
        case .disputed: .disputed
        case .withdrawn: .withdrawn
        case .lapsed: .lapsed
        case .refunded: .refunded
        case .reopened: .awaitingDecision
        case .approved(.refund, _), .contacted, .confirmed, .reminded, .breached, .referred: stage
        }
    }

    // MARK: Orders

    private mutating func take(_ move: OrderMove, _ entry: MemoryMarket.Entry) {
        counts.ordersMoved += 1
        if case .referred = move.event { return }
        if entry.recordedAt < move.at { fail("\(move.key): \(move.event) was carried out before it was due") }
        if !fired.insert("\(move.key) \(move.event)").inserted {
            fail("\(move.key): \(move.event) was carried out twice")
        }
    }
}
