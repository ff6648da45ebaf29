package import SuretyDomain

/// What a partition can be asked to do. Commands of one batch are decided one after another, each on the effects of
/// those before it; one that is refused drops only itself.
package enum Command: Sendable {
    case record(Fact, digest: [UInt8])
    case fire(ChoreKey)
    case receive(from: Partition, number: Int64, JournalEvent.Message)
}

/// What became of a command.
package enum Outcome: Hashable, Sendable {
    /// Recorded or done; the number is that of its first event, 0 where it left none.
    case accepted(number: Int64)
    /// It was here before, under this number, and says the same.
    case duplicate(number: Int64)
    case refused(Refusal)
}

/// Why a command was refused. The codes are part of the interface.
package enum Refusal: Error, Hashable, Sendable {
    /// A fact of this id and source says something else.
    case idAlreadyUsed(number: Int64)
    /// The fact it corrects or retracts belongs to another shop or promoter.
    case correctsForeignFact(FactID)
    /// It lies further ahead than clocks may differ.
    case tooFarAhead(by: Int64)

    package var code: String {
        switch self {
        case .idAlreadyUsed: "id-already-used"
        case .correctsForeignFact: "corrects-foreign-fact"
        case .tooFarAhead: "too-far-ahead"
        }
    }
}
