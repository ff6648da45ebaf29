import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("The clock of a case")
struct CaseClockTests {
    /// Applied for on Tuesday 1 March 2022 at 10:00.
    let applied = Case.opened

    @Test("under the handbook runs 36 hours for a contact and 72 for a decision, to the millisecond")
    func handbookHours() throws {
        let opened = Case.opened()
        #expect(try opened.due(.contact) == Almanacs.at(2022, 3, 2, 22))
        #expect(try opened.due(.decision) == Almanacs.at(2022, 3, 4, 10))
        try expectLimit(.approve, by: .merchant, on: opened, at: Almanacs.at(2022, 3, 4, 10), .decision)
        try expectLimit(.refundOnly, by: .merchant, on: opened, at: Almanacs.at(2022, 3, 4, 10), .decision)
        try expectLimit(.withdraw, by: .consumer, on: opened, at: Almanacs.at(2022, 3, 4, 10), .decision)
        let contacted = try Case.after([(.contact, .merchant)])
        try expectLimit(.refuse, by: .merchant, on: contacted, at: Almanacs.at(2022, 3, 4, 10), .decision)
    }

    @Test("under the second version of Trust Buy waits for no contact, and 48 hours for a decision")
    func trustBuyHours() throws {
        let opened = Case.opened()
        #expect(
            try opened.pending(under: .trustBuy2022) == [
                PendingDeadline(kind: .wait(.decision), due: Almanacs.at(2022, 3, 3, 10))
            ])
        try expectLimit(
            .approve, by: .merchant, on: opened, at: Almanacs.at(2022, 3, 3, 10), .decision, under: .trustBuy2022)
        #expect(throws: CaseRefusal.contactFirst) {
            var subject = opened
            try subject.act(.refuse, by: .merchant, at: applied.adding(hours: 1), under: .trustBuy2022)
        }
    }

    @Test("gives the buyer ten calendar days to send back, and a word after three")
    func sendBack() throws {
        // Approved on 1 March at 11:00.
        let approved = try Case.after([(.approve, .merchant)])
        let due = Almanacs.at(2022, 3, 12)
        for procedure in [CaseProcedure.handbook2020, .trustBuy2022] {
            #expect(
                try approved.pending(under: procedure) == [
                    PendingDeadline(kind: .wait(.sendBack), due: due),
                    PendingDeadline(kind: .reminder(.sendBack), due: Almanacs.at(2022, 3, 5)),
                ])
            try expectLimit(.sendBack(Case.waybill), by: .consumer, on: approved, at: due, .sendBack, under: procedure)
        }
        var reminded = approved
        reminded.carryOut(PendingDeadline(kind: .reminder(.sendBack), due: Almanacs.at(2022, 3, 5)))
        #expect(reminded.stage == approved.stage)
        #expect(try reminded.pending() == [PendingDeadline(kind: .wait(.sendBack), due: due)])
        reminded.carryOut(PendingDeadline(kind: .wait(.sendBack), due: due))
        #expect(reminded.stage == .ended(.lapsed, at: due))
        #expect(!reminded.holdsUnits)
    }

    @Test("gives the merchant ten calendar days to confirm under the handbook, and then seven")
    func confirmation() throws {
        // The waybill came on 1 March at 12:00.
        let sentBack = try Case.after([(.approve, .merchant), (.sendBack(Case.waybill), .consumer)])
        for (procedure, due) in [
            (CaseProcedure.handbook2020, Almanacs.at(2022, 3, 12)), (.trustBuy2022, Almanacs.at(2022, 3, 9)),
        ] {
            let pending = PendingDeadline(kind: .wait(.confirmation), due: due)
            #expect(try sentBack.pending(under: procedure) == [pending])
            for act in [CaseAct.confirm, .dispute, .refundOnly] {
                try expectLimit(act, by: .merchant, on: sentBack, at: due, .confirmation, under: procedure)
            }
            var refunded = sentBack
            refunded.carryOut(pending, under: procedure)
            #expect(refunded.stage == .ended(.refunded, at: due))
        }
    }

    @Test("approves a silent merchant's case as of the due instant, whatever it is for")
    func silence() throws {
        let due = Almanacs.at(2022, 3, 4, 10)
        var returning = Case.opened()
        returning.carryOut(PendingDeadline(kind: .wait(.decision), due: due))
        #expect(returning.stage == .awaitingReturn(since: due))
        #expect(try returning.due(.sendBack) == Almanacs.at(2022, 3, 15))
        var refunding = Case.opened(under: .refundWithoutReturn)
        refunding.carryOut(PendingDeadline(kind: .wait(.decision), due: due))
        #expect(refunding.stage == .ended(.refunded, at: due))
    }

    @Test("records a breach once where nobody called in time, and a later call does not undo it")
    func breach() throws {
        let due = Almanacs.at(2022, 3, 2, 22)
        let breach = PendingDeadline(kind: .wait(.contact), due: due)
        var inTime = Case.opened()
        try inTime.act(.contact, by: .merchant, at: due.adding(milliseconds: -1))
        #expect(try inTime.due(.contact) == nil)
        // Nor does a second call, after the term, forfeit the first.
        try inTime.act(.contact, by: .merchant, at: due.adding(hours: 1))
        #expect(try inTime.due(.contact) == nil)
        #expect(inTime.contactedAt == due.adding(milliseconds: -1))

        var late = Case.opened()
        try late.act(.contact, by: .merchant, at: due)
        #expect(try late.pending().contains(breach), "called too late, with the breach still to be recorded")
        late.carryOut(breach)
        #expect(late.breaches == [.contact])
        #expect(try late.due(.contact) == nil)
        #expect(try late.due(.decision) == Almanacs.at(2022, 3, 4, 10))
    }

    @Test("records a breach that is due together with the act that ends the stage")
    func buriedBreach() throws {
        let late = Almanacs.at(2022, 3, 2, 22)
        for (act, party) in [(CaseAct.approve, Party.merchant), (.refundOnly, .merchant), (.withdraw, .consumer)] {
            var inTime = Case.opened()
            try inTime.act(act, by: party, at: late.adding(milliseconds: -1))
            #expect(inTime.breaches.isEmpty)
            var breached = Case.opened()
            try breached.act(act, by: party, at: late)
            #expect(breached.breaches == [.contact], "\(act)")
            #expect(breached.stageName == inTime.stageName)
        }
    }

    @Test("begins anew where a refused case is opened again: contact, decision, and breaches of their own")
    func reopened() throws {
        var subject = Case.opened()
        let breach = PendingDeadline(kind: .wait(.contact), due: Almanacs.at(2022, 3, 2, 22))
        subject.carryOut(breach)
        try subject.act(.contact, by: .merchant, at: Almanacs.at(2022, 3, 3))
        try subject.act(.refuse, by: .merchant, at: Almanacs.at(2022, 3, 3, 1))
        #expect(!subject.holdsUnits)
        try subject.act(.reopen, by: .consumer, at: Almanacs.at(2022, 3, 5, 9))
        #expect(subject.holdsUnits)
        #expect(try subject.due(.contact) == Almanacs.at(2022, 3, 6, 21))
        #expect(try subject.due(.decision) == Almanacs.at(2022, 3, 8, 9))
        #expect(throws: CaseRefusal.contactFirst) {
            try subject.act(.refuse, by: .merchant, at: Almanacs.at(2022, 3, 5, 10))
        }
    }

    @Test("runs in working days by the published calendar, and without one lets nothing end")
    func workingDays() throws {
        let wait = WaitTerm(within: .workingDays(3), remindAfter: nil, then: .approve)
        let procedure = CaseProcedure(waits: [.decision: wait], longestWait: .hours(24))
        // Saturday and Sunday, 29 and 30 January 2022, were worked; the holiday began on Monday.
        let opened = Case.opened(at: Almanacs.at(2022, 1, 28, 9))
        #expect(try opened.due(.decision, under: procedure) == Almanacs.at(2022, 2, 8))
        let unpublished = Case.opened(at: Almanacs.at(2023, 12, 30, 9))
        #expect(throws: UnpublishedYear(year: 2024)) { try unpublished.pending(under: procedure) }
        var acted = unpublished
        try acted.act(.approve, by: .merchant, at: Almanacs.at(2024, 6, 1), under: procedure)
        #expect(acted.stageName == .awaitingReturn)
    }

    /// In time one millisecond before; at the due instant too late, and never later either.
    private func expectLimit(
        _ act: CaseAct, by party: Party, on subject: Case, at due: Instant, _ wait: CaseWait,
        under procedure: CaseProcedure = .handbook2020, _ location: SourceLocation = #_sourceLocation
    ) throws {
        var changed = subject
        try changed.act(act, by: party, at: due.adding(milliseconds: -1), under: procedure)
        #expect(changed != subject, sourceLocation: location)
        for late in [due, due.adding(milliseconds: 1), due.adding(hours: 1_000)] {
            #expect(throws: CaseRefusal.termEnded(wait, at: due), sourceLocation: location) {
                var changed = subject
                try changed.act(act, by: party, at: late, under: procedure)
            }
        }
    }
}

@Suite("A case that nobody has to answer")
struct RecordsTests {
    @Test("is due at its application, and carried out once the records are in")
    func carriedOut() throws {
        let opened = Case.opened(under: .instantRefund)
        let records = PendingDeadline(kind: .records, due: Case.opened)
        #expect(try opened.pending() == [records])
        var refunded = opened
        refunded.carryOut(records)
        #expect(refunded.stage == .ended(.refunded, at: Case.opened))
        var dispatched = opened
        dispatched.carryOut(records, isDispatchedBefore: true)
        #expect(dispatched.stage == .ended(.refused, at: Case.opened))
        #expect(!dispatched.holdsUnits)
    }

    @Test("can be withdrawn until then")
    func withdrawn() throws {
        var subject = Case.opened(under: .instantRefund)
        try subject.act(.withdraw, by: .consumer, at: Case.opened.adding(milliseconds: 1))
        #expect(subject.stageName == .withdrawn)
        #expect(subject.expire(.records, under: .handbook2020, isDispatchedBefore: false).isEmpty)
    }

    @Test("still wants the goods back where its guarantee does")
    func returning() throws {
        var subject = Case.opened(under: .returnWithoutAnswer)
        subject.carryOut(PendingDeadline(kind: .records, due: Case.opened))
        #expect(subject.stage == .awaitingReturn(since: Case.opened))
    }
}

@Suite("A case handed to a person")
struct ReferralTests {
    @Test("runs no term, and is settled by the adjudicator alone", arguments: CaseAct.Settlement.allCases)
    func settled(how: CaseAct.Settlement) throws {
        for stage in [CaseTable.Stage.awaitingRecords, .awaitingDecision, .awaitingReturn, .awaitingConfirmation] {
            var subject = try CaseMatrix.reach(stage)
            subject.evolve(.referred(.sourceSilent), at: Case.opened)
            #expect(subject.needsPerson)
            #expect(try subject.pending().isEmpty)
            for kind in [DeadlineKind.records] + CaseTable.waits(at: stage).map(DeadlineKind.wait) {
                #expect(subject.expire(kind, under: .handbook2020, isDispatchedBefore: false).isEmpty)
            }
            for party in [Party.consumer, .merchant, .clock] {
                #expect(!subject.allowedActs(for: party).contains(.settle))
            }
            try subject.act(.settle(how), by: .adjudicator, at: Almanacs.at(2023, 1, 1))
            // What is granted is what was asked: goods that the buyer still has are to come back first.
            let granted: CaseTable.Stage = stage == .awaitingDecision ? .awaitingReturn : .refunded
            #expect(subject.stageName == (how == .refund ? granted : .refused))
            #expect(!subject.needsPerson)
        }
    }

    @Test("gives nobody a second chance, but lets each give way to the other")
    func late() throws {
        let due = Almanacs.at(2022, 3, 4, 10)
        var subject = try CaseMatrix.reach(.awaitingDecision)
        subject.evolve(.referred(.sourceSilent), at: due)
        #expect(throws: CaseRefusal.termEnded(.decision, at: due)) {
            try subject.act(.refuse, by: .merchant, at: due.adding(hours: 30))
        }
        try subject.act(.approve, by: .merchant, at: due.adding(hours: 30))
        #expect(subject.stage == .awaitingReturn(since: due.adding(hours: 30)))
        // What the person was asked is settled, and the next stage has its own clock.
        #expect(!subject.needsPerson)
        #expect(try subject.due(.sendBack) != nil)
    }

    @Test("after a dispute can still be refunded by the merchant, or withdrawn by the buyer")
    func disputed() throws {
        let disputed = try CaseMatrix.reach(.disputed)
        #expect(disputed.referral == .returnDisputed)
        #expect(try disputed.pending().isEmpty)
        for (act, party) in [(CaseAct.confirm, Party.merchant), (.refundOnly, .merchant), (.withdraw, .consumer)] {
            var ended = disputed
            try ended.act(act, by: party, at: Almanacs.at(2022, 6, 1))
            #expect(!ended.isOpen && !ended.needsPerson)
        }
    }
}
