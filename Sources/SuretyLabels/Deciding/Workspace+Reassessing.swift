import SuretyDomain
import SuretyRules

extension Workspace {
    /// Evaluates a subject's clauses now, under every version kept, and appends what changed.
    mutating func reassess(_ subject: LabelSubject, at instant: Instant) {
        let kept = masks(keptOf: subject)
        for (version, mask) in masks(of: subject) where mask != kept?[version] {
            append(.labelChanged(LabelChange(subject: subject, version: version, mask: mask, at: instant)))
        }
    }

    /// Under the versions that say something of such a subject.
    private func masks(of subject: LabelSubject) -> [(version: VersionKey, mask: Mask)] {
        switch subject {
        case .shop(let shop):
            let state = shops[shop] ?? ShopState()
            var evidence = evidence(on: shop, state, at: now)
            return versions.map { version in
                evidence.offering = offering(of: shop, state, under: version, at: now)
                return (version.key, version.mask(of: .shop, on: evidence))
            }
        case .product(let key):
            guard let state = products[key] else { return [] }
            let shop = shops[key.shop]?.shop ?? Shop()
            let evidence = Evidence(
                at: now, shop: shop, panes: Panes(blocks: [:], zone: zone), offering: Offering(), marketMean: nil,
                product: state.product)
            return ofProducts.map { ($0.key, $0.mask(of: .product, on: evidence)) }
        case .promoter(let promoter):
            guard let state = promoters[promoter] else { return [] }
            let evidence = Evidence.on(promoter: state.promoter, at: now, zone: zone)
            return ofProducts.map { ($0.key, $0.mask(of: .promoter, on: evidence)) }
        }
    }

    private var ofProducts: [ProgrammeVersion] { versions.filter { $0.programme.labels == .product } }

    private func masks(keptOf subject: LabelSubject) -> Masks? {
        switch subject {
        case .shop(let shop): shops[shop]?.masks
        case .product(let key): products[key]?.masks
        case .promoter(let promoter): promoters[promoter]?.masks
        }
    }

    /// Fires a chore whose row is still there.
    mutating func fire(_ key: ChoreKey) -> Outcome {
        guard let chore = chores[key] else { return .duplicate(number: 0) }
        chores.set(key, nil)
        let first = nextNumber
        switch chore {
        case .takeEffect(let number): takeEffect(number)
        case .reassess(let progress): walk(key, progress) { .reassess($0) }
        case .adopt(let progress): walk(key, progress, recounts: true) { .adopt($0) }
        case .turnDay(let day, let progress): turn(day, key, progress)
        }
        return .accepted(number: nextNumber > first ? first : 0)
    }

    private mutating func takeEffect(_ number: Int64) {
        append(.factTookEffect(number: number))
        guard let fact = recorded[number] else { return }
        if facts[FactKey(source: fact.source, id: fact.id)]?.standing == .inEffect {
            decide(on: [fact], at: fact.at)
        }
    }

    private mutating func turn(_ day: Day, _ key: ChoreKey, _ progress: Chore.Progress) {
        let today = zone.day(of: now)
        guard day == today else {
            // The days between were missed; only today's windows matter now, and their walk starts afresh.
            let due = zone.start(of: max(day, today))
            return chores.set(ChoreKey(due: due, kind: .turnDay), .turnDay(max(day, today), .init()))
        }
        guard let report = walk(key, progress, next: { .turnDay(day, $0) }) else { return }
        append(.dayTurned(DayTurned(day: day, partition: partition, tally: report.tally, shops: report.shops)))
        let tomorrow = day.adding(days: 1)
        chores.set(ChoreKey(due: zone.start(of: tomorrow), kind: .turnDay), .turnDay(tomorrow, .init()))
    }

    /// Goes over the next stretch of subjects. Answers the whole walk's figures when it has come to its end, and
    /// leaves a chore for the rest otherwise.
    @discardableResult
    private mutating func walk(
        _ key: ChoreKey, _ progress: Chore.Progress, recounts: Bool = false, next: (Chore.Progress) -> Chore
    ) -> Chore.Progress? {
        var progress = progress
        let stretch = stretches[progress.cursor] ?? []
        for subject in stretch {
            if case .shop(let shop) = subject {
                if recounts { shops.change(shop, fresh: .init()) { $0.offerings = [:] } }
                prepareOfferings(of: shop)
                addToMean(shop, &progress)
            }
            let before = nextNumber
            reassess(subject, at: key.due)
            if case .promoter(let promoter) = subject, nextNumber > before { state(promoter) }
        }
        guard let last = stretch.last, stretch.count >= Chore.stretch else { return progress }
        switch last {
        case .shop(let shop): progress.cursor = .shop(shop)
        case .promoter(let promoter): progress.cursor = .promoter(promoter)
        case .product: break
        }
        chores.set(key, next(progress))
        return nil
    }

    /// Adds what a shop counted in the days before today, where it is enough for the market's mean.
    private func addToMean(_ shop: ShopID, _ progress: inout Chore.Progress) {
        guard let rule = library.book(at: now)?.marketMean, let book = library.book(at: now) else { return }
        guard case .share(let share) = book.metrics[rule.metric] else { return }
        let today = zone.day(of: now)
        let panes = panes(of: shop, shops[shop]?.shop ?? Shop(), at: now)
        let tally = panes.tally(
            share, from: today.adding(days: -Int64(rule.windowDays)), through: today.adding(days: -1))
        guard tally.of >= Int64(rule.leastCounted) else { return }
        progress.tally = progress.tally + tally
        progress.shops += 1
    }
}

extension LabelSubject {
    /// The subjects whose own clauses may read what these facts say: each once, the shop before its products.
    static func all(touchedBy facts: [Fact], catalogue: (ShopID) -> [ProductID]) -> [LabelSubject] {
        var subjects: [LabelSubject] = []
        for fact in facts where !fact.body.concernsOrderAlone {
            switch fact.body.home {
            case .shop(let shop):
                subjects.append(.shop(shop))
                if let product = fact.body.product {
                    subjects.append(.product(ProductKey(shop: shop, product: product)))
                } else if case .rightSwitched = fact.body {
                    subjects += catalogue(shop).map { .product(ProductKey(shop: shop, product: $0)) }
                }
            case .promoter(let promoter): subjects.append(.promoter(promoter))
            case .consumer, .platform: break
            }
        }
        var seen: Set<LabelSubject> = []
        return subjects.filter { seen.insert($0).inserted }
    }
}
