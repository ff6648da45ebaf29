/// An order was paid. It has one shop; a checkout over several shops is one order each under one checkout id.
package struct OrderPaid: Hashable, Sendable {
    package var shop: ShopID
    package var order: OrderID
    package var checkout: String?
    /// The consumer: the marketplace's identifier as told, an alias as recorded.
    package var consumer: ConsumerID
    /// The promoter who sold it, where there was one.
    package var promoter: PromoterID?
    package var room: String?
    package var currency: Currency
    package var lines: [PaidLine]
    /// The labels shown at checkout, where the marketplace says so: the buyer is owed what was shown.
    package var shown: [ShownLabel]

    package init(
        shop: ShopID, order: OrderID, checkout: String?, consumer: ConsumerID, promoter: PromoterID?, room: String?,
        currency: Currency, lines: [PaidLine], shown: [ShownLabel]
    ) {
        self.shop = shop
        self.order = order
        self.checkout = checkout
        self.consumer = consumer
        self.promoter = promoter
        self.room = room
        self.currency = currency
        self.lines = lines
        self.shown = shown
    }
}

package struct PaidLine: Hashable, Sendable {
    package var line: LineID
    package var product: ProductID
    package var quantity: Int64
    /// What was paid for the goods of this line, in the order's minor units: after discounts, without freight.
    package var paid: Int64
    /// What was paid for its freight.
    package var freight: Int64

    package init(line: LineID, product: ProductID, quantity: Int64, paid: Int64, freight: Int64) {
        self.line = line
        self.product = product
        self.quantity = quantity
        self.paid = paid
        self.freight = freight
    }
}

/// A programme whose label a line carried on the checkout page.
package struct ShownLabel: Hashable, Sendable {
    package var line: LineID
    package var programme: ProgrammeKey

    package init(line: LineID, programme: ProgrammeKey) {
        self.line = line
        self.programme = programme
    }
}

package enum ProgrammeKind {}
/// The key of a programme in the rulebook: `trust-buy`.
package typealias ProgrammeKey = ID<ProgrammeKind>

/// A step in the life of an order or of one of its parcels.
package struct OrderStepped: Hashable, Sendable {
    package var shop: ShopID
    package var order: OrderID
    package var step: OrderStep
    /// Nil where the step concerns the whole order.
    package var parcel: ParcelID?
    package var waybill: String?
    package var signedBy: Signer?

    package init(
        shop: ShopID, order: OrderID, step: OrderStep, parcel: ParcelID? = nil, waybill: String? = nil,
        signedBy: Signer? = nil
    ) {
        self.shop = shop
        self.order = order
        self.step = step
        self.parcel = parcel
        self.waybill = waybill
        self.signedBy = signedBy
    }
}

package enum OrderStep: String, Hashable, Sendable, CaseIterable {
    /// The waybill was uploaded.
    case dispatched = "order-dispatched"
    /// The carrier's first scan.
    case collected = "order-collected"
    case inTransit = "order-in-transit"
    case signed = "order-signed"
    case refused = "order-refused"
    case returned = "order-returned"
    case receiptConfirmed = "receipt-confirmed"
    case closed = "order-closed"
}

package enum Signer: String, Hashable, Sendable, CaseIterable {
    case recipient, delegate, locker
    case lockerWithoutConsent = "locker-without-consent"
}

package struct LineRefunded: Hashable, Sendable {
    package var shop: ShopID
    package var order: OrderID
    package var line: LineID
    /// In the order's minor units.
    package var amount: Int64
    package var currency: Currency

    package init(shop: ShopID, order: OrderID, line: LineID, amount: Int64, currency: Currency) {
        self.shop = shop
        self.order = order
        self.line = line
        self.amount = amount
        self.currency = currency
    }
}

package struct OrderReviewed: Hashable, Sendable {
    package var shop: ShopID
    package var order: OrderID
    /// 1 to 5.
    package var score: Int

    package init(shop: ShopID, order: OrderID, score: Int) {
        self.shop = shop
        self.order = order
        self.score = score
    }
}
