import Foundation
import SuretyDomain
import SuretyTestKitCore
import Testing

/// `SURETY_CASES` says how many courses to try, `SURETY_SEED` from which seed on.
enum CaseSample {
    static let count = ProcessInfo.processInfo.environment["SURETY_CASES"].flatMap { Int($0) } ?? 3_000
    static let firstSeed = ProcessInfo.processInfo.environment["SURETY_SEED"].flatMap { UInt64($0) } ?? 1

    static var seeds: [UInt64] { (0..<UInt64(count)).map { firstSeed + $0 } }
}

@Suite("Processing late or early")
struct CaseTimingTests {
    /// One act, as it was received.
    private struct Received {
        let act: CaseAct
        let party: Party
        let at: Instant
    }

    private let procedures: [CaseProcedure] = [.handbook2020, .trustBuy2022]

    @Test("never changes how a case ends")
    func alike() throws {
        var ends: Set<CaseTable.Stage> = []
        var tooLate = 0
        for seed in CaseSample.seeds {
            var chance = SeededGenerator(seed: seed)
            let start = Case.opened(under: chance.bool() ? .sevenDayReturn : .refundWithoutReturn)
            let procedure = chance.pick(procedures)
            let (received, prompt) = try course(from: start, procedure, &chance)
            for _ in 0..<3 {
                let (late, refused) = try lateCourse(of: received, from: start, procedure, &chance)
                tooLate += refused
                #expect(late.stage == prompt.stage, "seed \(seed)")
                #expect(late.breaches == prompt.breaches, "seed \(seed)")
                // Of an ended case, a call may be recorded that came while its end was on the way.
                #expect(!prompt.isOpen || late.contactedAt == prompt.contactedAt, "seed \(seed)")
            }
            ends.insert(prompt.stageName)
        }
        #expect(ends == [.disputed, .refunded, .refused, .withdrawn, .lapsed], "the sample shows too little")
        #expect(tooLate > CaseSample.count / 50, "the sample shows too little")
    }

    /// Acts at random, many of them around due instants, with every term's end carried out the moment it is due.
    private func course(
        from start: Case, _ procedure: CaseProcedure, _ chance: inout SeededGenerator
    ) throws -> ([Received], Case) {
        var subject = start
        var received: [Received] = []
        var now = start.opening.at
        for _ in 0..<chance.int(in: 1...9) {
            let edges = try subject.pending(under: procedure).flatMap { pending in
                [-1, 0, 1].map { pending.due.adding(milliseconds: $0) }.filter { $0 >= now }
            }
            let isAtEdge = !edges.isEmpty && chance.int(in: 0...2) > 0
            now = isAtEdge ? chance.pick(edges) : now.adding(milliseconds: chance.int64(in: 0...100 * Almanacs.hour))
            while let next = try Self.earliest(subject, procedure), next.due <= now {
                subject.carryOut(next, under: procedure)
            }
            let party = chance.pick([Party.consumer, .merchant])
            let kinds = chance.int(in: 0...3) > 0 ? subject.allowedActs(for: party) : []
            let acts = CaseAct.all.filter { kinds.isEmpty || kinds.contains($0.kind) }
            let act = Received(act: chance.pick(acts), party: party, at: now)
            received.append(act)
            try? subject.act(act.act, by: party, at: now, under: procedure)
        }
        while let next = try Self.earliest(subject, procedure) { subject.carryOut(next, under: procedure) }
        return (received, subject)
    }

    /// The same acts, but the ends of terms carried out whenever it pleases: only not before all acts that were
    /// received before them. An act refused because an end is still to come is sent again after it.
    private func lateCourse(
        of received: [Received], from start: Case, _ procedure: CaseProcedure, _ chance: inout SeededGenerator
    ) throws -> (Case, refused: Int) {
        var subject = start
        var (next, refused) = (0, 0)
        var again: [Received] = []
        while true {
            let due = try Self.earliest(subject, procedure)
            let isRipe = due.map { due in received.dropFirst(next).allSatisfy { $0.at >= due.due } } ?? false
            if let due, isRipe, next == received.count || chance.bool() {
                subject.carryOut(due, under: procedure)
                let waiting = again
                again = []
                for act in waiting where !take(act, &subject, procedure) { again.append(act) }
            } else if next < received.count {
                if !take(received[next], &subject, procedure) {
                    again.append(received[next])
                    refused += 1
                }
                next += 1
            } else {
                #expect(again.isEmpty, "an act waits for an end that does not come")
                return (subject, refused)
            }
        }
    }

    /// Whether it was taken or refused for good.
    private func take(_ received: Received, _ subject: inout Case, _ procedure: CaseProcedure) -> Bool {
        do throws(CaseRefusal) {
            let before = try? subject.termEnded(by: received.at, under: procedure, in: Almanacs.ordinary)
            try subject.act(received.act, by: received.party, at: received.at, under: procedure)
            #expect(before == nil || received.act == .contact, "\(received.act) came too late, and was taken")
            return true
        } catch {
            if case .termEnded = error { return false }
            return true
        }
    }

    /// What is due first. Deadlines are carried out in the order in which they are due.
    private static func earliest(_ subject: Case, _ procedure: CaseProcedure) throws -> PendingDeadline? {
        try subject.pending(under: procedure).min { $0.due < $1.due }
    }
}
