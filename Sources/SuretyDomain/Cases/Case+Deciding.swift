extension Case {
    /// What an act leads to, or why it is refused. `version` is the version of the case that the caller saw, where it
    /// says so.
    package func decide(
        _ act: CaseAct, by party: Party, at instant: Instant, version seen: Int64?, under procedure: CaseProcedure,
        in almanac: Almanac
    ) throws(CaseRefusal) -> [CaseEvent] {
        if let seen, seen != version { throw .staleVersion(version) }
        try requireInTime(act, at: instant, procedure, almanac)
        let allowed = allowedActs(for: party)
        guard allowed.contains(act.kind) else {
            let isRefusalTooSoon = act == .refuse && CaseTable.acts(at: stageName, for: party).contains(.refuse)
            throw isRefusalTooSoon ? .contactFirst : .notNow(act.kind, allowed: allowed)
        }
        return breaches(before: act, at: instant, procedure, almanac) + events(of: act, by: party)
    }

    private func events(of act: CaseAct, by party: Party) -> [CaseEvent] {
        switch act {
        case .contact: [.contacted]
        case .approve: approved(by: party)
        case .refundOnly: [.approved(.refund, by: party), .refunded]
        case .refuse: [.refused]
        case .sendBack(let waybill): [.sentBack(waybill)]
        case .confirm: [.confirmed(by: party), .refunded]
        case .dispute: [.disputed]
        case .withdraw: [.withdrawn]
        case .reopen: [.reopened]
        case .settle(.refund): granted(by: party)
        case .settle(.refuse): [.refused]
        }
    }

    private func requireInTime(
        _ act: CaseAct, at instant: Instant, _ procedure: CaseProcedure, _ almanac: Almanac
    ) throws(CaseRefusal) {
        // Where a person has been asked, no end is coming: a party may still give way, but has no second chance.
        guard !act.kind.isNeverLate, referral == nil || !act.kind.givesWay else { return }
        // Without a calendar no term can be said to have ended.
        guard let ended = try? termEnded(by: instant, under: procedure, in: almanac) else { return }
        throw .termEnded(ended.wait, at: ended.at)
    }

    /// A breach that is due is recorded with the act that ends its stage, which would otherwise bury it.
    private func breaches(
        before act: CaseAct, at instant: Instant, _ procedure: CaseProcedure, _ almanac: Almanac
    ) -> [CaseEvent] {
        // A contact leaves the stage as it is, and the breach pending; a person who was asked decides on both.
        guard act != .contact, referral == nil else { return [] }
        let due = try? breachesDue(by: instant, under: procedure, in: almanac)
        return (due ?? []).map(CaseEvent.breached)
    }

    /// What a person grants is what was asked: goods that the buyer has are to come back first.
    private func granted(by party: Party) -> [CaseEvent] {
        if case .awaitingDecision = stage { approved(by: party) } else { [.refunded] }
    }

    private func approved(by party: Party) -> [CaseEvent] {
        switch opening.remedy {
        case .returnAndRefund: [.approved(.returnAndRefund, by: party)]
        case .refund: [.approved(.refund, by: party), .refunded]
        }
    }

    /// What the end of a term brings; nothing where the case does not wait for it. `isDispatchedBefore` says whether the
    /// order's records, now complete, show a dispatch before the application.
    package func expire(
        _ kind: DeadlineKind, under procedure: CaseProcedure, isDispatchedBefore: Bool
    ) -> [CaseEvent] {
        guard referral == nil else { return [] }
        switch kind {
        case .records:
            guard stage == .awaitingRecords else { return [] }
            return isDispatchedBefore ? [.refused] : carriedOut
        case .reminder(let wait): return isWaiting(for: wait) ? [.reminded(wait)] : []
        case .wait(let wait):
            guard isWaiting(for: wait) else { return [] }
            return switch procedure.waits[wait]?.then {
            case .breach: [.breached(wait)]
            case .approve: approved(by: .clock)
            case .close: [.lapsed]
            case .refund: [.confirmed(by: .clock), .refunded]
            case nil: []
            }
        case .receipt, .undispatched: return []
        }
    }

    private func isWaiting(for wait: CaseWait) -> Bool {
        CaseTable.waits(at: stageName).contains(wait) && !breaches.contains(wait)
    }

    /// What a claim leads to that nobody has to answer.
    private var carriedOut: [CaseEvent] {
        switch opening.remedy {
        case .refund: [.refunded]
        case .returnAndRefund: approved(by: .clock)
        }
    }
}
