/// An after-sales case: one claim under a guarantee, from application to its end.
///
/// `decide` says what an act leads to, `evolve` alone changes the case, and `deadlines` is a function of the case: what
/// is pending can always be told from what the case is.
package struct Case: Hashable, Sendable {
    package let opening: CaseOpening
    package private(set) var stage: Stage
    /// How many moves it has made; an act may ask for the version it was decided on.
    package private(set) var version: Int64 = 1
    /// When the merchant first spoke with the buyer since it was opened, or opened again.
    package private(set) var contactedAt: Instant?
    /// Terms that have run out without an act since it was opened, or opened again, recorded against the party that
    /// kept silent. The journal has them all.
    package private(set) var breaches: [CaseWait] = []
    package private(set) var reminded: [CaseWait] = []
    /// Why a person has to decide, where automation was given up.
    package private(set) var referral: Referral?

    package init(_ opening: CaseOpening) {
        self.opening = opening
        stage =
            switch opening.answer {
            case .merchant: .awaitingDecision(since: opening.at)
            case .nobody: .awaitingRecords
            }
    }

    /// Restores a case from what was stored of it.
    package init(
        restoring opening: CaseOpening, stage: Stage, version: Int64, contactedAt: Instant?, breaches: [CaseWait],
        reminded: [CaseWait], referral: Referral?
    ) {
        self.opening = opening
        self.stage = stage
        self.version = version
        self.contactedAt = contactedAt
        self.breaches = breaches
        self.reminded = reminded
        self.referral = referral
    }

    package var id: CaseID { opening.claim.id }
    package var order: OrderKey { opening.claim.order }

    /// Where a case stands.
    package enum Stage: Hashable, Sendable {
        /// The records up to its application are still coming in.
        case awaitingRecords
        case awaitingDecision(since: Instant)
        case awaitingReturn(since: Instant)
        case awaitingConfirmation(since: Instant, waybill: Waybill)
        /// The merchant says that what came back is not what was sent.
        case disputed(since: Instant)
        case ended(End, at: Instant)
    }

    package enum End: String, Hashable, Sendable, CaseIterable {
        case refunded
        /// May be opened again.
        case refused
        case withdrawn
        /// The goods were not sent back in time.
        case lapsed
    }

    package enum Referral: String, Hashable, Sendable, CaseIterable {
        /// A source that the outcome depends on has not told how far its records go.
        case sourceSilent = "source-silent"
        /// A working-day term runs into a year whose calendar is not published.
        case calendarUnpublished = "calendar-unpublished"
        /// The merchant disputes what came back.
        case returnDisputed = "return-disputed"
    }

    package var isOpen: Bool {
        if case .ended = stage { false } else { true }
    }

    /// Whether it was open just before an instant, whenever that is asked. Of a case that was opened again only the last
    /// end is known: it counts as open in between.
    package func wasOpen(before instant: Instant) -> Bool {
        guard opening.at < instant else { return false }
        if case .ended(_, let end) = stage { return end >= instant }
        return true
    }

    /// Whether the units it is about may not be claimed again: it is open, or they were refunded.
    package var holdsUnits: Bool {
        if case .ended(let end, _) = stage { end == .refunded } else { true }
    }

    package var needsPerson: Bool { referral != nil && isOpen }
}

extension Case {
    /// What has happened to it.
    package mutating func evolve(_ event: CaseEvent, at instant: Instant) {
        version += 1
        switch event {
        // The first counts: a later one takes nothing back.
        case .contacted: contactedAt = contactedAt.map { min($0, instant) } ?? instant
        case .approved(.returnAndRefund, _): move(to: .awaitingReturn(since: instant))
        // The refund follows in the same breath.
        case .approved(.refund, _): break
        case .refused: end(.refused, instant)
        case .sentBack(let waybill): move(to: .awaitingConfirmation(since: instant, waybill: waybill))
        case .confirmed: break
        case .disputed:
            move(to: .disputed(since: instant))
            referral = .returnDisputed
        case .withdrawn: end(.withdrawn, instant)
        case .lapsed: end(.lapsed, instant)
        case .refunded: end(.refunded, instant)
        case .reminded(let wait): reminded.append(wait)
        case .breached(let wait): breaches.append(wait)
        case .referred(let reason): referral = reason
        case .reopened:
            move(to: .awaitingDecision(since: instant))
            (contactedAt, breaches, reminded) = (nil, [], [])
        }
    }

    private mutating func end(_ end: End, _ instant: Instant) {
        move(to: .ended(end, at: instant))
    }

    /// What a person was asked is settled by whatever moves the case on: its next stage has its own clock.
    private mutating func move(to next: Stage) {
        stage = next
        referral = nil
    }
}
