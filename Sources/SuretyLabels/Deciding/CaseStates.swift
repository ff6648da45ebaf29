package import SuretyDomain

/// A waybill of a parcel sent back to a shop: each serves one case.
package struct WaybillKey: Hashable, Sendable {
    package let shop: ShopID
    package let waybill: Waybill

    package init(shop: ShopID, waybill: Waybill) {
        self.shop = shop
        self.waybill = waybill
    }
}

/// A source at the platform's home: how far it has told, and who waits for it to have told further.
package struct SourceState: Hashable, Sendable {
    /// Everything that happened before this instant has been told; nil while the source has never said so.
    package var through: Instant?
    /// Partitions that wait, each for the latest instant it asked about.
    package var awaited: [Partition: Instant] = [:]

    package init() {}
}

/// What a partition knows of a source: as delivered, and what it has asked for.
package struct SourceCopy: Hashable, Sendable {
    package var through: Instant?
    /// Whether the platform has answered at all; before that nothing is known of the source.
    package var isAnswered = false
    /// The latest instant asked about.
    package var asked: Instant?

    package init() {}
}

/// A consumer at home.
package struct ConsumerState: Hashable, Sendable {
    package var standings = Timeline<Standing>()
    /// The partitions that hold orders of theirs.
    package var followers: [Partition] = []

    package init() {}

    /// As it is now: nothing known against them is good.
    package var standing: Standing { standings.last?.value ?? .good }
}

/// An order in its consumer's own list.
package struct ConsumerOrderKey: Hashable, Sendable {
    package let consumer: ConsumerID
    package let order: OrderKey

    package init(consumer: ConsumerID, order: OrderKey) {
        self.consumer = consumer
        self.order = order
    }
}

/// A case in its consumer's own list.
package struct ConsumerCaseKey: Hashable, Sendable {
    package let consumer: ConsumerID
    package let id: CaseID

    package init(consumer: ConsumerID, id: CaseID) {
        self.consumer = consumer
        self.id = id
    }
}

/// What a consumer's home knows of a case of theirs.
package struct CaseSummary: Hashable, Sendable {
    package let order: OrderKey
    package let right: RightKey
    package var stage: CaseTable.Stage
    package var at: Instant

    package init(order: OrderKey, right: RightKey, stage: CaseTable.Stage, at: Instant) {
        self.order = order
        self.right = right
        self.stage = stage
        self.at = at
    }
}

extension CaseSummary {
    init(_ opening: CaseOpening) {
        self.init(
            order: opening.claim.order, right: opening.claim.right,
            stage: Case(opening).stageName, at: opening.at)
    }
}
