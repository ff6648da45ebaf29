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
    /// What rules it; nil where no edition that is known says.
    let procedure: CaseProcedure?
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

    /// What the end of a term brings, in a sentence.
    package func outcome(of deadline: PendingDeadline) -> String { deadline.kind.sentence(under: procedure) }

    package func allowedActs(for party: Party) -> [CaseAct.Kind] { aftersales.allowedActs(for: party) }
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
            aftersales: aftersales, pending: pending(in: aftersales), procedure: book(of: aftersales)?.procedure,
            instruction: try instruction(aftersales.opening.claim.instruction, in: partition), history: history,
            notes: try Notes(engine).texts(notes, in: partition))
    }

    private func book(of aftersales: Case) -> Rulebook? {
        engine.library.book(pinned: aftersales.opening.procedureBook, at: aftersales.opening.at)
    }

    /// What is pending in a case, by due instant.
    private func pending(in aftersales: Case) -> [PendingDeadline] {
        guard let book = book(of: aftersales), let procedure = book.procedure else { return [] }
        let pending = (try? aftersales.deadlines(under: procedure, in: book.almanac)) ?? []
        return pending.sorted { ($0.due, $0.kind.rawValue) < ($1.due, $1.kind.rawValue) }
    }

    /// An instruction to pay; nil where there is none of this id.
    package func instruction(_ id: InstructionID) throws -> Instruction? {
        try MintedID.partition(of: id.text).flatMap { try instruction(id, in: $0) }
    }

    func instruction(_ id: InstructionID, in partition: Partition) throws -> Instruction? {
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
