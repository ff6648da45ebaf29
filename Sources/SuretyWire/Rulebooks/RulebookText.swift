internal import SuretyDomain
package import SuretyRules

/// Rulebooks in words, for people at a terminal.
package enum RulebookText {
    /// The merged book of an instant.
    package static func show(_ book: Rulebook, _ language: Language) -> String {
        let words = RulebookWords(language: language, metrics: book.metrics)
        var text = "\(words("Rulebook", "规则手册"))\n"
        text += indented("\(words("folded from", "由以下版本合成")): \(book.editions.joined(separator: ", "))", by: 1)
        text += indented("\(words("digest", "摘要")): \(book.digest)", by: 1)
        for line in words.lines(of: book.almanac) { text += indented(line.inWords, by: 1) }

        text += "\n\(words("Rights", "权益"))\n"
        for right in book.rights.values.sorted(by: { $0.key < $1.key }) {
            text += indented("\(right.key.text) — \(right.title.text(in: language))", by: 1)
            for line in words.lines(of: right) + [words.source(right.source)] { text += indented(line.inWords, by: 2) }
        }
        if let procedure = book.procedure {
            text += "\n\(words("Cases", "售后流程"))\n"
            for line in words.lines(of: procedure) { text += indented(line.inWords, by: 1) }
        }
        if let clock = book.orderClock {
            text += "\n\(words("Orders", "订单时限"))\n"
            for line in words.lines(of: clock) { text += indented(line.inWords, by: 1) }
        }
        text += "\n\(words("Metrics", "指标"))\n"
        for (key, metric) in book.metrics.sorted(by: { $0.key < $1.key }) {
            text += indented("\(key.text) — \(words.metric(metric))", by: 1)
        }
        if let mean = book.marketMean { text += indented(words.line(of: mean).inWords, by: 1) }

        text += "\n\(words("Programmes", "计划"))\n"
        for programme in book.programmes.values.sorted(by: { $0.key < $1.key }) {
            let edition = book.programmeEditions[programme.key] ?? "?"
            text += indented("\(programme.key.text) — \(programme.title.text(in: language)) (\(edition))", by: 1)
            for line in words.lines(of: programme) + [words.source(programme.source)] {
                text += indented(line.inWords, by: 2)
            }
        }
        return text
    }

    /// The editions a folder holds and the wordings they make: what `surety rulebook check` says when all is well.
    package static func check(_ library: RulebookLibrary, _ language: Language = .en) -> String {
        let words = RulebookWords(language: language, metrics: [:])
        var text = "\(words("Editions", "版本"))\n"
        for edition in library.editions {
            let zone = library.almanac(at: edition.from)?.zone ?? .utc
            let span = span(edition.from, edition.until, zone)
            text += indented("\(edition.key)  \(span)  \(edition.title.text(in: language))", by: 1)
            text += indented("\(words("words", "内容")): \(contents(of: edition.content, words))", by: 2)
            text += indented("\(words("digest", "摘要")): \(edition.digest)", by: 2)
        }
        text += "\n\(words("Wordings of programmes", "计划的各版表述"))\n"
        for version in library.versions {
            let span = span(version.from, version.until, version.zone)
            let count = words("\(version.clauses.count) clauses", "\(version.clauses.count) 条条件")
            text += indented("\(version.key.text)  \(span)  \(count)", by: 1)
        }
        return text
    }

    private static func contents(of content: EditionContent, _ words: RulebookWords) -> String {
        var parts: [String] = []
        if content.almanac != nil { parts.append(words("the calendar", "日历")) }
        parts += content.rights.keys.sorted().map(\.text)
        if content.procedure != nil { parts.append(words("how cases go on", "售后流程")) }
        if content.orderClock != nil { parts.append(words("the order clock", "订单时限")) }
        parts += content.metrics.keys.sorted().map(\.text)
        if content.marketMean != nil { parts.append(words("the market mean", "大盘均值")) }
        parts += content.programmes.keys.sorted().map(\.text)
        return parts.isEmpty ? words("nothing", "无") : parts.joined(separator: ", ")
    }

    private static func span(_ from: Instant, _ until: Instant?, _ zone: Zone) -> String {
        "\(TimeText.text(from, in: zone)) – \(until.map { TimeText.text($0, in: zone) } ?? "…")"
    }

    static func indented(_ text: String, by depth: Int) -> String {
        String(repeating: "  ", count: depth) + text + "\n"
    }
}
