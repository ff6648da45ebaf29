package import SuretyDomain
package import SuretyLabels
import SuretyRules
import SuretyStore
import SuretyWire

/// A case with all that there is to see of it.
package struct CaseFile: Sendable {
    package let aftersales: Case
    /// What is pending, by due instant.
    package let pending: [PendingDeadline]
    package let instruction: Instruction?
    /// What happened to it, in order, with the time it was recorded.
    package let history: [Entry]
    /// The texts that are still there.
    package let notes: [NoteDigest: String]

    package struct Entry: Sendable {
        package let number: Int64
        package let recordedAt: Instant
        /// Nil for its opening.
        package let move: CaseMove?
    }

    package func allowedActs(for party: Party) -> [CaseAct.Kind] { aftersales.allowedActs(for: party) }
}

extension CaseDesk {
    /// Which cases are listed. Nil leaves a question open.
    package struct Filter: Sendable {
        package var shop: ShopID?
        package var order: OrderID?
        package var consumer: ConsumerID?
        package var stage: CaseTable.Stage?
        package var needsPerson = false
        /// Cases after this one, in order of their ids.
        package var after: CaseID?
        package var limit = 50

        package init() {}
    }
}

extension CaseDesk {
    /// A case with all that there is to see of it; nil where there is none.
    package func file(_ id: CaseID) throws -> CaseFile? {
        guard let partition = MintedID.partition(of: id.text) else { return nil }
        let key: [SQLValue] = [.integer(partition.stored), .text(id.text)]
        let answers = try engine.database.read { session in
            try session.run([
                .fetch(Tables.aftersales, keys: [key]),
                .sql(
                    """
                    SELECT e.number, e.kind, e.schema, e.payload, e.recorded_at FROM case_event c
                    JOIN event e ON e.partition = c.partition AND e.number = c.number
                    WHERE c.partition = \(partition.stored) AND c.id = \(id) ORDER BY e.number
                    """),
            ])
        }
        guard let row = answers[0].first else { return nil }
        let aftersales: Case = try row.state(Tables.aftersales.stateColumn)
        let history = try answers[1].map { row in
            let event = try EventCodec.decode(
                kind: try row.integer(1), schema: try row.integer(2), try row.bytes(3))
            var move: CaseMove?
            if case .caseMoved(let moved) = event { move = moved }
            return CaseFile.Entry(
                number: try row.integer(0), recordedAt: Instant(milliseconds: try row.integer(4)), move: move)
        }
        let notes = [aftersales.opening.claim.note].compactMap { $0 } + history.compactMap { $0.move?.note }
        return CaseFile(
            aftersales: aftersales, pending: pending(in: aftersales),
            instruction: try instruction(aftersales.opening.claim.instruction, in: partition), history: history,
            notes: try Notes(engine).texts(notes, in: partition))
    }

    /// What is pending in a case, by due instant.
    private func pending(in aftersales: Case) -> [PendingDeadline] {
        let opening = aftersales.opening
        guard let book = engine.library.book(pinned: opening.procedureBook, at: opening.at),
            let procedure = book.procedure
        else { return [] }
        let pending = (try? aftersales.deadlines(under: procedure, in: book.almanac)) ?? []
        return pending.sorted { ($0.due, $0.kind.rawValue) < ($1.due, $1.kind.rawValue) }
    }

    /// Cases in order of their ids: their partition, then the time they were opened.
    package func list(_ filter: Filter) throws -> [Case] {
        if let consumer = filter.consumer { return try list(of: consumer, filter) }
        var cases: [Case] = []
        let partitions = filter.shop.map { [Home.shop($0).partition] } ?? Partition.all
        for partition in partitions where cases.count < filter.limit {
            let after = filter.after?.text ?? ""
            let limit = Int64(filter.limit - cases.count)
            let sql: SQL =
                if let shop = filter.shop {
                    """
                    SELECT state FROM aftersales WHERE partition = \(partition.stored) AND shop = \(shop)
                    AND id > \(after) ORDER BY id LIMIT \(limit)
                    """
                } else {
                    """
                    SELECT state FROM aftersales WHERE partition = \(partition.stored)
                    AND id > \(after) ORDER BY id LIMIT \(limit)
                    """
                }
            let rows = try engine.database.read { try $0.run(sql) }
            cases += try rows.map { try $0.state(0) }
        }
        return cases.filter(filter.admits)
    }

    /// A consumer's cases are known at their home; what they are is asked of the shops' homes.
    private func list(of consumer: ConsumerID, _ filter: Filter) throws -> [Case] {
        let home = Home.consumer(consumer.text).partition.stored
        let rows = try engine.database.read { session in
            try session.run(
                """
                SELECT id FROM consumer_case WHERE partition = \(home) AND consumer = \(consumer)
                AND id > \(filter.after?.text ?? "") ORDER BY id LIMIT \(Int64(filter.limit))
                """)
        }
        let keys = try rows.compactMap { row -> [SQLValue]? in
            let id = try row.text(0)
            return MintedID.partition(of: id).map { [.integer($0.stored), .text(id)] }
        }
        guard !keys.isEmpty else { return [] }
        let found: [Case] = try engine.database.read { try $0.run([.fetch(Tables.aftersales, keys: keys)])[0] }
            .map { try $0.state(Tables.aftersales.stateColumn) }
        return found.filter(filter.admits).sorted { $0.id < $1.id }
    }

    /// An instruction to pay; nil where there is none of this id.
    package func instruction(_ id: InstructionID) throws -> Instruction? {
        try MintedID.partition(of: id.text).flatMap { try instruction(id, in: $0) }
    }

    private func instruction(_ id: InstructionID, in partition: Partition) throws -> Instruction? {
        let key: [SQLValue] = [.integer(partition.stored), .text(id.text)]
        let row = try engine.database.read { try $0.run([.fetch(Tables.instruction, keys: [key])])[0].first }
        return try row?.state(Tables.instruction.stateColumn)
    }

    /// What waits for a person, the longest waiting first.
    package func referrals(limit: Int = 200) throws -> [(key: ReferralKey, since: Instant)] {
        let rows = try engine.database.read { session in
            try session.run(
                SQL(
                    trusted:
                        "SELECT shop, kind, subject, since FROM referral WHERE partition IN (\(CaseDesk.everywhere))"
                        + " ORDER BY since, subject LIMIT $1", values: [.integer(Int64(limit))]))
        }
        return try rows.compactMap { row in
            guard let subject = ReferralKey.Subject(kind: try row.text(1), id: try row.text(2)) else { return nil }
            return (
                ReferralKey(shop: ShopID(try row.text(0)), subject: subject),
                Instant(milliseconds: try row.integer(3))
            )
        }
    }

    private static let everywhere = Partition.all.map { String($0.stored) }.joined(separator: ", ")
}

extension CaseDesk.Filter {
    func admits(_ aftersales: Case) -> Bool {
        (shop.map { aftersales.order.shop == $0 } ?? true) && (order.map { aftersales.order.order == $0 } ?? true)
            && (stage.map { aftersales.stageName == $0 } ?? true) && (!needsPerson || aftersales.needsPerson)
    }
}
