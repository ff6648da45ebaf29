/// What a fact is known by: its id is its source's own, so two sources may use the same.
package struct FactKey: Hashable, Comparable, Sendable {
    package let source: SourceID
    package let id: FactID

    package init(source: SourceID, id: FactID) {
        self.source = source
        self.id = id
    }

    package init(source: String, id: FactID) { self.init(source: SourceID(source), id: id) }

    /// By id, then by source: the order in which facts of one instant count.
    package static func < (lhs: FactKey, rhs: FactKey) -> Bool { (lhs.id, lhs.source) < (rhs.id, rhs.source) }
}

extension Fact {
    package var key: FactKey { FactKey(source: source, id: id) }
}
