import SuretyDomain

/// A second reading of the rules of a case, with nothing in common with the first: it is told acts in the order of their
/// instants and ends every term where the wall clock of UTC+8 says.
struct NaiveCase {
    enum Place: Equatable { case decision, returning, confirming, disputed, refunded, refused, withdrawn, lapsed }

    struct Terms {
        var decisionHours: Int64
        var confirmation: Days

        enum Days {
            case calendar(Int64)
            case working(Int64)
        }
    }

    let terms: Terms
    let asksForReturn: Bool
    private(set) var place = Place.decision
    private(set) var since: Instant
    private(set) var contacted: Instant?
    private(set) var isBreached = false

    init(applied: Instant, asksForReturn: Bool, terms: Terms) {
        since = applied
        self.asksForReturn = asksForReturn
        self.terms = terms
    }

    mutating func act(_ act: CaseAct, by party: Party, at instant: Instant) {
        pass(to: instant)
        switch (party, act, place) {
        case (.merchant, .contact, .decision), (.merchant, .contact, .returning), (.merchant, .contact, .confirming),
            (.merchant, .contact, .disputed):
            contacted = contacted ?? instant
        case (.merchant, .approve, .decision): go(asksForReturn ? .returning : .refunded, instant)
        case (.merchant, .refundOnly, .decision), (.merchant, .refundOnly, .returning),
            (.merchant, .refundOnly, .confirming), (.merchant, .refundOnly, .disputed):
            go(.refunded, instant)
        case (.merchant, .refuse, .decision): if contacted != nil { go(.refused, instant) }
        case (.merchant, .confirm, .confirming), (.merchant, .confirm, .disputed): go(.refunded, instant)
        case (.merchant, .dispute, .confirming): go(.disputed, instant)
        case (.consumer, .sendBack, .returning): go(.confirming, instant)
        case (.consumer, .withdraw, .decision), (.consumer, .withdraw, .returning), (.consumer, .withdraw, .confirming),
            (.consumer, .withdraw, .disputed):
            go(.withdrawn, instant)
        case (.consumer, .reopen, .refused):
            go(.decision, instant)
            (contacted, isBreached) = (nil, false)
        case (.adjudicator, .settle(.refund), .disputed): go(.refunded, instant)
        case (.adjudicator, .settle(.refuse), .disputed): go(.refused, instant)
        default: break
        }
    }

    /// Ends what has ended by an instant, one term after another.
    mutating func pass(to instant: Instant) {
        while let (end, next) = nextEnd, end <= instant {
            if place == .decision { passContact(to: end) }
            go(next, end)
        }
        if place == .decision { passContact(to: instant) }
    }

    private mutating func passContact(to instant: Instant) {
        let end = since.adding(hours: 36)
        if end <= instant, contacted.map({ $0 >= end }) ?? true { isBreached = true }
    }

    private var nextEnd: (Instant, Place)? {
        switch place {
        case .decision: (since.adding(hours: terms.decisionHours), asksForReturn ? .returning : .refunded)
        case .returning: (NaiveCase.end(ofDays: 10, after: since), .lapsed)
        case .confirming:
            switch terms.confirmation {
            case .calendar(let days): (NaiveCase.end(ofDays: days, after: since), .refunded)
            case .working(let days): (NaiveCase.end(ofWorkingDays: days, after: since), .refunded)
            }
        case .disputed, .refunded, .refused, .withdrawn, .lapsed: nil
        }
    }

    private mutating func go(_ next: Place, _ instant: Instant) {
        place = next
        since = instant
    }

    // MARK: The wall clock

    private static let day: Int64 = 86_400_000
    private static let shift: Int64 = 8 * 3_600_000

    /// So many whole days after the day of `start`.
    static func end(ofDays days: Int64, after start: Instant) -> Instant {
        let today = (start.milliseconds + shift) / day
        return Instant(milliseconds: (today + 1 + days) * day - shift)
    }

    /// Weekends left out; there is no holiday in these months.
    static func end(ofWorkingDays days: Int64, after start: Instant) -> Instant {
        var date = (start.milliseconds + shift) / day
        var left = days
        while left > 0 {
            date += 1
            // 1 January 1970 was a Thursday.
            if (date + 3) % 7 < 5 { left -= 1 }
        }
        return Instant(milliseconds: (date + 1) * day - shift)
    }
}

extension NaiveCase.Place {
    var name: String {
        switch self {
        case .decision: "awaiting-decision"
        case .returning: "awaiting-return"
        case .confirming: "awaiting-confirmation"
        case .disputed: "disputed"
        case .refunded: "refunded"
        case .refused: "refused"
        case .withdrawn: "withdrawn"
        case .lapsed: "lapsed"
        }
    }
}
