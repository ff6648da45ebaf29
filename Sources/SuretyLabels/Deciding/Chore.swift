package import SuretyDomain

/// Work that falls due in a partition by itself.
package enum Chore: Hashable, Sendable {
    /// Go over all subjects for a new day, a stretch at a time, and report to the market's mean.
    case turnDay(Day, Progress)
    /// Go over all subjects again: something they all depend on has changed.
    case reassess(Progress)
    /// A fact told ahead of its time comes into effect.
    case takeEffect(number: Int64)
    /// Go over all subjects under editions met for the first time: what products offer is counted anew, since an
    /// edition may have changed what a wording says without changing its name.
    case adopt(Progress)

    /// How far a walk over all subjects has come.
    package struct Progress: Hashable, Sendable {
        package var cursor: Cursor
        package var tally: Tally
        package var shops: Int64

        package init(cursor: Cursor = .start, tally: Tally = Tally(), shops: Int64 = 0) {
            self.cursor = cursor
            self.tally = tally
            self.shops = shops
        }
    }

    /// Shops come first, then promoters, each in order of their ids.
    package enum Cursor: Hashable, Sendable {
        case start
        case shop(ShopID)
        case promoter(PromoterID)
    }

    /// How many subjects one batch goes over, so that it holds its partition only briefly.
    package static let stretch = 200
}

/// What a chore is known by: firing it deletes its row, and a second firing finds none.
package struct ChoreKey: Hashable, Sendable {
    package let due: Instant
    package let kind: Kind
    /// Tells apart chores of a kind that fall due together.
    package let subject: Int64

    package enum Kind: Int64, Hashable, Sendable { case turnDay = 1, reassess = 2, takeEffect = 3, adopt = 4 }

    package init(due: Instant, kind: Kind, subject: Int64 = 0) {
        self.due = due
        self.kind = kind
        self.subject = subject
    }
}
