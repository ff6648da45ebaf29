import SuretyDomain
package import SuretyRules

extension ProgrammeVersion {
    /// The mask of the clauses that one subject decides.
    package func mask(of subject: ClauseSubject, on evidence: Evidence) -> Mask {
        var mask = Mask()
        for (index, clause) in clauses.enumerated() where clause.subject == subject {
            mask.set(finding(on: clause, evidence).verdict, at: index)
        }
        return mask
    }

    /// The mask of all clauses; those of the promoter only where one sells it.
    package func mask(on evidence: Evidence) -> Mask {
        var mask = self.mask(of: .shop, on: evidence)
        if programme.labels == .product { mask = mask.union(self.mask(of: .product, on: evidence)) }
        if evidence.promoter != nil { mask = mask.union(self.mask(of: .promoter, on: evidence)) }
        return mask
    }

    /// What is found on one clause, at the instant of the evidence.
    package func finding(on clause: Clause, _ evidence: Evidence) -> Finding {
        switch clause.condition {
        case .listed:
            return Finding(evidence.product?.listed(at: evidence.at) != nil)
        case .shopKindInScope(let except):
            guard let kind = evidence.shop.opened.latest(at: evidence.at)?.value else { return Finding(.unknown) }
            return Finding(!except.contains(kind), .word(kind))
        case .productInScope(let scope):
            guard let listing = evidence.product?.listed(at: evidence.at) else { return Finding(.unknown) }
            return Finding(scope.covers(listing))
        case .shopWideRight(let right):
            let (lacking, of) = evidence.offering[right]
            return Finding(lacking == 0, .products(lacking: lacking, of: of))
        case .categoryRight(let right, let categories):
            return offers(right, ifIn: categories, evidence)
        case .gate(let gate):
            return finding(on: gate, of: clause.metric, evidence)
        case .bar(let bar):
            return finding(on: bar, evidence)
        }
    }

    private func offers(_ right: RightKey, ifIn categories: [Category], _ evidence: Evidence) -> Finding {
        guard let product = evidence.product, let listing = product.listed(at: evidence.at),
            categories.contains(where: { $0.contains(listing.category) }),
            rights[right]?.appliesTo.covers(listing) == true
        else { return Finding(.met, .notAsked) }
        return Finding(product.offers(right, of: evidence.shop, at: evidence.at))
    }

    private func finding(on bar: Bar, _ evidence: Evidence) -> Finding {
        switch bar {
        case .severeViolation:
            return Finding(!evidence.shop.violations.values.contains { $0.isSevereAndRuns(at: evidence.at) })
        case .failedInspection:
            guard let product = evidence.product else { return Finding(.met) }
            return Finding(!product.inspections.values.contains { $0.bars(at: evidence.at) })
        case .depositShortfall:
            guard let deposit = evidence.shop.deposits.latest(at: evidence.at)?.value else { return Finding(.met) }
            return Finding(deposit.balance >= deposit.required)
        }
    }
}

extension ProgrammeVersion {
    private func finding(on gate: Gate, of metric: Metric?, _ evidence: Evidence) -> Finding {
        switch metric {
        case .experienceScore:
            let scores = gate.subject == .promoter ? evidence.promoter?.scores : evidence.shop.scores
            guard let score = scores?.latest(at: evidence.at)?.value else { return Finding(.unknown) }
            guard case .score(let threshold) = gate.threshold else { return Finding(.unknown) }
            return Finding(gate.bound.holds(Int64(score), Int64(threshold)), .score(score))
        case .age:
            let start =
                gate.subject == .promoter ? evidence.promoter?.joined.first?.at : evidence.shop.opened.first?.at
            guard let start, start <= evidence.at else { return Finding(.unknown) }
            guard case .days(let threshold) = gate.threshold else { return Finding(.unknown) }
            let age = zone.age(since: start, at: evidence.at)
            return Finding(gate.bound.holds(age, Int64(threshold)), .days(age))
        case .share(let share):
            return finding(on: gate, share: share, evidence)
        case nil:
            return Finding(.unknown)
        }
    }

    private func finding(on gate: Gate, share: Metric.Share, _ evidence: Evidence) -> Finding {
        guard let days = gate.windowDays else { return Finding(.unknown) }
        let tally = evidence.panes.tally(share, days: days, before: evidence.at)
        guard tally.of > 0 else { return Finding(.unknown, .share(tally)) }
        switch gate.threshold {
        case .share(let rate):
            let isMet = gate.bound.holds(Int128(tally.count) * 10_000, Int128(rate.value) * Int128(tally.of))
            return Finding(isMet, .share(tally))
        case .timesMarketMean(let hundredths):
            // A mean of nothing, or of zero, is no data: nothing can be compared with it.
            guard let mean = evidence.marketMean, mean.of > 0, mean.count > 0 else {
                return Finding(.unknown, .share(tally))
            }
            let own = Int128(tally.count) * 100 * Int128(mean.of)
            let market = Int128(hundredths) * Int128(mean.count) * Int128(tally.of)
            return Finding(gate.bound.holds(own, market), .shareAgainstMean(tally, mean: mean))
        case .score, .days:
            return Finding(.unknown, .share(tally))
        }
    }
}

extension Bound {
    /// Whether a value is on the right side of a threshold, which itself is in.
    func holds<Number: Comparable>(_ value: Number, _ threshold: Number) -> Bool {
        switch self {
        case .atLeast: value >= threshold
        case .atMost: value <= threshold
        }
    }
}
