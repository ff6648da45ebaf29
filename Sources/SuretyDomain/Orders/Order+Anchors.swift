extension Order {
    /// When the buyer had everything: the last parcel's first valid signature. Left in a locker without consent it is
    /// not signed for. Nil while a parcel that was dispatched is not signed for.
    package var signedAt: Instant? { Order.signature(on: steps.entries) }

    /// The same, by what had happened before an instant.
    func signedAt(before instant: Instant) -> Instant? {
        Order.signature(on: steps.entries.filter { $0.at < instant })
    }

    private static func signature(on steps: [Timeline<Step>.Entry]) -> Instant? {
        let signatures = steps.filter { entry in
            entry.value.step == .signed && entry.value.signedBy != .lockerWithoutConsent
        }
        // A signature that names no parcel is for the whole order.
        let forAll = signatures.first { $0.value.parcel == nil }?.at
        let parcels = Set(steps.compactMap { $0.value.parcel })
        if parcels.isEmpty { return forAll }
        var last: Instant?
        for parcel in parcels {
            let own = signatures.first { $0.value.parcel == parcel }?.at
            guard let signed = [own, forAll].compactMap({ $0 }).min() else { return nil }
            last = max(last ?? signed, signed)
        }
        return last
    }

    /// When it left, as far as is told: its first waybill was uploaded, or, where a source tells of the carrier's way
    /// alone, what that tells first.
    package var leftAt: Instant? { steps.entries.first { $0.value.step.showsDispatch }?.at }

    /// When it left, and when each parcel was first dispatched, the earliest first; a waybill that names no parcel is
    /// one of its own.
    var dispatches: [Instant] {
        var first: [ParcelID?: Instant] = [:]
        for entry in steps.entries where entry.value.step == .dispatched && first[entry.value.parcel] == nil {
            first[entry.value.parcel] = entry.at
        }
        return ([leftAt].compactMap { $0 } + first.values).sorted()
    }

    /// When an anchor was reached, or nil where it has not been.
    package func instant(of anchor: Anchor) -> Instant? {
        switch anchor {
        case .paid: payment?.at
        case .dispatched: leftAt
        case .signed: signedAt
        case .receiptConfirmed: receiptConfirmedAt
        }
    }

    /// When receipt was confirmed: by the buyer, or by time.
    package var receiptConfirmedAt: Instant? {
        let told = steps.entries.first { $0.value.step == .receiptConfirmed }?.at
        return [told, clock.receivedAt].compactMap { $0 }.min()
    }

    /// When the order came to an end without being received.
    package var closedAt: Instant? {
        let told = steps.entries.first { $0.value.step == .closed }?.at
        return [told, clock.closedAt].compactMap { $0 }.min()
    }

    /// Everything that was paid for it, goods and freight, in minor units.
    package var amountPaid: Int64 {
        let amount = payment?.value.lines.reduce(Int128(0)) { $0 + Int128($1.paid) + Int128($1.freight) }
        return Int64(clamping: amount ?? 0)
    }

    /// Who told of it: what its records depend on.
    package var sources: Set<SourceID> {
        Set(payments.entries.map(\.fact.source) + steps.entries.map(\.fact.source))
    }
}

extension OrderStep {
    /// Whether it tells that the order, or a parcel of it, has left.
    var showsDispatch: Bool {
        switch self {
        case .dispatched, .collected, .inTransit, .signed, .refused, .returned: true
        case .receiptConfirmed, .closed: false
        }
    }
}
