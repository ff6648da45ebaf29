/// What a fact is known by: its id is its source's own, so two sources may use the same.
public struct FactKey: Hashable, Comparable, Sendable {
    public let source: ID<SourceKind>
    public let id: ID<FactKind>

    public init(source: ID<SourceKind>, id: ID<FactKind>) {
        self.source = source
        self.id = id
    }

    public init(source: String, id: ID<FactKind>) { self.init(source: ID<SourceKind>(source), id: id) }

    /// By id, then by source: the order in which facts of one instant count.
    @inlinable
    public static func < (lhs: FactKey, rhs: FactKey) -> Bool { (lhs.id, lhs.source) < (rhs.id, rhs.source) }
}

extension Fact {
    package var key: FactKey { FactKey(source: source, id: id) }
}
