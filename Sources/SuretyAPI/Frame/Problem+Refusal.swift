import HTTPTypes
import SuretyDomain
import SuretyEngine
import SuretyLabels

extension Problem {
    /// Every refusal has its status here; its code and sentence are the refusal's own.
    init(_ refusal: Refusal, in zone: Zone) {
        self.init(refusal.status, refusal.code, refusal.sentence(in: zone))
    }
}

extension Refusal {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .idAlreadyUsed: .conflict
        case .correctsForeignFact, .tooFarAhead, .keyAlreadyUsed: .unprocessableContent
        case .unknownInstruction: .notFound
        case .aftersales(let refusal): refusal.status
        }
    }
}

extension CaseRefusal {
    /// Not there: 404. Never right as asked: 422. Not as things stand: 409. Decided on an older version: 412.
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .unknownOrder, .unknownCase: .notFound
        case .unknownLine, .quantityOutOfRange, .notPromised, .notCarriedOut, .amountNotBelow, .amountAbove:
            .unprocessableContent
        case .tooLate, .orderClosed, .notDispatched, .alreadyDispatched, .restrictedStanding, .unitsTaken, .notNow,
            .contactFirst, .waybillUsed, .termEnded, .calendarUnpublished, .caseExists, .nothingReferred,
            .notExtendable:
            .conflict
        case .staleVersion: .preconditionFailed
        }
    }
}
