/// Holds a tree against a form and reports every difference.
struct FormCheck {
    let problems: Problems

    /// Whether the tree has the form. Parts that have it can be read even where others have not.
    @discardableResult
    func check(_ node: PlacedNode, _ form: Form, _ name: String) -> Bool {
        switch form {
        case .value(let kind): checkValue(node, kind, name)
        case .list(let form): checkList(node, form, name)
        case .record(let fields): checkRecord(node, fields, name)
        case .table(let keys, let form): checkTable(node, keys, form, name)
        case .orNone(let form): checkOrNone(node, form, name)
        }
    }

    private func checkValue(_ node: PlacedNode, _ kind: ValueKind, _ name: String) -> Bool {
        guard let text = node.text else {
            let remedy = if case .choice = kind { kind.inWords.remedy } else { "write \(kind.inWords.name)" }
            return refuse(node.place, "`\(name)` is \(node.kindInWords)", remedy)
        }
        if text.isEmpty { return refuse(node.place, "`\(name)` has no value", kind.inWords.remedy) }
        guard kind.accepts(text) else {
            let shown = PlacedNode.shortened(text)
            if case .choice(let choices) = kind {
                return refuse(node.place, "`\(name)` cannot be `\(shown)`", DidYouMean.hint(text, among: choices))
            }
            return refuse(node.place, "`\(name)`: `\(shown)` is not \(kind.inWords.name)", kind.inWords.remedy)
        }
        return true
    }

    private func checkList(_ node: PlacedNode, _ form: Form, _ name: String) -> Bool {
        guard case .list(let items) = node.content else {
            return refuse(node.place, "`\(name)` is \(node.kindInWords)", "write a list, such as `[one, two]`")
        }
        if items.isEmpty { return refuse(node.place, "`\(name)` is an empty list", "leave the key out") }
        var isGood = true
        var seen: Set<String> = []
        for item in items {
            isGood = check(item, form, name) && isGood
            if let text = item.text, !text.isEmpty, !seen.insert(text).inserted {
                isGood = refuse(item.place, "`\(PlacedNode.shortened(text))` stands twice in `\(name)`", "keep one")
            }
        }
        return isGood
    }

    private func checkRecord(_ node: PlacedNode, _ fields: [Field], _ name: String) -> Bool {
        guard case .table(let entries) = node.content else {
            let keys = fields.map(\.name).joined(separator: ", ")
            return refuse(node.place, "`\(name)` is \(node.kindInWords)", "write a mapping with the keys \(keys)")
        }
        if entries.isEmpty, !fields.contains(where: \.isRequired) {
            return refuse(node.place, "`\(name)` is empty", "leave it out")
        }
        var isGood = true
        for entry in entries {
            guard let field = fields.first(where: { $0.name == entry.key }) else {
                let known = fields.map(\.name).filter { node[$0] == nil }
                // What a comma makes of `{ en: Trust Buy, first version }`.
                let isHalfText = entry.value.text == "" && DidYouMean.nearest(to: entry.key, among: known) == nil
                isGood = refuse(
                    entry.place, "unknown key `\(PlacedNode.shortened(entry.key))` in `\(name)`",
                    isHalfText
                        ? "if it belongs to the text before, put that text in quotes"
                        : DidYouMean.hint(entry.key, among: known))
                continue
            }
            isGood = check(entry.value, field.form, field.name) && isGood
        }
        for field in fields where field.isRequired && node[field.name] == nil {
            isGood = refuse(node.place, "`\(name)` lacks the key `\(field.name)`", field.about)
        }
        return isGood
    }

    private func checkTable(_ node: PlacedNode, _ keys: ValueKind, _ form: Form, _ name: String) -> Bool {
        guard case .table(let entries) = node.content else {
            return refuse(node.place, "`\(name)` is \(node.kindInWords)", "write a mapping")
        }
        if entries.isEmpty { return refuse(node.place, "`\(name)` is empty", "leave it out") }
        var isGood = true
        for entry in entries {
            if !keys.accepts(entry.key) {
                isGood = refuse(
                    entry.place, "`\(PlacedNode.shortened(entry.key))` is not \(keys.inWords.name)",
                    keys.inWords.remedy)
            }
            isGood = check(entry.value, form, entry.key) && isGood
        }
        return isGood
    }

    private func checkOrNone(_ node: PlacedNode, _ form: Form, _ name: String) -> Bool {
        if node.text == "none" { return true }
        if case .table = node.content { return check(node, form, name) }
        return refuse(node.place, "`\(name)` is \(node.kindInWords)", "write a mapping, or `none` to lift it")
    }

    private func refuse(_ place: Place, _ problem: String, _ remedy: String) -> Bool {
        problems.add(place, problem, remedy)
        return false
    }
}

extension RulebookSubject {
    /// What is wrong with a file of this subject taken by itself, before it is held against the other files.
    package func problems(in yaml: [UInt8], file: String) -> [RulebookError] {
        let problems = Problems()
        guard let node = YAMLFile.parse(yaml, file: file, problems: problems) else { return problems.sorted.errors }
        FormCheck(problems: problems).check(node, form, rawValue)
        return problems.sorted.errors
    }
}
