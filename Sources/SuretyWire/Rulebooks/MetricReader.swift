internal import SuretyDomain
internal import SuretyRules

/// Reads `metrics.yaml`.
struct MetricReader {
    let problems: Problems

    func read(_ entry: PlacedNode.Entry) -> MetricDraft {
        MetricDraft(
            key: MetricKey(entry.key), place: entry.place, metric: metric(entry),
            carryingPlace: entry.value["carrying"]?.place)
    }

    private func metric(_ entry: PlacedNode.Entry) -> Metric? {
        let node = entry.value
        switch (node["figure"]?.text, node["share-of"]?.text.flatMap(Measure.init(rawValue:))) {
        case (.some, .some):
            problems.add(entry.place, "`\(entry.key)` is both a figure and a share", "keep `figure` or `share-of`")
            return nil
        case (nil, nil):
            if node["figure"] == nil, node["share-of"] == nil {
                problems.add(entry.place, "`\(entry.key)` says neither `figure` nor `share-of`", "add one of them")
            }
            return nil
        case (.some(let figure), nil):
            for key in ["score-at-most", "carrying"] where node[key] != nil {
                problems.add(node[key]?.place ?? entry.place, "`\(key)` on a figure", "it belongs to a `share-of`")
            }
            return figure == "age" ? .age : .experienceScore
        case (nil, .some(let measure)):
            return trait(of: measure, entry).map { .share(Metric.Share(of: measure, that: $0)) }
        }
    }

    private func trait(of measure: Measure, _ entry: PlacedNode.Entry) -> Trait? {
        let wanted = measure == .reviews ? "score-at-most" : "carrying"
        let other = measure == .reviews ? "carrying" : "score-at-most"
        if let stray = entry.value[other] {
            problems.add(stray.place, "`\(other)` on a share of \(measure.rawValue)", "write `\(wanted)`")
        }
        guard let node = entry.value[wanted] else {
            if entry.value[other] == nil {
                problems.add(
                    entry.place, "`\(entry.key)` does not say which of the \(measure.rawValue) it counts",
                    "add `\(wanted)`")
            }
            return nil
        }
        guard let text = node.text else { return nil }
        return measure == .reviews
            ? ValueText.whole(text).map(Trait.scoreAtMost) : .carrying(ProgrammeKey(text))
    }

    func readMarketMean(_ node: PlacedNode, isGood: Bool) -> MarketMeanDraft {
        guard isGood, let metric = node["metric"], let key = metric.text,
            let window = node["window"]?.text.flatMap(ValueText.days),
            let least = node["least-counted"]?.text.flatMap(ValueText.whole)
        else { return MarketMeanDraft(place: node.place, mean: nil) }
        return MarketMeanDraft(
            place: metric.place,
            mean: MarketMean(metric: MetricKey(key), windowDays: window, leastCounted: least))
    }
}
