extension Case {
    /// What is pending, as a function of the case alone: the rows that are kept of it can always be told from it.
    ///
    /// Throws when a working-day term runs into a year whose calendar is not published.
    package func deadlines(
        under procedure: CaseProcedure, in almanac: Almanac
    ) throws(UnpublishedYear) -> [PendingDeadline] {
        // Nothing falls due by itself once a person has been asked.
        guard referral == nil else { return [] }
        if stage == .awaitingRecords { return [PendingDeadline(kind: .records, due: opening.at)] }
        var pending: [PendingDeadline] = []
        for running in try runningTerms(under: procedure, in: almanac) {
            pending.append(PendingDeadline(kind: .wait(running.wait), due: running.due))
            if let reminder = running.term.remindAfter, !reminded.contains(running.wait) {
                let due = try reminder.due(from: running.since, in: almanac)
                pending.append(PendingDeadline(kind: .reminder(running.wait), due: due))
            }
        }
        return pending
    }

    /// The term of this stage whose end an act at an instant comes too late for: the due instant decides, whether or
    /// not its end has been carried out yet, and also where a person has been asked.
    package func termEnded(
        by instant: Instant, under procedure: CaseProcedure, in almanac: Almanac
    ) throws(UnpublishedYear) -> (wait: CaseWait, at: Instant)? {
        let ended = try runningTerms(under: procedure, in: almanac).first { running in
            running.due <= instant && running.term.then != .breach
        }
        return ended.map { ($0.wait, $0.due) }
    }

    /// The breaches that are due by an instant and not recorded yet.
    func breachesDue(
        by instant: Instant, under procedure: CaseProcedure, in almanac: Almanac
    ) throws(UnpublishedYear) -> [CaseWait] {
        try runningTerms(under: procedure, in: almanac)
            .filter { $0.due <= instant && $0.term.then == .breach }
            .map(\.wait)
    }

    private struct RunningTerm {
        let wait: CaseWait
        let term: WaitTerm
        let since: Instant
        let due: Instant
    }

    private func runningTerms(
        under procedure: CaseProcedure, in almanac: Almanac
    ) throws(UnpublishedYear) -> [RunningTerm] {
        guard let since = stage.since else { return [] }
        var running: [RunningTerm] = []
        for wait in CaseTable.waits(at: stageName) {
            guard let term = procedure.waits[wait], !breaches.contains(wait) else { continue }
            let due = try term.within.due(from: since, in: almanac)
            // A contact that came too late does not undo the breach, even if that is recorded later still.
            if wait == .contact, let contactedAt, contactedAt < due { continue }
            running.append(RunningTerm(wait: wait, term: term, since: since, due: due))
        }
        return running
    }
}

extension Case.Stage {
    /// When it began, which its terms are counted from.
    fileprivate var since: Instant? {
        switch self {
        case .awaitingDecision(let since), .awaitingReturn(let since), .awaitingConfirmation(let since, _),
            .disputed(let since):
            since
        case .awaitingRecords, .ended: nil
        }
    }
}

extension Term {
    /// The first instant that is too late.
    package func due(from start: Instant, in almanac: Almanac) throws(UnpublishedYear) -> Instant {
        try deadline(from: start, in: almanac).expiresAt
    }
}
