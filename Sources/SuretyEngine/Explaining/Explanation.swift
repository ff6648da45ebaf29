package import SuretyDomain
package import SuretyLabels
package import SuretyRules

/// Why a label is lit or not, clause by clause.
package struct Explanation: Sendable {
    package let subject: LabelSubject
    package let promoter: PromoterID?
    package let version: ProgrammeVersion
    /// The instant asked about.
    package let at: Instant
    /// The titles of all programmes, for clauses that speak of another.
    package let titles: [ProgrammeKey: Localised]
    /// Whether the edition was not the one in force then: an answer as if.
    package let isAsIf: Bool
    /// The book's zone, in which instants are told.
    package let zone: Zone
    package let isLit: Bool
    package let clauses: [ExplainedClause]
    /// How far this partition's journal had come: what was known.
    package let position: Position

    /// The clauses that keep the label from being lit.
    package var against: [ExplainedClause] { clauses.filter { $0.finding.verdict != .met } }
}

package struct ExplainedClause: Sendable {
    package let clause: Clause
    package let finding: Finding
    /// The first and last instant that counted; nil for clauses without a window.
    package let window: Range<Instant>?
    package let remedy: Remedy?
    /// The facts it rests on, at most a page of them, and how many there are.
    package let facts: [FactReference]
    package let factCount: Int
}

/// A fact, or an order, that a figure rests on.
package struct FactReference: Hashable, Sendable {
    package let id: String
    package let at: Instant
}

/// A place in a journal.
package struct Position: Hashable, Sendable {
    package let incarnation: String
    package let partition: Partition
    package let number: Int64
}

/// Why there is no explanation.
package enum ExplanationRefusal: Error, Hashable, Sendable {
    case unknownShop(ShopID)
    case unknownProduct(ProductKey)
    /// No shop, or several, have this product: the shop has to be named.
    case ambiguousProduct(ProductID, shops: [ShopID])
    case unknownProgramme(ProgrammeKey, known: [ProgrammeKey])
    case unknownEdition(String, known: [String])
    /// The programme is not in force at the instant asked about.
    case notInForce(ProgrammeKey, at: Instant)
}
