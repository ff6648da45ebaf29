package import SuretyDomain
package import SuretyRules

/// What a journal holds: facts as they were told, and the decisions taken on them. State is the fold of these.
package enum JournalEvent: Hashable, Sendable {
    case factRecorded(Fact)
    /// A fact told ahead of its time has come into effect; the number is that of its recording.
    case factTookEffect(number: Int64)
    case orderPinned(OrderKey, consumer: ConsumerID, Pin)
    case labelChanged(LabelChange)
    /// A partition has gone over all its shops for a new day.
    case dayTurned(DayTurned)
    /// The platform has pooled the market's mean for a day.
    case meanSet(MarketMeanEntry)
    /// A partition has begun to need a promoter's standing.
    case promoterFollowed(PromoterID, by: Partition)
    /// A promoter's standing as it now is, for one partition that needs it.
    case promoterStated(PromoterID, PromoterStanding)
    case caseOpened(CaseOpening)
    case caseMoved(CaseMove)
    case orderMoved(OrderMove)
    case transferred(ShopID, Transfer)
    case instructed(Instruction)
    /// The provider has said something new of an instruction, or a person has it tried again.
    case instructionMoved(Instruction)
    /// A partition waits for a source to have told everything before an instant.
    case sourceAwaited(SourceID, through: Instant, by: Partition)
    /// How far a source has told, for one partition that waits; nil where it never says.
    case sourceStated(SourceID, through: Instant?, to: Partition)
    /// A consumer's standing, for one partition that holds orders of theirs.
    case consumerStated(ConsumerID, Standing, to: Partition)
    /// An event of another partition, taken in here: its partition, its number there, and what it says.
    case received(from: Partition, number: Int64, Message)

    /// What one partition can tell another.
    package enum Message: Hashable, Sendable {
        case dayTurned(DayTurned)
        case meanSet(MarketMeanEntry)
        case promoterFollowed(PromoterID, by: Partition)
        case promoterStated(PromoterID, PromoterStanding)
        case orderPinned(OrderKey, consumer: ConsumerID)
        case caseOpened(CaseSummary, CaseID, ConsumerID)
        case caseMoved(CaseID, ConsumerID, CaseTable.Stage, at: Instant)
        case sourceAwaited(SourceID, through: Instant, by: Partition)
        case sourceStated(SourceID, through: Instant?)
        case consumerStated(ConsumerID, Standing)
    }

    /// To whom an event is delivered.
    package enum Route: Hashable, Sendable {
        case nobody
        case one(Partition)
        case everyone
    }

    package var route: Route {
        switch self {
        case .dayTurned, .sourceAwaited: .one(Home.platform.partition)
        case .meanSet: .everyone
        case .promoterFollowed(let promoter, _): .one(Home.promoter(promoter).partition)
        case .promoterStated(_, let standing): .one(standing.destination)
        case .orderPinned(_, let consumer, _): .one(Home.consumer(consumer.text).partition)
        case .caseOpened(let opening): .one(Home.consumer(opening.claim.consumer.text).partition)
        case .caseMoved(let move): .one(Home.consumer(move.consumer.text).partition)
        case .sourceStated(_, _, let target), .consumerStated(_, _, let target): .one(target)
        case .factRecorded, .factTookEffect, .labelChanged, .orderMoved, .transferred, .instructed, .instructionMoved,
            .received:
            .nobody
        }
    }

    /// What is delivered of it; nil for what stays at home.
    package var message: Message? {
        switch self {
        case .dayTurned(let turned): .dayTurned(turned)
        case .meanSet(let mean): .meanSet(mean)
        case .promoterFollowed(let promoter, let partition): .promoterFollowed(promoter, by: partition)
        case .promoterStated(let promoter, let standing): .promoterStated(promoter, standing)
        case .orderPinned(let key, let consumer, _): .orderPinned(key, consumer: consumer)
        case .caseOpened(let opening):
            .caseOpened(CaseSummary(opening), opening.claim.id, opening.claim.consumer)
        case .caseMoved(let move): .caseMoved(move.id, move.consumer, move.stage, at: move.at)
        case .sourceAwaited(let source, let through, let partition):
            .sourceAwaited(source, through: through, by: partition)
        case .sourceStated(let source, let through, _): .sourceStated(source, through: through)
        case .consumerStated(let consumer, let standing, _): .consumerStated(consumer, standing)
        case .factRecorded, .factTookEffect, .labelChanged, .orderMoved, .transferred, .instructed, .instructionMoved,
            .received:
            nil
        }
    }
}

/// A mask of one subject under one programme version has become another.
package struct LabelChange: Hashable, Sendable {
    package let subject: LabelSubject
    package let version: VersionKey
    package let mask: Mask
    /// When what caused it happened.
    package let at: Instant

    package init(subject: LabelSubject, version: VersionKey, mask: Mask, at: Instant) {
        self.subject = subject
        self.version = version
        self.mask = mask
        self.at = at
    }
}

package enum LabelSubject: Hashable, Sendable {
    case shop(ShopID)
    case product(ProductKey)
    case promoter(PromoterID)
}

/// A product is named by its shop and its id there.
package struct ProductKey: Hashable, Comparable, Sendable {
    package let shop: ShopID
    package let product: ProductID

    package init(shop: ShopID, product: ProductID) {
        self.shop = shop
        self.product = product
    }

    package static func < (lhs: ProductKey, rhs: ProductKey) -> Bool {
        (lhs.shop, lhs.product) < (rhs.shop, rhs.product)
    }
}

/// What one partition's shops counted for the market's mean, taken at 00:00 of `day`.
package struct DayTurned: Hashable, Sendable {
    package let day: Day
    package let partition: Partition
    package let tally: Tally
    package let shops: Int64

    package init(day: Day, partition: Partition, tally: Tally, shops: Int64) {
        self.day = day
        self.partition = partition
        self.tally = tally
        self.shops = shops
    }
}

/// The market's mean as pooled at 00:00 of a day; it holds until the next is delivered.
package struct MarketMeanEntry: Hashable, Sendable {
    package let day: Day
    package let tally: Tally
    package let shops: Int64

    package init(day: Day, tally: Tally, shops: Int64) {
        self.day = day
        self.tally = tally
        self.shops = shops
    }
}

/// A promoter's facts and masks as their home holds them, addressed to one partition.
package struct PromoterStanding: Hashable, Sendable {
    package let destination: Partition
    package let promoter: Promoter
    package let masks: Masks

    package init(destination: Partition, promoter: Promoter, masks: Masks) {
        self.destination = destination
        self.promoter = promoter
        self.masks = masks
    }
}
