internal import SuretyDomain
internal import SuretyRules

/// Reads one file of `programmes/`.
struct ProgrammeReader {
    let file: RulebookFile
    let problems: Problems

    /// Nil where not even the key can be read.
    func read(_ node: PlacedNode, isGood: Bool) -> ProgrammeDraft? {
        guard let keyNode = node["programme"], let name = keyNode.text, !name.isEmpty else { return nil }
        if "\(name).yaml" != file.name {
            problems.add(
                keyNode.place, "the programme `\(name)` in the file `\(file.name)`",
                "name the file `\(PlacedNode.shortened(name)).yaml`")
        }
        let key = ProgrammeKey(name)
        let labels = node["labels"]?.text.flatMap(Labelled.init(rawValue:)) ?? .product
        let required = RequirementReader(problems: problems).read(node["requires"], labels: labels)
        let gates = GateReader(problems: problems).read(node["gates"], labels: labels)
        let bars = bars(node["bars"], labels: labels)
        var programme: Programme?
        if isGood, let title = node["title"]?.localised {
            programme = Programme(
                key: key, title: title, labels: labels, scope: scope(node["scope"]?["exclude"]),
                shopWideRights: required.shopWide, categoryRights: required.inCategory, gates: gates.map(\.gate),
                bars: bars, surfaces: surfaces(node["surfaces"]), source: node.sources)
        }
        if let programme {
            let count = Clause.all(of: programme, [:]).count
            if count > 64 { problems.add(keyNode.place, "\(count) clauses", "a programme has at most 64") }
        }
        return ProgrammeDraft(
            key: key, place: keyNode.place, programme: programme, rightPlaces: required.places, gatePlaces: gates)
    }

    private func scope(_ node: PlacedNode?) -> Scope {
        guard let node else { return Scope() }
        return Scope(
            exceptShopKinds: node.texts("shop-kind"), exceptSources: node.texts("source"),
            exceptTrades: node.texts("trade"), exceptCategories: node.categories("category"))
    }

    private func bars(_ node: PlacedNode?, labels: Labelled) -> [Bar] {
        (node?.items ?? []).compactMap { item in
            guard let bar = item.text.flatMap(Bar.init(rawValue:)) else { return nil }
            if labels == .shop, bar.subject == .product {
                problems.add(item.place, "`\(bar.rawValue)` bars a product, and shops carry this label", "take it out")
            }
            return bar
        }
    }

    private func surfaces(_ node: PlacedNode?) -> [Surface] {
        (node?.entries ?? []).map { Surface(key: $0.key, places: $0.value.items.compactMap(\.text)) }
    }
}

/// Reads `requires:`.
struct RequirementReader {
    let problems: Problems

    struct Requirements {
        var shopWide: [RightKey] = []
        var inCategory: [CategoryRights] = []
        var places: [(right: RightKey, place: Place)] = []
    }

    func read(_ node: PlacedNode?, labels: Labelled) -> Requirements {
        var required = Requirements()
        for item in node?["shop-wide"]?.items ?? [] {
            guard let text = item.text else { continue }
            required.shopWide.append(RightKey(text))
            required.places.append((RightKey(text), item.place))
        }
        let groups = node?["in-category"]?.items ?? []
        if labels == .shop, let first = groups.first {
            problems.add(first.place, "rights of products, and shops carry this label", "leave `in-category` out")
        }
        for group in groups {
            for item in group["rights"]?.items ?? [] {
                guard let text = item.text else { continue }
                if required.places.contains(where: { $0.right.text == text }) {
                    problems.add(
                        item.place, "`\(text)` is required in two places", "put its categories into one list")
                }
                required.places.append((RightKey(text), item.place))
            }
            required.inCategory.append(
                CategoryRights(
                    categories: group.categories("categories"), rights: group.texts("rights").map { RightKey($0) }))
        }
        return required
    }
}
