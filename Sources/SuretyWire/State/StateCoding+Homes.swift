package import SuretyDomain
package import SuretyLabels

extension Instruction: StateCoded {
    package func write(to writer: inout StateWriter) {
        id.write(to: &writer)
        order.write(to: &writer)
        writer.optional(caseID)
        consumer.write(to: &writer)
        amount.write(to: &writer)
        decidedAt.write(to: &writer)
        status.write(to: &writer)
        attempts.write(to: &writer)
        writer.optional(nextAttempt)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let id = try InstructionID(from: &reader)
        let order = try OrderKey(from: &reader)
        let caseID: CaseID? = try reader.optional()
        let consumer = try ConsumerID(from: &reader)
        let amount = try Money(from: &reader)
        let decidedAt = try Instant(from: &reader)
        let status = try Status(from: &reader)
        let attempts = try Int(from: &reader)
        self.init(
            id: id, order: order, caseID: caseID, consumer: consumer, amount: amount, decidedAt: decidedAt,
            status: status, attempts: attempts, nextAttempt: try reader.optional())
    }
}

extension SourceState: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.optional(through)
        writer.dictionary(awaited)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        through = try reader.optional()
        awaited = try reader.dictionary()
    }
}

extension SourceCopy: StateCoded {
    package func write(to writer: inout StateWriter) {
        writer.optional(through)
        isAnswered.write(to: &writer)
        writer.optional(asked)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        through = try reader.optional()
        isAnswered = try .init(from: &reader)
        asked = try reader.optional()
    }
}

extension ConsumerState: StateCoded {
    package func write(to writer: inout StateWriter) {
        standings.write(to: &writer)
        writer.list(followers)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        self.init()
        standings = try .init(from: &reader)
        followers = try reader.list()
    }
}

extension CaseSummary: StateCoded {
    package func write(to writer: inout StateWriter) {
        order.write(to: &writer)
        right.write(to: &writer)
        stage.write(to: &writer)
        at.write(to: &writer)
    }

    package init(from reader: inout StateReader) throws(StateFault) {
        let order = try OrderKey(from: &reader)
        let right = try RightKey(from: &reader)
        let stage = try CaseTable.Stage(from: &reader)
        self.init(order: order, right: right, stage: stage, at: try Instant(from: &reader))
    }
}
