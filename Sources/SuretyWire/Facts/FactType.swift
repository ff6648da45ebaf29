package import SuretyDomain

/// The kinds of fact, by the name that `type` tells.
package enum FactType: String, Hashable, Sendable, CaseIterable {
    case shopOpened = "shop-opened"
    case productListed = "product-listed"
    case productDelisted = "product-delisted"
    case rightSwitchedOn = "right-switched-on"
    case rightSwitchedOff = "right-switched-off"
    case promoterListed = "promoter-listed"
    case promoterUnlisted = "promoter-unlisted"
    case orderPaid = "order-paid"
    case orderDispatched = "order-dispatched"
    case orderCollected = "order-collected"
    case orderInTransit = "order-in-transit"
    case orderSigned = "order-signed"
    case orderRefused = "order-refused"
    case orderReturned = "order-returned"
    case receiptConfirmed = "receipt-confirmed"
    case orderClosed = "order-closed"
    case lineRefunded = "line-refunded"
    case orderReviewed = "order-reviewed"
    case brushingMarked = "brushing-marked"
    case experienceScored = "experience-scored"
    case violationDetermined = "violation-determined"
    case violationEnded = "violation-ended"
    case inspectionFailed = "inspection-failed"
    case productRelisted = "product-relisted"
    case depositStated = "deposit-stated"
    case promoterJoined = "promoter-joined"
    case promoterScored = "promoter-scored"
    case consumerStood = "consumer-standing-stated"
    case sourceCaughtUp = "source-caught-up"
    case factRetracted = "fact-retracted"

    private static let byName: [String: FactType] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// Many times faster than `init(rawValue:)`, which compares with one name after the other.
    package init?(name: String) {
        guard let type = FactType.byName[name] else { return nil }
        self = type
    }

    /// What every fact has, whatever its type.
    package static let envelope = ["id", "type", "at", "source", "corrects"]

    /// The fields of its own, in the order of the canonical form.
    package var fields: [String] {
        switch self {
        case .shopOpened: ["shop", "kind"]
        case .productListed: ["shop", "product", "title", "category", "trade", "goods", "tags"]
        case .productDelisted: ["shop", "product"]
        case .rightSwitchedOn, .rightSwitchedOff: ["shop", "product", "right"]
        case .promoterListed, .promoterUnlisted: ["shop", "product", "promoter"]
        case .orderPaid:
            ["shop", "order", "checkout", "consumer", "promoter", "room", "currency", "lines", "shown"]
        case .orderDispatched: ["shop", "order", "parcel", "waybill"]
        case .orderSigned: ["shop", "order", "parcel", "signed_by"]
        case .orderCollected, .orderInTransit, .orderRefused, .orderReturned, .receiptConfirmed, .orderClosed:
            ["shop", "order", "parcel"]
        case .lineRefunded: ["shop", "order", "line", "amount"]
        case .orderReviewed: ["shop", "order", "score"]
        case .brushingMarked: ["shop", "order"]
        case .experienceScored: ["shop", "score"]
        case .violationDetermined: ["shop", "violation", "severity"]
        case .violationEnded: ["shop", "violation"]
        case .inspectionFailed, .productRelisted: ["shop", "product", "inspection"]
        case .depositStated: ["shop", "balance", "required"]
        case .promoterJoined: ["promoter"]
        case .promoterScored: ["promoter", "score"]
        case .consumerStood: ["consumer", "standing", "reason"]
        case .sourceCaughtUp: []
        case .factRetracted: ["retracts", "shop", "promoter", "consumer"]
        }
    }
}

extension FactType {
    package init(_ step: OrderStep) {
        self =
            switch step {
            case .dispatched: .orderDispatched
            case .collected: .orderCollected
            case .inTransit: .orderInTransit
            case .signed: .orderSigned
            case .refused: .orderRefused
            case .returned: .orderReturned
            case .receiptConfirmed: .receiptConfirmed
            case .closed: .orderClosed
            }
    }

    package init(_ body: FactBody) {
        self =
            switch body {
            case .shopOpened: .shopOpened
            case .productListed: .productListed
            case .productDelisted: .productDelisted
            case .rightSwitched(let fact): fact.isOn ? .rightSwitchedOn : .rightSwitchedOff
            case .promoterListed: .promoterListed
            case .promoterUnlisted: .promoterUnlisted
            case .orderPaid: .orderPaid
            case .orderStepped(let fact): FactType(fact.step)
            case .lineRefunded: .lineRefunded
            case .orderReviewed: .orderReviewed
            case .brushingMarked: .brushingMarked
            case .experienceScored: .experienceScored
            case .violationDetermined: .violationDetermined
            case .violationEnded: .violationEnded
            case .inspectionFailed: .inspectionFailed
            case .productRelisted: .productRelisted
            case .depositStated: .depositStated
            case .promoterJoined: .promoterJoined
            case .promoterScored: .promoterScored
            case .consumerStood: .consumerStood
            case .sourceCaughtUp: .sourceCaughtUp
            case .factRetracted: .factRetracted
            }
    }
}
