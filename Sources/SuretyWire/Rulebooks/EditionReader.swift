internal import SuretyDomain
internal import SuretyRules

/// Reads the files of one edition's folder.
struct EditionReader {
    let folder: String
    let files: [RulebookFile]
    let problems: Problems
    /// Subjects of which a file could not be read at all: what it words is not known to be missing.
    private(set) var unread: Set<RulebookSubject> = []

    init(folder: String, files: [RulebookFile], problems: Problems) {
        self.folder = folder
        self.files = files
        self.problems = problems
    }

    /// Nil where the edition cannot even be dated; its other files are checked all the same.
    mutating func read() -> EditionDraft? {
        var trees: [RulebookSubject: (node: PlacedNode, isGood: Bool)] = [:]
        var programmes: [ProgrammeDraft] = []
        for file in files {
            guard let subject = subject(of: file) else { continue }
            guard let node = YAMLFile.parse(file.bytes, file: file.path, problems: problems) else {
                unread.insert(subject)
                continue
            }
            let name = subject == .programme ? "programme" : file.name
            let isGood = FormCheck(problems: problems).check(node, subject.form, name)
            if subject == .programme {
                if let draft = ProgrammeReader(file: file, problems: problems).read(node, isGood: isGood) {
                    add(draft, to: &programmes)
                } else {
                    unread.insert(.programme)
                }
            } else {
                trees[subject] = (node, isGood)
            }
        }
        guard var draft = heading(trees[.edition]) else {
            unread = Set(RulebookSubject.allCases)
            return nil
        }
        fill(&draft, from: trees)
        draft.programmes = programmes
        return draft
    }

    private mutating func fill(
        _ draft: inout EditionDraft, from trees: [RulebookSubject: (node: PlacedNode, isGood: Bool)]
    ) {
        if let calendar = trees[.calendar] {
            draft.almanac = calendar.isGood ? CalendarReader(problems: problems).read(calendar.node) : nil
            draft.almanacPlace = calendar.node.place
        }
        if let cases = trees[.cases] {
            if cases.isGood {
                draft.cases = CaseReader(problems: problems).read(cases.node)
            } else {
                unread.insert(.cases)
            }
        }
        if let orders = trees[.orders] {
            draft.orderClock = orders.isGood ? OrderClockReader(problems: problems).read(orders.node) : nil
            draft.orderClockPlace = orders.node.place
        }
        for subject in [RulebookSubject.rights, .metrics] {
            if let tree = trees[subject], !tree.isGood, (tree.node[subject.rawValue]?.entries ?? []).isEmpty {
                unread.insert(subject)
            }
        }
        draft.rights = (trees[.rights]?.node["rights"]?.entries ?? []).map(RightReader(problems: problems).read)
        let metrics = MetricReader(problems: problems)
        draft.metrics = (trees[.metrics]?.node["metrics"]?.entries ?? []).map(metrics.read)
        if let tree = trees[.metrics], let node = tree.node["market-mean"] {
            draft.marketMean = metrics.readMarketMean(node, isGood: tree.isGood)
        }
    }

    private func subject(of file: RulebookFile) -> RulebookSubject? {
        let parts = file.path.split(separator: "/")
        if parts.count == 3, parts[1] == "programmes", file.path.hasSuffix(".yaml") { return .programme }
        let names = RulebookSubject.allCases.map(\.fileName)
        if parts.count == 2, let subject = RulebookSubject.allCases.first(where: { $0.fileName == parts[1] }) {
            return subject
        }
        problems.add(
            .start(of: file.path), "a file that no edition has", DidYouMean.hint(file.name, among: names))
        return nil
    }

    private func add(_ draft: ProgrammeDraft, to programmes: inout [ProgrammeDraft]) {
        if let other = programmes.first(where: { $0.key == draft.key }) {
            problems.add(
                draft.place, "the programme `\(draft.key.text)` stands in this edition twice",
                "the other is in \(other.place.file)")
        } else {
            programmes.append(draft)
        }
    }

    private func heading(_ tree: (node: PlacedNode, isGood: Bool)?) -> EditionDraft? {
        guard let tree else {
            if !files.contains(where: { $0.name == "edition.yaml" }) {
                problems.add(
                    .start(of: "\(folder)/edition.yaml"), "the edition has no edition.yaml",
                    "add one with its key, title, start and summary")
            }
            return nil
        }
        let node = tree.node
        guard tree.isGood, let key = node["edition"], let name = key.text, let title = node["title"]?.localised,
            let summary = node["summary"]?.localised, let start = node["from"],
            let from = start.text.flatMap(TimeText.instant)
        else { return nil }
        if name != folder {
            problems.add(key.place, "the edition is `\(name)` in the folder `\(folder)`", "give both the same name")
        }
        // The month is that of the start as written: an edition of 1 May +08:00 begins in April by UTC.
        if let written = start.text, !name.hasPrefix(written.prefix(7) + "-") {
            problems.add(
                key.place, "the edition `\(name)` begins in \(written.prefix(7))",
                "begin its key with the month of `from`")
        }
        let until = node["until"]?.text.flatMap(TimeText.instant)
        if let until, until <= from, let place = node["until"]?.place {
            problems.add(place, "`until` is not after `from`", "an edition holds from its start, and up to its end")
        }
        return EditionDraft(
            key: name, place: key.place, title: title, summary: summary, from: from, until: until,
            digest: RulebookFolder.digest(of: files, in: folder))
    }
}
