import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("The table of cases")
struct CaseTableTests {
    @Test(
        "and deciding say the same of every stage, act and party", arguments: CaseTable.Stage.allCases, Party.allCases)
    func agree(stage: CaseTable.Stage, party: Party) throws {
        for situation in try CaseMatrix.situations(at: stage) {
            let allowed = situation.subject.allowedActs(for: party)
            #expect(Set(allowed).isSubset(of: CaseTable.acts(at: stage, for: party)))
            for act in CaseAct.all {
                let outcome = CaseMatrix.outcome(of: act, by: party, on: situation.subject)
                let expected: CaseMatrix.Outcome? =
                    if allowed.contains(act.kind) {
                        nil
                    } else if act == .refuse && party == .merchant
                        && stage == .awaitingDecision
                    { .refused("contactFirst") } else { .refused("notNow") }
                if let expected {
                    #expect(outcome == expected, "\(act) \(situation.particular ?? "")")
                } else if case .refused(let name) = outcome {
                    Issue.record("\(act) is said to be allowed, and refused as \(name)")
                }
            }
        }
    }

    @Test("names what else a party may do where it refuses")
    func alternatives() throws {
        let subject = try CaseMatrix.reach(.awaitingReturn)
        #expect(throws: CaseRefusal.notNow(.approve, allowed: [.contact, .refundOnly])) {
            var subject = subject
            try subject.act(.approve, by: .merchant, at: Case.opened.adding(hours: 4))
        }
        #expect(throws: CaseRefusal.notNow(.withdraw, allowed: [])) {
            var subject = try CaseMatrix.reach(.refunded)
            try subject.act(.withdraw, by: .consumer, at: Case.opened.adding(hours: 9))
        }
    }

    @Test("refuses an act that was decided on another version of the case")
    func versions() throws {
        let subject = try CaseMatrix.reach(.awaitingDecision)
        #expect(subject.version == 2)
        let at = Case.opened.adding(hours: 3)
        func decide(_ version: Int64?) throws(CaseRefusal) -> [CaseEvent] {
            try subject.decide(
                .approve, by: .merchant, at: at, version: version, under: .handbook2020, in: Almanacs.ordinary)
        }
        #expect(throws: CaseRefusal.staleVersion(2)) { try decide(1) }
        #expect(try decide(2) == [.approved(.returnAndRefund, by: .merchant)])
        #expect(try decide(nil) == decide(2))
    }

    @Test("reaches every stage from an opening, and leaves none without a term, a record or a person to move it on")
    func connected() throws {
        var reached: Set<CaseTable.Stage> = []
        var open = Guarantee.all.map { Case.opened(under: $0) }
        while let subject = open.popLast() {
            guard reached.insert(subject.stageName).inserted || subject.version == 1 else { continue }
            open += Self.next(from: subject)
        }
        #expect(reached == Set(CaseTable.Stage.allCases))
        for stage in CaseTable.Stage.allCases where !stage.isEnd {
            let subject = try CaseMatrix.reach(stage)
            let hasTerm = CaseProcedure.shipped.allSatisfy { shipped in
                (try? subject.pending(under: shipped.procedure).isEmpty) == false
            }
            #expect(hasTerm || subject.needsPerson, "\(stage) waits for nobody")
            #expect(!Self.next(from: subject).isEmpty, "\(stage) has no way out")
        }
    }

    /// Wherever one act or one end of a term leads.
    private static func next(from subject: Case) -> [Case] {
        var all: [Case] = []
        for party in Party.allCases {
            for act in CaseAct.all {
                var changed = subject
                if (try? changed.act(act, by: party, at: subject.opening.at.adding(hours: 30))) != nil {
                    all.append(changed)
                }
            }
        }
        for deadline in (try? subject.pending()) ?? [] {
            for isDispatched in [false, true] {
                var changed = subject
                changed.carryOut(deadline, isDispatchedBefore: isDispatched)
                all.append(changed)
            }
        }
        return all.filter { $0 != subject }
    }

    @Test("ends where it says so: but for a refused case, nothing moves an ended one")
    func ends() throws {
        for stage in CaseTable.Stage.allCases where stage.isEnd {
            let subject = try CaseMatrix.reach(stage)
            #expect(try subject.pending().isEmpty)
            #expect(!subject.needsPerson)
            #expect(subject.referral == nil)
            let ways = Self.next(from: subject)
            #expect(stage == .refused ? ways.map(\.stageName) == [.awaitingDecision] : ways.isEmpty, "\(stage)")
        }
    }

    @Test(
        "has for every wait a deadline and something that its end brings",
        arguments: CaseProcedure.shipped.map(\.edition))
    func waits(edition: String) throws {
        let procedure = try #require(CaseProcedure.shipped.first { $0.edition == edition }).procedure
        var seen: Set<CaseWait> = []
        for stage in CaseTable.Stage.allCases {
            let subject = stage == .awaitingDecision ? Case.opened() : try CaseMatrix.reach(stage)
            let expected = CaseTable.waits(at: stage).filter { procedure.waits[$0] != nil }
            seen.formUnion(expected)
            for wait in expected {
                let due = try #require(try subject.due(wait, under: procedure), "\(wait) has no deadline")
                let events = subject.expire(.wait(wait), under: procedure, isDispatchedBefore: false)
                #expect(!events.isEmpty, "the end of \(wait) brings nothing")
                var changed = subject
                changed.carryOut(PendingDeadline(kind: .wait(wait), due: due), under: procedure)
                #expect(try changed.due(wait, under: procedure) != due, "\(wait) ends twice")
            }
        }
        #expect(seen == Set(procedure.waits.keys), "a wait stands in no stage")
    }

    @Test("tells afterwards whether a case was open before an instant")
    func wasOpen() throws {
        let opened = Case.opened()
        #expect(!opened.wasOpen(before: Case.opened))
        #expect(opened.wasOpen(before: Case.opened.adding(milliseconds: 1)))
        var ended = opened
        let end = Case.opened.adding(hours: 5)
        try ended.act(.withdraw, by: .consumer, at: end)
        #expect(ended.wasOpen(before: end))
        #expect(!ended.wasOpen(before: end.adding(milliseconds: 1)))
    }

    @Test("lets nothing end that a case does not wait for")
    func foreignEnds() throws {
        let kinds =
            [DeadlineKind.records, .receipt(0), .undispatched]
            + CaseWait.allCases.flatMap { [.wait($0), .reminder($0)] }
        for stage in CaseTable.Stage.allCases {
            let subject = try CaseMatrix.reach(stage)
            for kind in kinds {
                let isOwn =
                    switch kind {
                    case .records: stage == .awaitingRecords
                    case .wait(let wait), .reminder(let wait): CaseTable.waits(at: stage).contains(wait)
                    case .receipt, .undispatched: false
                    }
                let events = subject.expire(kind, under: .handbook2020, isDispatchedBefore: false)
                #expect(events.isEmpty == !isOwn, "\(kind.rawValue) at \(stage)")
            }
        }
    }
}

@Suite("The name of a deadline's kind")
struct DeadlineKindTests {
    @Test("tells it, in one spelling")
    func names() {
        let kinds =
            [DeadlineKind.records, .undispatched, .receipt(0), .receipt(12)]
            + CaseWait.allCases.flatMap { [.wait($0), .reminder($0)] }
        #expect(Set(kinds.map(\.rawValue)).count == kinds.count)
        for kind in kinds { #expect(DeadlineKind(rawValue: kind.rawValue) == kind) }
        for text in ["", "receipt", "receipt-", "receipt--1", "receipt-+1", "receipt-01", "remind-", "remind-records"] {
            #expect(DeadlineKind(rawValue: text) == nil, "\(text)")
        }
    }
}
