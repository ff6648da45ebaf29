import SuretyDomain
import SuretyLabels
import SuretyWire

// How rows of cases, money and consumers spell their keys and values: the partition is left out.

extension WaybillKey {
    var columns: [SQLValue] { [shop.sqlValue, .text(waybill.carrier), .text(waybill.number)] }
}

extension AccountKey {
    var columns: [SQLValue] { [shop.sqlValue, .text(account.text), .text(currency.code)] }
}

extension DeadlineKey {
    package var columns: [SQLValue] {
        [due.sqlValue, shop.sqlValue, .text(kind.rawValue), .text(subject.text)]
    }
}

extension ConsumerOrderKey {
    var columns: [SQLValue] { [consumer.sqlValue, order.shop.sqlValue, order.order.sqlValue] }
}

extension ReferralKey {
    var columns: [SQLValue] { [shop.sqlValue, .text(subject.columns.kind), .text(subject.columns.id)] }
}

extension Case {
    /// Behind the number of its last event.
    var columns: [SQLValue] { [order.shop.sqlValue, .bytes(stateBytes)] }
}

extension JournalEvent {
    /// The case that it is about, in that case's home.
    var caseID: CaseID? {
        switch self {
        case .caseOpened(let opening): opening.claim.id
        case .caseMoved(let move): move.id
        case .factRecorded, .factTookEffect, .orderPinned, .labelChanged, .dayTurned, .meanSet, .promoterFollowed,
            .promoterStated, .orderMoved, .transferred, .instructed, .instructionMoved, .sourceAwaited, .sourceStated,
            .consumerStated, .received:
            nil
        }
    }
}

extension Instruction {
    /// Behind the number of its last event.
    var columns: [SQLValue] {
        [order.shop.sqlValue, nextAttempt.map(\.sqlValue) ?? .null, .bytes(stateBytes)]
    }
}

extension StandingSeen {
    var columns: [SQLValue] { [.text(standing.rawValue), .integer(number)] }
}
