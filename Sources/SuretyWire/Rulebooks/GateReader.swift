internal import SuretyDomain
internal import SuretyRules

/// Reads `gates:`. Whether a threshold fits its metric is asked later, of the book the metric stands in.
struct GateReader {
    let problems: Problems

    func read(_ node: PlacedNode?, labels: Labelled) -> [GateDraft] {
        var gates: [GateDraft] = []
        for item in node?.items ?? [] {
            guard let draft = gate(item, labels: labels) else { continue }
            if gates.contains(where: { $0.gate.subject == draft.gate.subject && $0.gate.metric == draft.gate.metric }) {
                problems.add(
                    draft.place,
                    "a second gate on the \(draft.gate.subject.rawValue)'s `\(draft.gate.metric.text)`", "keep one")
            }
            gates.append(draft)
        }
        return gates
    }

    private func gate(_ node: PlacedNode, labels: Labelled) -> GateDraft? {
        guard let (bound, thresholdNode) = bound(node) else { return nil }
        let isRelative = node["relative-to"] != nil
        guard let subjectNode = node["of"], let subject = subjectNode.text.flatMap(ClauseSubject.init(rawValue:)),
            let metric = node["metric"], let key = metric.text,
            let threshold = thresholdNode.text.flatMap({ threshold($0, isRelative: isRelative, thresholdNode.place) })
        else { return nil }
        if subject == .product {
            problems.add(subjectNode.place, "no figure is kept of a product", "write `shop` or `promoter`")
        }
        if subject == .promoter, labels == .shop {
            problems.add(subjectNode.place, "a shop's label is carried without a promoter", "write `shop`")
        }
        let gate = Gate(
            subject: subject, metric: MetricKey(key), bound: bound, threshold: threshold,
            windowDays: node["window"]?.text.flatMap(ValueText.days), source: node.sources)
        return GateDraft(
            gate: gate, place: node.place, metricPlace: metric.place, thresholdPlace: thresholdNode.place)
    }

    private func bound(_ node: PlacedNode) -> (Bound, PlacedNode)? {
        guard case .table = node.content else { return nil }
        let found = Bound.allCases.compactMap { bound in node[bound.rawValue].map { (bound, $0) } }
        if found.count != 1 {
            problems.add(
                node.place, found.isEmpty ? "a gate without a threshold" : "a gate with two thresholds",
                "write either `at-least` or `at-most`")
        }
        return found.first
    }

    private func threshold(_ text: String, isRelative: Bool, _ place: Place) -> Threshold? {
        if isRelative {
            guard let multiple = ValueText.hundredths(text), multiple > 0 else {
                problems.add(
                    place, "`\(PlacedNode.shortened(text))` is no multiple of the market's mean",
                    "write such as `2.0`")
                return nil
            }
            return .timesMarketMean(hundredths: multiple)
        }
        if let share = ValueText.share(text) { return .share(share) }
        if let days = ValueText.days(text) { return .days(days) }
        return ValueText.hundredths(text).map(Threshold.score)
    }
}
