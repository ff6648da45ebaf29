/// A piece of a YAML file that knows where it stands. Scalars are kept as written: `60%`, `2022-04-15` and `no` are
/// texts until the form says what they are.
struct PlacedNode: Sendable {
    let place: Place
    let content: Content

    indirect enum Content: Sendable {
        case text(String)
        case list([PlacedNode])
        case table([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let place: Place
        let value: PlacedNode
    }

    var text: String? {
        if case .text(let text) = content { return text }
        return nil
    }

    var items: [PlacedNode] {
        if case .list(let items) = content { return items }
        return []
    }

    var entries: [Entry] {
        if case .table(let entries) = content { return entries }
        return []
    }

    subscript(key: String) -> PlacedNode? {
        entries.first { $0.key == key }?.value
    }

    /// What a person would call it.
    var kindInWords: String {
        switch content {
        case .text(let text): text.isEmpty ? "nothing" : "the text `\(PlacedNode.shortened(text))`"
        case .list: "a list"
        case .table: "a mapping"
        }
    }

    static func shortened(_ text: String) -> String {
        text.count <= 60 ? text : text.prefix(60) + "…"
    }
}
