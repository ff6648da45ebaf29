/// The values that facts have given to one property, ordered by when they happened, then by the fact's
/// id and source.
///
/// Inserting and removing commute, so the timeline depends on the set of facts and not on their order of arrival.
public struct Timeline<Value: Hashable & Sendable>: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let at: Instant
        public let fact: FactKey
        public let value: Value

        public init(at: Instant, fact: FactKey, value: Value) {
            self.at = at
            self.fact = fact
            self.value = value
        }
    }

    public private(set) var entries: [Entry]

    public init() { entries = [] }

    /// Restores a timeline from entries that were taken from one.
    public init(restoring entries: [Entry]) { self.entries = entries }

    @inlinable
    public var isEmpty: Bool { entries.isEmpty }
    @inlinable
    public var first: Entry? { entries.first }
    @inlinable
    public var last: Entry? { entries.last }

    /// The last entry at or before an instant.
    @inlinable
    public func latest(at instant: Instant) -> Entry? { entries.last { $0.at <= instant } }

    package mutating func insert(_ value: Value, _ fact: Fact) {
        let entry = Entry(at: fact.at, fact: fact.key, value: value)
        let index = entries.lastIndex { ($0.at, $0.fact) < (entry.at, entry.fact) }.map { $0 + 1 } ?? 0
        entries.insert(entry, at: index)
    }

    package mutating func remove(_ fact: Fact) {
        let key = fact.key
        entries.removeAll { $0.at == fact.at && $0.fact == key }
    }

    /// Inserts where the fact gains its effect, removes where it loses it.
    package mutating func change(_ effect: Effect, _ value: Value, _ fact: Fact) {
        switch effect {
        case .gained: insert(value, fact)
        case .lost: remove(fact)
        }
    }
}

/// What happens to a fact's effect: it is told, or corrected or retracted.
package enum Effect: Hashable, Sendable { case gained, lost }
