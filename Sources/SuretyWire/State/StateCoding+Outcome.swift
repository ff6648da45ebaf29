import SuretyDomain
package import SuretyLabels

extension Outcome: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch self {
        case .accepted(let number):
            writer.unsigned(1)
            writer.integer(number)
        case .duplicate(let number):
            writer.unsigned(2)
            writer.integer(number)
        case .refused(let refusal):
            writer.unsigned(3)
            refusal.write(to: &writer)
        case .replayed(let outcome): outcome.write(to: &writer)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        switch try reader.unsigned() {
        case 1: self = .accepted(number: try reader.integer())
        case 2: self = .duplicate(number: try reader.integer())
        case 3: self = .refused(try Refusal(from: &reader))
        case let other: throw StateFault(reason: "there is no outcome \(other)")
        }
    }
}

extension Refusal: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch self {
        case .idAlreadyUsed(let number):
            writer.unsigned(1)
            writer.integer(number)
        case .correctsForeignFact(let id):
            writer.unsigned(2)
            id.write(to: &writer)
        case .tooFarAhead(let milliseconds):
            writer.unsigned(3)
            writer.integer(milliseconds)
        case .keyAlreadyUsed: writer.unsigned(4)
        case .aftersales(let refusal):
            writer.unsigned(5)
            refusal.write(to: &writer)
        case .unknownInstruction: writer.unsigned(6)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        switch try reader.unsigned() {
        case 1: self = .idAlreadyUsed(number: try reader.integer())
        case 2: self = .correctsForeignFact(try FactID(from: &reader))
        case 3: self = .tooFarAhead(by: try reader.integer())
        case 4: self = .keyAlreadyUsed
        case 5: self = .aftersales(try CaseRefusal(from: &reader))
        case 6: self = .unknownInstruction
        case let other: throw StateFault(reason: "there is no refusal \(other)")
        }
    }
}
