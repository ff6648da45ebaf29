import SuretyDomain

extension FactFields {
    mutating func id<Kind>(_ name: String) -> ID<Kind> { ID(text(name)) }

    mutating func optionalID<Kind>(_ name: String) -> ID<Kind>? { optionalText(name).map { ID($0) } }

    mutating func text(_ name: String, longest: Int = FactLimits.id) -> String {
        guard let value = require(name) else { return "" }
        return text(value, name, longest)
    }

    mutating func optionalText(_ name: String, longest: Int = FactLimits.id) -> String? {
        guard let value = take(name) else { return nil }
        return text(value, name, longest)
    }

    private mutating func text(_ value: JSONValue, _ name: String, _ longest: Int) -> String {
        guard case .string(let text) = value else {
            noteType(name, "a string", value)
            return ""
        }
        let length = text.utf8.count
        if length == 0 || length > longest {
            note(.outOfRange, name, "\"\(name)\" has 1 to \(longest) bytes, not \(length)")
        } else if !FactText.isPrintable(text) {
            note(
                .invalidText, name, "\"\(name)\" may not have control characters, line breaks or bidirectional controls"
            )
        }
        return text
    }

    /// A word of the rulebook.
    mutating func word(_ name: String) -> String {
        guard let value = require(name) else { return "" }
        return word(value, name)
    }

    mutating func word(_ name: String, else standard: String) -> String {
        guard let value = take(name) else { return standard }
        return word(value, name)
    }

    mutating func optionalWord(_ name: String) -> String? {
        guard let value = take(name) else { return nil }
        return word(value, name)
    }

    private mutating func word(_ value: JSONValue, _ name: String) -> String {
        guard case .string(let text) = value else {
            noteType(name, "a word", value)
            return ""
        }
        if text.utf8.count > FactLimits.word || !FactText.isWord(text) {
            note(
                .invalidText, name,
                "\"\(name)\" is 1 to \(FactLimits.word) of a-z, 0-9, '-', '_', '/', beginning with a letter or digit"
            )
        }
        return text
    }

    mutating func words(_ name: String, atMost limit: Int) -> [String] {
        let elements = elements(name, atMost: limit)
        var words: [String] = []
        for (index, element) in elements.enumerated() {
            let word = word(element, "\(name)/\(index)")
            if words.contains(word) { note(.duplicate, "\(name)/\(index)", "this word stands in the list already") }
            words.append(word)
        }
        return words
    }

    /// One of a few words. Nil where it is missing or none of them; noted, unless it is missing and `isOptional`.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, isOptional: Bool = false
    ) -> Choice? {
        guard let value = isOptional ? take(name) : require(name) else { return nil }
        guard case .string(let text) = value else {
            noteType(name, "a word", value)
            return nil
        }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let suggestion = Suggestion.clause(for: text, among: words)
        note(.unknownValue, name, "\"\(name)\" is one of \(words.joined(separator: ", "))\(suggestion)")
        return nil
    }

    mutating func type() -> FactType? {
        guard let value = require("type") else { return nil }
        guard case .string(let name) = value else {
            noteType("type", "a string", value)
            return nil
        }
        if let type = FactType(name: name) { return type }
        let suggestion = Suggestion.clause(for: name, among: FactType.allCases.map(\.rawValue))
        note(.unknownType, "type", "there is no fact \"\(JSONPointer.token(name))\"\(suggestion)")
        return nil
    }
}
