internal import SuretyDomain
internal import SuretyRules

/// Reads one entry of `rights.yaml`.
struct RightReader {
    let problems: Problems

    func read(_ entry: PlacedNode.Entry) -> RightDraft {
        let key = RightKey(entry.key)
        guard let title = entry.value["title"]?.localised else {
            return RightDraft(key: key, place: entry.place, right: nil)
        }
        let scope = entry.value["applies-to"]
        let applicability = Applicability(
            categories: scope?.categories("categories") ?? [],
            exceptCategories: scope?.categories("except-categories") ?? [],
            exceptTrades: scope?.texts("except-trades") ?? [],
            exceptTags: scope?.texts("except-tags") ?? [])
        let right = Right(
            key: key, title: title, appliesTo: applicability,
            multiplier: entry.value["multiplier"]?.text.flatMap(ValueText.whole), source: entry.value.sources)
        return RightDraft(key: key, place: entry.place, right: right)
    }
}
