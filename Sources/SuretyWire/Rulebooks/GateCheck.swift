internal import SuretyDomain
internal import SuretyRules

/// Whether a gate's threshold, window and comparison fit the metric it is on.
struct GateCheck {
    let gate: GateDraft
    let metric: Metric
    let when: String
    let problems: Problems
    /// Whether a file that might take the mean could not be read.
    let isMeanUnread: Bool

    func check(marketMean: MarketMean?) {
        let name = gate.gate.metric.text
        switch metric {
        case .experienceScore: checkFigure(name, isFit: isScore, unit: "a score", example: "4.50")
        case .age: checkFigure(name, isFit: isDays, unit: "an age in days", example: "90 calendar-days")
        case .share: checkShare(name, marketMean)
        }
    }

    private func checkFigure(_ name: String, isFit: Bool, unit: String, example: String) {
        if !isFit {
            problems.add(
                gate.thresholdPlace, "`\(name)` is \(unit), and this threshold is not\(when)",
                "write it such as `\(example)`")
        }
        if gate.gate.windowDays != nil {
            problems.add(gate.place, "a window on `\(name)`, which is \(unit)\(when)", "leave `window` out")
        }
    }

    private func checkShare(_ name: String, _ marketMean: MarketMean?) {
        if gate.gate.subject == .promoter {
            problems.add(gate.place, "`\(name)` is counted per shop\(when)", "write `of: shop`")
        }
        if gate.gate.windowDays == nil {
            problems.add(
                gate.place, "no window on `\(name)`, which is a share\(when)", "add `window: 14 calendar-days`")
        }
        switch gate.gate.threshold {
        case .share: break
        case .timesMarketMean: checkMean(name, marketMean)
        case .score, .days:
            problems.add(
                gate.thresholdPlace, "`\(name)` is a share, and this threshold is not\(when)",
                "write it such as `60%`, or add `relative-to: market-mean`")
        }
    }

    private func checkMean(_ name: String, _ marketMean: MarketMean?) {
        if marketMean == nil, isMeanUnread { return }
        guard let marketMean, marketMean.metric == gate.gate.metric else {
            let remedy =
                marketMean.map { "the mean taken is of `\($0.metric.text)`" }
                ?? "add `market-mean` to metrics.yaml"
            problems.add(gate.thresholdPlace, "no market mean is taken of `\(name)`\(when)", remedy)
            return
        }
        if let window = gate.gate.windowDays, window != marketMean.windowDays {
            problems.add(
                gate.place, "a window of \(window) days against a mean of \(marketMean.windowDays)\(when)",
                "compare like with like")
        }
    }

    private var isScore: Bool {
        if case .score(let hundredths) = gate.gate.threshold { return hundredths <= 1_000 }
        return false
    }

    private var isDays: Bool {
        if case .days = gate.gate.threshold { return true }
        return false
    }
}
