package import SuretyDomain

/// Refusals are kept with the answers that were given to idempotency keys. A table of them, and as long as there are
/// refusals.
extension CaseRefusal: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch self {
        case .unknownOrder: writer.unsigned(1)
        case .unknownCase: writer.unsigned(2)
        case .unknownLine(let line):
            writer.unsigned(3)
            line.write(to: &writer)
        case .quantityOutOfRange(let line, let bought):
            writer.unsigned(4)
            line.write(to: &writer)
            bought.write(to: &writer)
        case .notPromised(let right, let line):
            writer.unsigned(5)
            right.write(to: &writer)
            line.write(to: &writer)
        case .notCarriedOut(let right):
            writer.unsigned(6)
            right.write(to: &writer)
        case .tooLate(let right, let until):
            writer.unsigned(7)
            right.write(to: &writer)
            until.write(to: &writer)
        case .orderClosed: writer.unsigned(8)
        case .notDispatched(let right):
            writer.unsigned(9)
            right.write(to: &writer)
        case .alreadyDispatched(let right, let instant):
            writer.unsigned(10)
            right.write(to: &writer)
            instant.write(to: &writer)
        case .amountNotBelow(let limit):
            writer.unsigned(11)
            limit.write(to: &writer)
        case .restrictedStanding(let right):
            writer.unsigned(12)
            right.write(to: &writer)
        case .unitsTaken(let line, let left):
            writer.unsigned(13)
            line.write(to: &writer)
            left.write(to: &writer)
        case .amountAbove(let limit):
            writer.unsigned(14)
            limit.write(to: &writer)
        case .notNow(let act, let allowed):
            writer.unsigned(15)
            act.write(to: &writer)
            writer.list(allowed)
        case .contactFirst: writer.unsigned(16)
        case .waybillUsed(let waybill):
            writer.unsigned(17)
            waybill.write(to: &writer)
        case .termEnded(let wait, let instant):
            writer.unsigned(18)
            wait.write(to: &writer)
            instant.write(to: &writer)
        case .staleVersion(let version):
            writer.unsigned(19)
            version.write(to: &writer)
        case .calendarUnpublished(let year):
            writer.unsigned(20)
            year.write(to: &writer)
        case .caseExists: writer.unsigned(21)
        case .nothingReferred: writer.unsigned(22)
        case .notExtendable: writer.unsigned(23)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        switch try reader.unsigned() {
        case 1: self = .unknownOrder
        case 2: self = .unknownCase
        case 3: self = .unknownLine(try LineID(from: &reader))
        case 4:
            let line = try LineID(from: &reader)
            self = .quantityOutOfRange(line, bought: try Int64(from: &reader))
        case 5:
            let right = try RightKey(from: &reader)
            self = .notPromised(right, try LineID(from: &reader))
        case 6: self = .notCarriedOut(try RightKey(from: &reader))
        case 7:
            let right = try RightKey(from: &reader)
            self = .tooLate(right, until: try Instant(from: &reader))
        case 8: self = .orderClosed
        case 9: self = .notDispatched(try RightKey(from: &reader))
        case 10:
            let right = try RightKey(from: &reader)
            self = .alreadyDispatched(right, at: try Instant(from: &reader))
        case 11: self = .amountNotBelow(try Money(from: &reader))
        case 12: self = .restrictedStanding(try RightKey(from: &reader))
        case 13:
            let line = try LineID(from: &reader)
            self = .unitsTaken(line, left: try Int64(from: &reader))
        case 14: self = .amountAbove(try Money(from: &reader))
        case 15:
            let act = try CaseAct.Kind(from: &reader)
            self = .notNow(act, allowed: try reader.list())
        case 16: self = .contactFirst
        case 17: self = .waybillUsed(try Waybill(from: &reader))
        case 18:
            let wait = try CaseWait(from: &reader)
            self = .termEnded(wait, at: try Instant(from: &reader))
        case 19: self = .staleVersion(try Int64(from: &reader))
        case 20: self = .calendarUnpublished(year: try Int(from: &reader))
        case 21: self = .caseExists
        case 22: self = .nothingReferred
        case 23: self = .notExtendable
        case let other: throw StateFault(reason: "there is no refusal of a case \(other)")
        }
    }
}
