import SuretyDomain
import SuretyTestKitCore

/// The reference page on cases, written from what the code does.
enum CaseReferencePage {
    static func text() throws -> String {
        var page = introduction + "\n## Stages\n\n| stage | 中文 | what it is |\n| --- | --- | --- |\n"
        for stage in CaseTable.Stage.allCases {
            page += "| `\(stage.rawValue)` | \(stage.chinese) | \(stage.isEnd ? "an end: " : "")\(stage.meaning) |\n"
        }
        page += "\n## Acts\n\n| act | 中文 | whose | what it says |\n| --- | --- | --- | --- |\n"
        for act in CaseAct.Kind.allCases {
            let whose = Party.allCases.filter { party in
                CaseTable.Stage.allCases.contains { CaseTable.acts(at: $0, for: party).contains(act) }
            }
            page += "| `\(act.rawValue)` | \(act.chinese) | \(whose.map(\.rawValue).joined(separator: ", ")) "
            page += "| \(act.meaning) |\n"
        }
        page += try waits() + matrixIntroduction
        for stage in CaseTable.Stage.allCases { page += try section(on: stage) }
        return page + (try afterTheEnd())
    }

    // MARK: Waits

    private static func waits() throws -> String {
        let editions = CaseProcedure.shipped.map { "`\($0.edition)`" }.joined(separator: " | ")
        let rules = CaseProcedure.shipped.map { _ in " --- |" }.joined()
        var text = waitsIntroduction
        text +=
            "\n| wait | 中文 | in | waiting for | \(editions) | on its end |\n| --- | --- | --- | --- |\(rules) --- |\n"
        for wait in CaseWait.allCases {
            let stages = CaseTable.Stage.allCases.filter { CaseTable.waits(at: $0).contains(wait) }
            let terms = CaseProcedure.shipped.map { $0.procedure.waits[wait].map(description) ?? "—" }
            let ends = Set(CaseProcedure.shipped.compactMap { $0.procedure.waits[wait]?.then })
            text +=
                "| `\(wait.rawValue)` | \(wait.chinese) | \(stages.map { "`\($0.rawValue)`" }.joined(separator: ", ")) "
            text += "| \(wait.meaning) | \(terms.joined(separator: " | ")) "
            text += "| \(ends.map(\.meaning).sorted().joined(separator: ", ")) |\n"
        }
        return text
    }

    private static func description(of term: WaitTerm) -> String {
        let within = description(of: term.within)
        return term.remindAfter.map { "\(within); reminder after \(description(of: $0))" } ?? within
    }

    private static func description(of term: Term) -> String {
        switch term {
        case .hours(let count): "\(count) h"
        case .calendarDays(let count): "\(count) calendar days"
        case .workingDays(let count): "\(count) working days"
        case .workingHours(let count): "\(count) working hours"
        }
    }

    // MARK: The matrix

    private static func section(on stage: CaseTable.Stage) throws -> String {
        let situations = try CaseMatrix.situations(at: stage)
        let plain = situations[0].subject
        var text = "\n### `\(stage.rawValue)` \(stage.chinese)\n\n"
        let open = CaseAct.all.filter { act in
            situations.contains { situation in
                CaseMatrix.parties.contains { isTaken(act, by: $0, on: situation.subject) }
            }
        }
        if open.isEmpty { return text + "Nobody can do anything here: every act is refused with `notNow`.\n" }
        text += "| act | consumer | merchant | adjudicator |\n| --- | --- | --- | --- |\n"
        for act in open {
            let cells = CaseMatrix.parties.dropLast().map { CaseMatrix.outcome(of: act, by: $0, on: plain).text }
            text += "| `\(act.name)` | \(cells.joined(separator: " | ")) |\n"
        }
        for situation in situations.dropFirst() {
            let differences = self.differences(between: plain, and: situation.subject)
            guard let particular = situation.particular, !differences.isEmpty else { continue }
            text += "\nOtherwise, \(particular):\n\n" + differences.map { "- \($0)\n" }.joined()
        }
        return text
    }

    private static func differences(between plain: Case, and other: Case) -> [String] {
        CaseAct.all.flatMap { act in
            CaseMatrix.parties.compactMap { party in
                let outcome = CaseMatrix.outcome(of: act, by: party, on: other)
                guard outcome != CaseMatrix.outcome(of: act, by: party, on: plain) else { return nil }
                return "`\(act.name)` by the \(party.rawValue): "
                    + (outcome == .refused("notNow") ? "`notNow`" : outcome.text)
            }
        }
    }

    private static func isTaken(_ act: CaseAct, by party: Party, on subject: Case) -> Bool {
        if case .refused(let name) = CaseMatrix.outcome(of: act, by: party, on: subject) {
            name != "notNow"
        } else {
            true
        }
    }

    private static func afterTheEnd() throws -> String {
        var text = lateIntroduction + "\n| stage | still taken | where a person has been asked |\n| --- | --- | --- |\n"
        for stage in CaseTable.Stage.allCases {
            let situations = try CaseMatrix.situations(at: stage)
            let waits = CaseTable.waits(at: stage)
            guard let last = waits.last, let due = try situations[0].subject.due(last) else { continue }
            let columns = [situations[0], situations.first(where: \.referred) ?? situations[0]].map { situation in
                let taken = CaseAct.all.filter { act in
                    CaseMatrix.parties.contains { party in
                        switch CaseMatrix.outcome(of: act, by: party, on: situation.subject, at: due) {
                        case .leads, .stays: true
                        case .refused: false
                        }
                    }
                }
                return taken.isEmpty ? "nothing" : taken.map { "`\($0.name)`" }.joined(separator: ", ")
            }
            text += "| `\(stage.rawValue)` | \(columns.joined(separator: " | ")) |\n"
        }
        return text
    }
}

extension CaseAct {
    /// With the way it is settled, where it is.
    fileprivate var name: String {
        if case .settle(let how) = self { "\(kind.rawValue): \(how.rawValue)" } else { kind.rawValue }
    }
}
