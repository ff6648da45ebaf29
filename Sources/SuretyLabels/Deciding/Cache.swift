/// Rows of one kind as a batch sees them: as loaded, with the batch's own changes on top.
package struct Cache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: Value?] = [:]
    private var changed: Set<Key> = []
    /// Whether what was not loaded is known not to exist, as in a fold over a whole journal.
    private let isComplete: Bool

    package init(isComplete: Bool) { self.isComplete = isComplete }

    package func isLoaded(_ key: Key) -> Bool { isComplete || values[key] != nil }

    /// Takes in a row, or, with nil, the knowledge that there is none. What the batch has changed stays.
    package mutating func load(_ key: Key, _ value: Value?) {
        if values[key] == nil { values.updateValue(value, forKey: key) }
    }

    /// The row, or nil where there is none.
    package subscript(key: Key) -> Value? {
        get {
            if let value = values[key] { return value }
            precondition(isComplete, "a batch asked for a row that its needs did not name: \(key)")
            return nil
        }
    }

    /// Sets a row that differs from the one that is there, or removes it.
    package mutating func set(_ key: Key, _ value: Value?) {
        values.updateValue(value, forKey: key)
        changed.insert(key)
    }

    /// Changes a row in place; `fresh` stands for one that is not there yet.
    package mutating func change<Result>(
        _ key: Key, fresh: @autoclosure () -> Value, _ body: (inout Value) -> Result
    ) -> Result {
        var value = self[key] ?? fresh()
        values.updateValue(nil, forKey: key)
        let result = body(&value)
        values.updateValue(value, forKey: key)
        changed.insert(key)
        return result
    }

    /// The rows the batch has changed, nil where it has removed them.
    package var changes: [(key: Key, value: Value?)] {
        changed.map { key in (key, values[key] ?? nil) }
    }

    /// All rows that exist.
    package var all: [(key: Key, value: Value)] {
        values.compactMap { key, value in value.map { (key, $0) } }
    }
}
