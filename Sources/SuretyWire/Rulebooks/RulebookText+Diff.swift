internal import SuretyDomain
package import SuretyRules

extension RulebookText {
    /// What changed between two books, in words; empty where they say the same.
    package static func diff(from old: Rulebook, to new: Rulebook, _ language: Language) -> String {
        let words = RulebookWords(language: language, metrics: [:])
        let before = Sections(old, language)
        let after = Sections(new, language)
        var text = ""
        for name in before.names + after.names.filter({ !before.names.contains($0) }) {
            let title = after[name]?.title ?? before[name]?.title ?? name
            switch (before[name], after[name]) {
            case (nil, .some(let section)):
                text += "+ \(title) — \(words("new", "新增"))\n"
                for line in section.lines { text += indented(line.inWords, by: 2) }
            case (.some, nil):
                text += "- \(title) — \(words("no more", "取消"))\n"
            case (.some(let earlier), .some(let later)):
                let changes = changes(from: earlier, to: later, words)
                if !changes.isEmpty { text += "~ \(title)\n" + changes.map { indented($0, by: 2) }.joined() }
            case (nil, nil): break
            }
        }
        return text
    }

    private static func changes(from old: Section, to new: Section, _ words: RulebookWords) -> [String] {
        var changes: [String] = []
        if old.title != new.title { changes.append("\(words("title", "名称")): \(old.title) → \(new.title)") }
        for line in new.lines {
            guard let earlier = old.lines.first(where: { $0.label == line.label }) else {
                changes.append("+ \(line.inWords)")
                continue
            }
            if earlier.values != line.values { changes.append(change(from: earlier, to: line, words)) }
        }
        for line in old.lines where !new.lines.contains(where: { $0.label == line.label }) {
            changes.append("- \(line.inWords)")
        }
        return changes
    }

    private static func change(from old: RulebookLine, to new: RulebookLine, _ words: RulebookWords) -> String {
        guard old.isList, new.isList else {
            let before = old.values.joined(separator: ", ")
            return "\(new.label): \(before) → \(new.values.joined(separator: ", "))"
        }
        let gained = new.values.filter { !old.values.contains($0) }.map { "+\($0)" }
        let lost = old.values.filter { !new.values.contains($0) }.map { "-\($0)" }
        let members = (gained + lost).joined(separator: " ")
        return "\(new.label): \(members.isEmpty ? words("another order", "顺序改变") : members)"
    }

    private struct Section {
        let name: String
        let title: String
        let lines: [RulebookLine]
    }

    /// A book cut into what can be new, changed or gone.
    private struct Sections {
        private let sections: [Section]
        var names: [String] { sections.map(\.name) }

        subscript(name: String) -> Section? { sections.first { $0.name == name } }

        init(_ book: Rulebook, _ language: Language) {
            let words = RulebookWords(language: language, metrics: book.metrics)
            var sections = [
                Section(
                    name: "calendar", title: words("calendar", "日历"),
                    lines: words.lines(of: book.almanac) + Sections.days(of: book.almanac.calendar, words))
            ]
            for (key, right) in book.rights.sorted(by: { $0.key < $1.key }) {
                sections.append(
                    Section(
                        name: "right \(key.text)", title: "\(key.text) (\(right.title.text(in: language)))",
                        lines: words.lines(of: right)))
            }
            if let procedure = book.procedure {
                sections.append(
                    Section(name: "cases", title: words("cases", "售后流程"), lines: words.lines(of: procedure)))
            }
            if let clock = book.orderClock {
                sections.append(
                    Section(name: "orders", title: words("orders", "订单时限"), lines: words.lines(of: clock)))
            }
            for (key, metric) in book.metrics.sorted(by: { $0.key < $1.key }) {
                sections.append(
                    Section(
                        name: "metric \(key.text)", title: key.text,
                        lines: [RulebookLine(words("meaning", "含义"), words.metric(metric))]))
            }
            if let mean = book.marketMean {
                sections.append(
                    Section(name: "mean", title: words("market mean", "大盘均值"), lines: [words.line(of: mean)]))
            }
            for (key, programme) in book.programmes.sorted(by: { $0.key < $1.key }) {
                sections.append(
                    Section(
                        name: "programme \(key.text)", title: "\(key.text) (\(programme.title.text(in: language)))",
                        lines: words.lines(of: programme)))
            }
            self.sections = sections
        }

        private static func days(of calendar: WorkingCalendar, _ words: RulebookWords) -> [RulebookLine] {
            [
                RulebookLine(words("holidays", "节假日"), list: calendar.holidays.sorted().map { TimeText.text($0) }),
                RulebookLine(words("worked", "调休上班"), list: calendar.madeUpDays.sorted().map { TimeText.text($0) }),
            ]
        }
    }
}
