package import SuretyDomain
package import SuretyRules

/// What would change a clause that is not met.
package enum Remedy: Hashable, Sendable {
    /// Offer the right on these products; so many in all.
    case offer(RightKey, on: [ProductID], count: Int64)
    /// The score has to reach this many hundredths.
    case reachScore(Int)
    /// Nothing to do but wait until this instant.
    case waitUntil(Instant)
    /// So many more of the measured kind with the wanted trait, nothing else changing.
    case more(Int64, Measure)
    /// So many more reviews above the score that counts against.
    case moreGoodReviews(Int64)
    /// Something has to be counted at all before there is a share.
    case anyData(Measure)
    /// The score or the opening has to be told.
    case tell(MetricKey)
    case topUp(Money)
    case endViolations([String])
    case relist([String])
    case list
    /// The programme leaves such goods or shops out.
    case none
}

extension ProgrammeVersion {
    /// What would meet a clause, from the same evidence that found it not met. `lacking` are products without a right.
    package func remedy(
        for clause: Clause, _ finding: Finding, on evidence: Evidence, lacking: [ProductID]
    ) -> Remedy? {
        guard finding.verdict != .met else { return nil }
        switch clause.condition {
        case .listed: return .list
        case .shopKindInScope: return finding.verdict == .unknown ? .tell(ID("opening")) : Remedy.none
        case .productInScope: return finding.verdict == .unknown ? .list : Remedy.none
        case .shopWideRight(let right):
            guard case .products(let count, _) = finding.figure else { return nil }
            return .offer(right, on: lacking, count: count)
        case .categoryRight(let right, _): return .offer(right, on: lacking, count: 1)
        case .gate(let gate): return remedy(for: gate, finding, on: evidence)
        case .bar(let bar): return remedy(for: bar, on: evidence)
        }
    }

    private func remedy(for bar: Bar, on evidence: Evidence) -> Remedy? {
        switch bar {
        case .severeViolation:
            let running = evidence.shop.violations.filter { $0.value.isSevereAndRuns(at: evidence.at) }
            return .endViolations(running.keys.sorted())
        case .failedInspection:
            let failed = evidence.product?.inspections.filter { $0.value.bars(at: evidence.at) } ?? [:]
            return .relist(failed.keys.sorted())
        case .depositShortfall:
            guard let deposit = evidence.shop.deposits.latest(at: evidence.at)?.value else { return nil }
            return .topUp(Money(minorUnits: deposit.required - deposit.balance, deposit.currency))
        }
    }

    private func remedy(for gate: Gate, _ finding: Finding, on evidence: Evidence) -> Remedy? {
        switch (gate.threshold, finding.figure) {
        case (.score(let threshold), .score): return .reachScore(threshold)
        case (.days(let days), .days):
            let start =
                gate.subject == .promoter ? evidence.promoter?.joined.first?.at : evidence.shop.opened.first?.at
            guard let start else { return .tell(gate.metric) }
            return .waitUntil(zone.start(of: zone.day(of: start).adding(days: Int64(days) + 1)))
        case (.share(let rate), .share(let tally)) where tally.of > 0:
            return remedy(for: gate, tally, rate: Int128(rate.value), of: 10_000)
        case (.timesMarketMean(let hundredths), .shareAgainstMean(let tally, let mean)):
            return remedy(
                for: gate, tally, rate: Int128(hundredths) * Int128(mean.count), of: 100 * Int128(mean.of))
        case (_, .share): return measure(of: gate).map(Remedy.anyData)
        default: return .tell(gate.metric)
        }
    }

    /// How many more it takes to bring a share to `rate / whole`.
    private func remedy(for gate: Gate, _ tally: Tally, rate: Int128, of whole: Int128) -> Remedy? {
        let (count, of) = (Int128(tally.count), Int128(tally.of))
        switch gate.bound {
        case .atLeast:
            // Each of k more adds to both sides: (count + k) / (of + k) ≥ rate / whole.
            guard rate < whole, let measure = measure(of: gate) else { return nil }
            return .more(Int64(clamping: (rate * of - whole * count).roundedUp(by: whole - rate)), measure)
        case .atMost:
            // Each of k more adds to the whole only: count / (of + k) ≤ rate / whole.
            guard rate > 0 else { return nil }
            return .moreGoodReviews(Int64(clamping: (whole * count - rate * of).roundedUp(by: rate)))
        }
    }

    private func measure(of gate: Gate) -> Measure? {
        if case .share(let share) = metrics[gate.metric] { share.of } else { nil }
    }
}

extension Int128 {
    fileprivate func roundedUp(by divisor: Int128) -> Int128 { (self + divisor - 1) / divisor }
}
