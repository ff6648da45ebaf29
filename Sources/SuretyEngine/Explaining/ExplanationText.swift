import SuretyDomain
import SuretyLabels
package import SuretyRules
import SuretyWire

/// An explanation as a person would tell it, in either language.
package struct ExplanationText {
    private let explanation: Explanation
    private let words: ClauseWords
    private let language: Language

    package init(_ explanation: Explanation, in language: Language) {
        self.explanation = explanation
        self.language = language
        words = ClauseWords(explanation, language)
    }

    /// The verdict in a sentence, then every clause on a line with what would change it.
    package var text: String {
        ([sentence] + [circumstances, ""] + explanation.clauses.flatMap(lines)).joined(separator: "\n") + "\n"
    }

    /// `Trust Buy is not lit: experience score 4.42, required at least 4.50`.
    package var sentence: String {
        let title = explanation.version.programme.title.text(in: language)
        let subject = words.name(explanation.subject)
        let against = explanation.against.map { words.brief($0) }
        switch (language, against.first) {
        case (.en, nil): return "\(title) is lit on \(subject): every clause is met."
        case (.zh, nil): return "\(subject)的「\(title)」已点亮：各项条件均已满足。"
        case (.en, let reason?):
            let others = against.count > 1 ? " (and \(against.count - 1) more)" : ""
            return "\(title) is not lit on \(subject): \(reason)\(others)."
        case (.zh, let reason?):
            let others = against.count > 1 ? "（另有 \(against.count - 1) 项）" : ""
            return "\(subject)的「\(title)」未点亮：\(reason)\(others)。"
        }
    }

    private var circumstances: String {
        let at = words.time(explanation.at)
        let position = "\(explanation.position.partition.index):\(explanation.position.number)"
        let edition = explanation.version.edition
        switch (language, explanation.isAsIf) {
        case (.en, false): return "As of \(at), under edition \(edition), known up to \(position)."
        case (.en, true): return "As of \(at), as if edition \(edition) had been in force, known up to \(position)."
        case (.zh, false): return "时间 \(at)，适用版本 \(edition)，数据截至 \(position)。"
        case (.zh, true): return "时间 \(at)，假设适用版本 \(edition)（当时未生效），数据截至 \(position)。"
        }
    }

    private func lines(_ clause: ExplainedClause) -> [String] {
        let mark =
            switch clause.finding.verdict {
            case .met: "✓"
            case .missed: "✗"
            case .unknown: "–"
            }
        var lines = ["  \(mark) \(words.line(clause))"]
        if let window = clause.window { lines.append("      " + words.window(window)) }
        if let remedy = clause.remedy { lines.append("      → " + words.remedy(remedy)) }
        if !clause.facts.isEmpty { lines.append("      " + words.facts(clause.facts, of: clause.factCount)) }
        return lines
    }
}

extension Language {
    /// The text in this language.
    func pick(zh: String, en: String) -> String { self == .zh ? zh : en }
}
