/// What an order's lines carried at the instant of payment: decided once, and never decided again.
package struct Pin: Hashable, Sendable {
    /// The payment fact that it was decided at.
    package let fact: FactKey
    /// Digest of the book in force at payment; nil before the first edition.
    package let book: String?
    package let lines: [PinnedLine]

    package init(fact: FactKey, book: String?, lines: [PinnedLine]) {
        self.fact = fact
        self.book = book
        self.lines = lines
    }
}

package struct PinnedLine: Hashable, Sendable {
    package let line: LineID
    /// The programmes whose label the line carried, or was shown with at checkout.
    package let labels: [PinnedLabel]
    /// The rights promised on it.
    package let rights: [RightKey]

    package init(line: LineID, labels: [PinnedLabel], rights: [RightKey]) {
        self.line = line
        self.labels = labels
        self.rights = rights
    }
}

package struct PinnedLabel: Hashable, Sendable {
    package let programme: ProgrammeKey
    package let edition: String
    /// Whether the rules gave it, or only the checkout page: what was shown to the buyer holds.
    package let ground: Ground

    package enum Ground: String, Hashable, Sendable { case decided, shown }

    package init(programme: ProgrammeKey, edition: String, ground: Ground) {
        self.programme = programme
        self.edition = edition
        self.ground = ground
    }
}
