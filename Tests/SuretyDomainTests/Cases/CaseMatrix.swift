import SuretyDomain
import SuretyTestKitCore

/// Every stage with every act of every party, tried on cases that stand there.
enum CaseMatrix {
    /// A case at a stage, and what is particular about it; nothing, for the first of a stage.
    struct Situation {
        let particular: String?
        let subject: Case
        var referred = false
    }

    enum Outcome: Hashable {
        case leads(CaseTable.Stage)
        case stays
        case refused(String)

        var text: String {
            switch self {
            case .leads(let stage): "→ `\(stage.rawValue)`"
            case .stays: "stays"
            case .refused("notNow"): "–"
            case .refused(let name): "`\(name)`"
            }
        }
    }

    static let parties: [Party] = [.consumer, .merchant, .adjudicator, .clock]

    static func outcome(
        of act: CaseAct, by party: Party, on subject: Case, at instant: Instant? = nil,
        under procedure: CaseProcedure = .handbook2020
    ) -> Outcome {
        let instant = instant ?? subject.opening.at.adding(hours: 12)
        do {
            var changed = subject
            try changed.act(act, by: party, at: instant, under: procedure)
            return changed.stageName == subject.stageName ? .stays : .leads(changed.stageName)
        } catch {
            return .refused(name(of: error))
        }
    }

    private static func name(of refusal: CaseRefusal) -> String {
        String("\(refusal)".prefix { $0 != "(" })
    }

    static func situations(at stage: CaseTable.Stage) throws -> [Situation] {
        let plain = try reach(stage)
        var all = [Situation(particular: nil, subject: plain)]
        switch stage {
        case .awaitingRecords:
            all.append(
                .init(particular: "where the goods are to come back", subject: .opened(under: .returnWithoutAnswer)))
        case .awaitingDecision:
            all.append(.init(particular: "before a contact with the buyer is recorded", subject: .opened()))
            all.append(
                .init(
                    particular: "where nothing is to be sent back",
                    subject: try .after([(.contact, .merchant)], from: .opened(under: .refundWithoutReturn))))
        case .refused:
            var byRecords = Case.opened(under: .instantRefund)
            byRecords.evolve(.refused, at: Case.opened)
            all.append(.init(particular: "where the records decided, and no merchant", subject: byRecords))
        case .awaitingReturn, .awaitingConfirmation, .disputed, .refunded, .withdrawn, .lapsed: break
        }
        if plain.isOpen && stage != .disputed {
            var referred = plain
            referred.evolve(.referred(.sourceSilent), at: Case.opened)
            all.append(.init(particular: "where a person has been asked", subject: referred, referred: true))
        }
        return all
    }

    /// A case at a stage, by the shortest way that the table knows.
    static func reach(_ stage: CaseTable.Stage) throws -> Case {
        let contact: (CaseAct, Party) = (.contact, .merchant)
        let sentBack = [contact, (.approve, .merchant), (.sendBack(Case.waybill), .consumer)]
        switch stage {
        case .awaitingRecords: return .opened(under: .instantRefund)
        case .awaitingDecision: return try .after([contact])
        case .awaitingReturn: return try .after([contact, (.approve, .merchant)])
        case .awaitingConfirmation: return try .after(sentBack)
        case .disputed: return try .after(sentBack + [(.dispute, .merchant)])
        case .refunded: return try .after(sentBack + [(.confirm, .merchant)])
        case .refused: return try .after([contact, (.refuse, .merchant)])
        case .withdrawn: return try .after([(.withdraw, .consumer)])
        case .lapsed:
            var lapsed = try Case.after([(.approve, .merchant)])
            lapsed.evolve(.lapsed, at: Case.opened)
            return lapsed
        }
    }
}
