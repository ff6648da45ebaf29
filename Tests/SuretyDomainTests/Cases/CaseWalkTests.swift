import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("Any course of a case")
struct CaseWalkTests {
    @Test("keeps what the table promises")
    func walks() throws {
        var seen: Set<CaseTable.Stage> = []
        for seed in CaseSample.seeds {
            var chance = SeededGenerator(seed: seed)
            let procedure = chance.pick([CaseProcedure.handbook2020, .trustBuy2022])
            var subject = Case.opened(under: chance.pick(Guarantee.all))
            var now = subject.opening.at
            for _ in 0..<chance.int(in: 1...12) {
                now = now.adding(milliseconds: chance.int64(in: 0...60 * Almanacs.hour))
                let before = subject
                let events = try Self.step(&subject, at: now, procedure, &chance)
                if events.isEmpty { continue }
                try Self.expectConsistent(subject, at: now, procedure, "seed \(seed)")
                Self.expectMove(from: before, by: events, to: subject, "seed \(seed)")
                seen.insert(subject.stageName)
            }
        }
        #expect(seen == Set(CaseTable.Stage.allCases), "the sample shows too little")
    }

    /// An act, the end of a term, or automation given up.
    private static func step(
        _ subject: inout Case, at now: Instant, _ procedure: CaseProcedure, _ chance: inout SeededGenerator
    ) throws -> [CaseEvent] {
        let pending = try subject.pending(under: procedure)
        var events: [CaseEvent] = []
        var at = now
        switch chance.int(in: 0...9) {
        case 0..<2 where !pending.isEmpty:
            let deadline = chance.pick(pending)
            at = deadline.due
            events = subject.expire(deadline.kind, under: procedure, isDispatchedBefore: chance.bool())
            #expect(!events.isEmpty, "\(deadline.kind.rawValue) was pending, and brings nothing")
        case 2 where !pending.isEmpty: events = [.referred(chance.pick(Case.Referral.allCases))]
        default:
            let act = chance.pick(CaseAct.all)
            let decided = try? subject.decide(
                act, by: chance.pick(Party.allCases), at: now, version: chance.bool() ? subject.version : nil,
                under: procedure, in: Almanacs.ordinary)
            events = decided ?? []
        }
        for event in events { subject.evolve(event, at: at) }
        return events
    }

    private static func expectConsistent(
        _ subject: Case, at now: Instant, _ procedure: CaseProcedure, _ seed: String
    ) throws {
        let pending = try subject.pending(under: procedure)
        #expect(Set(pending.map(\.kind)).count == pending.count, "\(seed): two of one kind")
        #expect(subject.isOpen == !subject.stageName.isEnd)
        #expect(pending.isEmpty || subject.isOpen, "\(seed): an ended case waits")
        #expect(!pending.isEmpty || subject.needsPerson || !subject.isOpen, "\(seed): it waits for nobody")
        #expect(Set(subject.breaches).count == subject.breaches.count)
        #expect(Set(subject.reminded).count == subject.reminded.count)
        #expect(subject.holdsUnits == (subject.isOpen || subject.stageName == .refunded))
        for party in Party.allCases {
            let allowed = subject.allowedActs(for: party)
            for act in CaseAct.all {
                let outcome = CaseMatrix.outcome(of: act, by: party, on: subject, at: now, under: procedure)
                switch outcome {
                case .leads, .stays: #expect(allowed.contains(act.kind), "\(seed): \(act) by \(party)")
                case .refused("termEnded"):
                    let ended = try subject.termEnded(by: now, under: procedure, in: Almanacs.ordinary)
                    #expect(ended != nil, "\(seed): \(act) by \(party)")
                case .refused: #expect(!allowed.contains(act.kind), "\(seed): \(act) by \(party)")
                }
            }
        }
    }

    /// That it ends in one way only, and that what it is can be told from what happened.
    private static func expectMove(from before: Case, by events: [CaseEvent], to after: Case, _ seed: String) {
        #expect(after.version == before.version + Int64(events.count))
        if !before.isOpen {
            #expect(events.isEmpty || events == [.reopened], "\(seed): an ended case moved by \(events)")
        }
        let ends = events.filter { [.refunded, .refused, .withdrawn, .lapsed].contains($0) }
        #expect(ends.count <= 1, "\(seed): it ends in two ways by \(events)")
        #expect((before.isOpen && !after.isOpen) == (ends.count == 1), "\(seed): \(events)")
    }

    @Test("never traps, whatever is said to have happened")
    func anything() {
        for seed in CaseSample.seeds {
            var chance = SeededGenerator(seed: seed)
            var subject = Case.opened(under: chance.pick(Guarantee.all))
            for _ in 0..<12 {
                let now = Almanacs.at(2021, 1, 1).adding(milliseconds: chance.int64(in: 0...800 * 24 * Almanacs.hour))
                subject.evolve(Self.anyEvent(&chance), at: now)
                let procedure = Self.anyProcedure(&chance)
                _ = try? subject.deadlines(under: procedure, in: Almanacs.ordinary)
                for act in CaseAct.all {
                    _ = CaseMatrix.outcome(
                        of: act, by: chance.pick(Party.allCases), on: subject, at: now, under: procedure)
                }
                for wait in CaseWait.allCases {
                    _ = subject.expire(.wait(wait), under: procedure, isDispatchedBefore: chance.bool())
                }
            }
        }
    }

    private static func anyEvent(_ chance: inout SeededGenerator) -> CaseEvent {
        let wait = chance.pick(CaseWait.allCases)
        let party = chance.pick(Party.allCases)
        return chance.pick([
            .contacted, .approved(.refund, by: party), .approved(.returnAndRefund, by: party), .refused,
            .sentBack(Case.waybill), .confirmed(by: party), .disputed, .withdrawn, .lapsed, .refunded, .reminded(wait),
            .breached(wait), .referred(chance.pick(Case.Referral.allCases)), .reopened,
        ])
    }

    /// Any terms with any ends, some waits without a word.
    private static func anyProcedure(_ chance: inout SeededGenerator) -> CaseProcedure {
        var waits: [CaseWait: WaitTerm] = [:]
        for wait in CaseWait.allCases where chance.int(in: 0...3) > 0 {
            let count = chance.int64(in: 0...40)
            let terms: [Term] = [.hours(count), .calendarDays(count), .workingDays(count), .workingHours(count)]
            waits[wait] = WaitTerm(
                within: chance.pick(terms), remindAfter: chance.bool() ? chance.pick(terms) : nil,
                then: chance.pick(WaitTerm.Expiry.allCases))
        }
        return CaseProcedure(waits: waits, longestWait: .hours(24))
    }
}
