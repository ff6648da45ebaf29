package import SuretyDomain

extension Case: StateCoded {
    package func write(to writer: inout StateWriter) {
        opening.write(to: &writer)
        stage.write(to: &writer)
        writer.integer(version)
        writer.optional(contactedAt)
        writer.list(breaches)
        writer.list(reminded)
        writer.optional(referral)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let opening = try CaseOpening(from: &reader)
        let stage = try Stage(from: &reader)
        let version = try reader.integer()
        let contactedAt: Instant? = try reader.optional()
        let breaches: [CaseWait] = try reader.list()
        let reminded: [CaseWait] = try reader.list()
        self.init(
            restoring: opening, stage: stage, version: version, contactedAt: contactedAt, breaches: breaches,
            reminded: reminded, referral: try reader.optional())
    }
}

extension Case.Stage: StateCoded {
    package func write(to writer: inout StateWriter) {
        switch self {
        case .awaitingRecords: writer.unsigned(1)
        case .awaitingDecision(let since):
            writer.unsigned(2)
            since.write(to: &writer)
        case .awaitingReturn(let since):
            writer.unsigned(3)
            since.write(to: &writer)
        case .awaitingConfirmation(let since, let waybill):
            writer.unsigned(4)
            since.write(to: &writer)
            waybill.write(to: &writer)
        case .disputed(let since):
            writer.unsigned(5)
            since.write(to: &writer)
        case .ended(let end, let instant):
            writer.unsigned(6)
            end.write(to: &writer)
            instant.write(to: &writer)
        }
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        switch try reader.unsigned() {
        case 1: self = .awaitingRecords
        case 2: self = .awaitingDecision(since: try Instant(from: &reader))
        case 3: self = .awaitingReturn(since: try Instant(from: &reader))
        case 4:
            let since = try Instant(from: &reader)
            self = .awaitingConfirmation(since: since, waybill: try Waybill(from: &reader))
        case 5: self = .disputed(since: try Instant(from: &reader))
        case 6:
            let end = try Case.End(from: &reader)
            self = .ended(end, at: try Instant(from: &reader))
        case let other: throw StateFault(reason: "there is no stage \(other)")
        }
    }
}

extension CaseOpening: StateCoded {
    package func write(to writer: inout StateWriter) {
        claim.write(to: &writer)
        at.write(to: &writer)
        writer.text(guaranteeBook)
        writer.text(procedureBook)
        remedy.write(to: &writer)
        answer.write(to: &writer)
        writer.list(payers)
        writer.optional(claimableUntil)
        currency.write(to: &writer)
        writer.list(refunds)
        writer.optional(standing)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let claim = try Claim(from: &reader)
        let at = try Instant(from: &reader)
        let guaranteeBook = try reader.text()
        let procedureBook = try reader.text()
        let remedy = try Guarantee.Remedy(from: &reader)
        let answer = try Guarantee.Answer(from: &reader)
        let payers: [Payer] = try reader.list()
        let claimableUntil: Instant? = try reader.optional()
        let currency = try Currency(from: &reader)
        let refunds: [LineRefund] = try reader.list()
        self.init(
            claim: claim, at: at, guaranteeBook: guaranteeBook, procedureBook: procedureBook, remedy: remedy,
            answer: answer, payers: payers, claimableUntil: claimableUntil, currency: currency, refunds: refunds,
            standing: try reader.optional())
    }
}

extension Claim: StateCoded {
    package func write(to writer: inout StateWriter) {
        id.write(to: &writer)
        order.write(to: &writer)
        consumer.write(to: &writer)
        right.write(to: &writer)
        writer.list(units)
        writer.optional(amount)
        writer.optional(note)
        instruction.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let id = try CaseID(from: &reader)
        let order = try OrderKey(from: &reader)
        let consumer = try ConsumerID(from: &reader)
        let right = try RightKey(from: &reader)
        let units: [ClaimedUnits] = try reader.list()
        let amount: Int64? = try reader.optional()
        let note: NoteDigest? = try reader.optional()
        self.init(
            id: id, order: order, consumer: consumer, right: right, units: units, amount: amount, note: note,
            instruction: try InstructionID(from: &reader))
    }
}

extension ClaimedUnits: StateCoded {
    package func write(to writer: inout StateWriter) {
        line.write(to: &writer)
        writer.integer(quantity)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let line = try LineID(from: &reader)
        self.init(line: line, quantity: try reader.integer())
    }
}

extension LineRefund: StateCoded {
    package func write(to writer: inout StateWriter) {
        line.write(to: &writer)
        writer.integer(amount)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let line = try LineID(from: &reader)
        self.init(line: line, amount: try reader.integer())
    }
}

extension NoteDigest: StateCoded {
    package func write(to writer: inout StateWriter) {
        id.write(to: &writer)
        writer.blob(digest)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let id = try ID<NoteKind>(from: &reader)
        self.init(id: id, digest: try reader.blob())
    }
}

extension Waybill: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.text(carrier)
        writer.text(number)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let carrier = try reader.text()
        self.init(carrier: carrier, number: try reader.text())
    }
}

extension StandingSeen: StateCoded {
    package func write(to writer: inout StateWriter) {
        standing.write(to: &writer)
        writer.integer(number)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let standing = try Standing(from: &reader)
        self.init(standing: standing, number: try reader.integer())
    }
}
