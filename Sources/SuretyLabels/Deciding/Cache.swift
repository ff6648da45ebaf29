/// Rows of one kind as a batch sees them: as loaded, with the batch's own changes on top.
///
/// Public and inlinable, since Swift 6.3 specialises across modules nothing that is `package`: other targets would look up
/// its metadata for every row.
public struct Cache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline var rows: [Key: Row] = [:]
    /// Whether what was not loaded is known not to exist, as in a fold over a whole journal.
    @usableFromInline let isComplete: Bool

    @usableFromInline
    struct Row: Sendable {
        /// Nil where there is no such row.
        @usableFromInline var value: Value?
        @usableFromInline var isChanged: Bool

        @inlinable
        init(_ value: Value?, isChanged: Bool = false) {
            self.value = value
            self.isChanged = isChanged
        }
    }

    public init(isComplete: Bool) { self.isComplete = isComplete }

    @inlinable
    public func isLoaded(_ key: Key) -> Bool { isComplete || rows[key] != nil }

    /// Takes in a row, or, with nil, the knowledge that there is none. What is here already stays.
    @inlinable
    public mutating func load(_ key: Key, _ value: Value?) {
        if rows[key] == nil { rows[key] = Row(value) }
    }

    /// The row, or nil where there is none.
    @inlinable
    public subscript(key: Key) -> Value? {
        if let row = rows[key] { return row.value }
        precondition(isComplete, "a batch asked for a row that its needs did not name: \(key)")
        return nil
    }

    /// Sets a row that differs from the one that is there, or removes it.
    @inlinable
    public mutating func set(_ key: Key, _ value: Value?) {
        rows[key] = Row(value, isChanged: true)
    }

    /// Changes a row in place; `fresh` stands for one that is not there yet.
    @inlinable
    public mutating func change<Result>(
        _ key: Key, fresh: @autoclosure () -> Value, _ body: (inout Value) -> Result
    ) -> Result {
        let isComplete = isComplete
        func absent() -> Row {
            precondition(isComplete, "a batch asked for a row that its needs did not name: \(key)")
            return Row(nil)
        }
        func change(_ row: inout Row) -> Result {
            // Taken out of the row, so that it is changed in place and not copied.
            var value = row.value.take() ?? fresh()
            row.isChanged = true
            defer { row.value = value }
            return body(&value)
        }
        return change(&rows[key, default: absent()])
    }

    /// The rows the batch has changed, nil where it has removed them.
    @inlinable
    public var changes: [(key: Key, value: Value?)] {
        rows.compactMap { key, row in row.isChanged ? (key, row.value) : nil }
    }

    /// All rows that exist.
    @inlinable
    public var all: [(key: Key, value: Value)] {
        rows.compactMap { key, row in row.value.map { (key, $0) } }
    }
}
