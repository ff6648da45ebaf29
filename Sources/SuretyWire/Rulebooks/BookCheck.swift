internal import SuretyDomain
internal import SuretyRules

/// Holds the editions against one another: what one refers to must stand in every book it is part of.
struct BookCheck {
    let problems: Problems
    /// Subjects with a file that could not be read: nothing of theirs is reported as missing.
    let unread: Set<RulebookSubject>

    func check(_ drafts: [EditionDraft]) {
        let ordered = drafts.sorted { ($0.from, $0.key) < ($1.from, $1.key) }
        checkSameStart(ordered)
        let boundaries = Set(ordered.flatMap { [$0.from] + ($0.until.map { [$0] } ?? []) }).sorted()
        for boundary in boundaries {
            let book = DraftBook(of: ordered.filter { $0.isInForce(at: boundary) }, at: boundary)
            checkZone(book)
            for programme in book.programmes.values { checkProgramme(programme, book) }
            for metric in book.metrics.values { checkCarrying(metric, book) }
            checkMarketMean(book)
            if !unread.contains(.cases) { CaseCheck(book: book, problems: problems).check() }
        }
    }

    /// Two editions that begin together and word the same thing: neither is the later one.
    private func checkSameStart(_ ordered: [EditionDraft]) {
        for (index, edition) in ordered.enumerated() {
            for other in ordered[..<index] where other.from == edition.from {
                for (name, place) in edition.words {
                    guard other.words[name] != nil else { continue }
                    problems.add(
                        place, "\(name) is worded by `\(other.key)` too, which begins at the same instant",
                        "let one begin later, or word it in one")
                }
            }
        }
    }

    private func checkZone(_ book: DraftBook) {
        guard let last = book.editions.last, book.almanac == nil, !unread.contains(.calendar) else { return }
        problems.add(last.place, "no edition in force says the zone\(book.when(last))", "add a calendar.yaml")
    }

    private func checkProgramme(_ entry: (edition: EditionDraft, draft: ProgrammeDraft), _ book: DraftBook) {
        for (right, place) in entry.draft.rightPlaces where book.rights[right] == nil && !unread.contains(.rights) {
            problems.add(
                place, "no edition in force words the right `\(right.text)`\(book.when(entry.edition))",
                DidYouMean.hint(right.text, among: book.rights.keys.map(\.text).sorted()))
        }
        for gate in entry.draft.gatePlaces {
            guard let metric = book.metrics[gate.gate.metric] else {
                if unread.contains(.metrics) { continue }
                problems.add(
                    gate.metricPlace,
                    "no edition in force defines the metric `\(gate.gate.metric.text)`\(book.when(entry.edition))",
                    DidYouMean.hint(gate.gate.metric.text, among: book.metrics.keys.map(\.text).sorted()))
                continue
            }
            guard let metric = metric.draft.metric else { continue }
            let check = GateCheck(
                gate: gate, metric: metric, when: book.when(entry.edition), problems: problems,
                isMeanUnread: unread.contains(.metrics) || book.marketMean.map { $0.draft.mean == nil } ?? false)
            check.check(marketMean: book.marketMean?.draft.mean)
        }
    }

    private func checkCarrying(_ entry: (edition: EditionDraft, draft: MetricDraft), _ book: DraftBook) {
        guard case .share(let share) = entry.draft.metric, case .carrying(let programme) = share.that,
            book.programmes[programme] == nil, !unread.contains(.programme)
        else { return }
        problems.add(
            entry.draft.carryingPlace ?? entry.draft.place,
            "no edition in force words the programme `\(programme.text)`\(book.when(entry.edition))",
            DidYouMean.hint(programme.text, among: book.programmes.keys.map(\.text).sorted()))
    }

    private func checkMarketMean(_ book: DraftBook) {
        guard let (edition, draft) = book.marketMean, let key = draft.mean?.metric else { return }
        guard let metric = book.metrics[key] else {
            if unread.contains(.metrics) { return }
            problems.add(
                draft.place, "no edition in force defines the metric `\(key.text)`\(book.when(edition))",
                DidYouMean.hint(key.text, among: book.metrics.keys.map(\.text).sorted()))
            return
        }
        switch metric.draft.metric {
        case nil, .share: return
        case .experienceScore, .age:
            problems.add(draft.place, "`\(key.text)` is no share\(book.when(edition))", "a mean is of shares")
        }
    }
}

/// The book that drafts in force together make, with where each part comes from.
struct DraftBook {
    let editions: [EditionDraft]
    let boundary: Instant
    private(set) var almanac: EditionDraft?
    private(set) var rights: [RightKey: (edition: EditionDraft, draft: RightDraft)] = [:]
    private(set) var waits: [CaseWait: (edition: EditionDraft, draft: WaitDraft)] = [:]
    private(set) var longestWait: Term?
    private(set) var metrics: [MetricKey: (edition: EditionDraft, draft: MetricDraft)] = [:]
    private(set) var marketMean: (edition: EditionDraft, draft: MarketMeanDraft)?
    private(set) var programmes: [ProgrammeKey: (edition: EditionDraft, draft: ProgrammeDraft)] = [:]

    init(of editions: [EditionDraft], at boundary: Instant) {
        self.editions = editions
        self.boundary = boundary
        for edition in editions {
            if edition.almanacPlace != nil { almanac = edition }
            for draft in edition.rights { rights[draft.key] = (edition, draft) }
            for draft in edition.cases?.waits ?? [] { waits[draft.wait] = (edition, draft) }
            longestWait = edition.cases?.longestWait ?? longestWait
            for draft in edition.metrics { metrics[draft.key] = (edition, draft) }
            if let draft = edition.marketMean { marketMean = (edition, draft) }
            for draft in edition.programmes { programmes[draft.key] = (edition, draft) }
        }
    }

    /// "from … on", where the trouble begins later than the edition it is in.
    func when(_ edition: EditionDraft) -> String {
        edition.from == boundary ? "" : " from \(TimeText.text(boundary, in: .utc)) on"
    }
}

extension EditionDraft {
    /// Everything this edition words, named for a person.
    var words: [String: Place] {
        var words: [String: Place] = [:]
        if let almanacPlace { words["the calendar"] = almanacPlace }
        if let marketMean { words["the market mean"] = marketMean.place }
        for draft in cases?.waits ?? [] { words["the wait `\(draft.wait.rawValue)`"] = draft.place }
        if let place = cases?.longestWaitPlace { words["the longest wait"] = place }
        if let orderClockPlace { words["the order clock"] = orderClockPlace }
        for draft in rights { words["the right `\(draft.key.text)`"] = draft.place }
        for draft in metrics { words["the metric `\(draft.key.text)`"] = draft.place }
        for draft in programmes { words["the programme `\(draft.key.text)`"] = draft.place }
        return words
    }
}
