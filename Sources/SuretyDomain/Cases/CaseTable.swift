/// Who may do what at which stage: the one table that deciding, `allowed_actions` and the reference page read.
package enum CaseTable {
    /// The stages by name.
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        case awaitingRecords = "awaiting-records"
        case awaitingDecision = "awaiting-decision"
        case awaitingReturn = "awaiting-return"
        case awaitingConfirmation = "awaiting-confirmation"
        case disputed
        case refunded, refused, withdrawn, lapsed

        package var isEnd: Bool {
            switch self {
            case .refunded, .refused, .withdrawn, .lapsed: true
            case .awaitingRecords, .awaitingDecision, .awaitingReturn, .awaitingConfirmation, .disputed: false
            }
        }
    }

    package static func acts(at stage: Stage, for party: Party) -> [CaseAct.Kind] {
        switch (stage, party) {
        case (.awaitingRecords, .consumer): [.withdraw]
        case (.awaitingDecision, .consumer): [.withdraw]
        case (.awaitingDecision, .merchant): [.contact, .approve, .refundOnly, .refuse]
        case (.awaitingReturn, .consumer): [.sendBack, .withdraw]
        case (.awaitingReturn, .merchant): [.contact, .refundOnly]
        case (.awaitingConfirmation, .consumer): [.withdraw]
        case (.awaitingConfirmation, .merchant): [.contact, .refundOnly, .confirm, .dispute]
        case (.disputed, .consumer): [.withdraw]
        case (.disputed, .merchant): [.contact, .refundOnly, .confirm]
        case (.refused, .consumer): [.reopen]
        case (.awaitingRecords, .merchant), (.refused, .merchant): []
        // Only what was handed to a person: the rest has its clock.
        case (.awaitingRecords, .adjudicator), (.awaitingDecision, .adjudicator), (.awaitingReturn, .adjudicator),
            (.awaitingConfirmation, .adjudicator), (.disputed, .adjudicator):
            [.settle]
        case (.refused, .adjudicator): []
        case (.refunded, _), (.withdrawn, _), (.lapsed, _), (_, .clock): []
        }
    }

    /// What a stage waits for, where a term runs in it.
    package static func waits(at stage: Stage) -> [CaseWait] {
        switch stage {
        case .awaitingDecision: [.contact, .decision]
        case .awaitingReturn: [.sendBack]
        case .awaitingConfirmation: [.confirmation]
        case .awaitingRecords, .disputed, .refunded, .refused, .withdrawn, .lapsed: []
        }
    }
}

extension Case {
    package var stageName: CaseTable.Stage {
        switch stage {
        case .awaitingRecords: .awaitingRecords
        case .awaitingDecision: .awaitingDecision
        case .awaitingReturn: .awaitingReturn
        case .awaitingConfirmation: .awaitingConfirmation
        case .disputed: .disputed
        case .ended(.refunded, _): .refunded
        case .ended(.refused, _): .refused
        case .ended(.withdrawn, _): .withdrawn
        case .ended(.lapsed, _): .lapsed
        }
    }

    /// What a party may do now.
    package func allowedActs(for party: Party) -> [CaseAct.Kind] {
        CaseTable.acts(at: stageName, for: party).filter { act in
            switch act {
            case .settle: needsPerson
            case .refuse: contactedAt != nil
            // What the records decided is asked for anew, not opened again.
            case .reopen: opening.answer == .merchant
            case .contact, .approve, .refundOnly, .sendBack, .confirm, .dispute, .withdraw: true
            }
        }
    }
}
