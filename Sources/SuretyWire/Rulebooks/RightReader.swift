internal import SuretyDomain
internal import SuretyRules

/// Reads one entry of `rights.yaml`.
struct RightReader {
    let problems: Problems

    func read(_ entry: PlacedNode.Entry) -> RightDraft {
        let key = RightKey(entry.key)
        guard let title = entry.value["title"]?.localised else {
            return RightDraft(key: key, place: entry.place, grantsPlace: nil, right: nil)
        }
        let scope = entry.value["applies-to"]
        let applicability = Applicability(
            categories: scope?.categories("categories") ?? [],
            exceptCategories: scope?.categories("except-categories") ?? [],
            exceptTrades: scope?.texts("except-trades") ?? [],
            exceptTags: scope?.texts("except-tags") ?? [])
        let right = Right(
            key: key, title: title, appliesTo: applicability,
            isByPlatform: entry.value["offered-by"]?.text == "platform",
            multiplier: entry.value["multiplier"]?.text.flatMap(ValueText.whole),
            grants: entry.value["grants"].flatMap(GuaranteeReader(problems: problems).read),
            source: entry.value.sources)
        return RightDraft(key: key, place: entry.place, grantsPlace: entry.value["grants"]?.place, right: right)
    }
}
