internal import SuretyDomain
internal import SuretyRules

/// Whether a book says how to carry out what its rights grant.
struct CaseCheck {
    let book: DraftBook
    let problems: Problems

    func check() {
        for (edition, draft) in book.rights.values { checkWaits(of: draft, edition) }
        checkLongestWait()
        for (wait, entry) in book.waits where entry.edition.from == book.boundary { checkLift(wait, entry) }
    }

    /// A claim must not come to wait for what has no end.
    private func checkWaits(of draft: RightDraft, _ edition: EditionDraft) {
        guard let guarantee = draft.right?.grants else { return }
        for wait in guarantee.waits {
            switch book.waits[wait] {
            case .some((let lifting, let entry)):
                guard entry.wording == .lifted else { continue }
                problems.add(
                    entry.place,
                    "`\(wait.rawValue)` is lifted, and claims under the right `\(draft.key.text)` of "
                        + "`\(edition.key)` wait for it\(book.when(lifting))", "write such as `\(example(of: wait))`")
            case nil:
                problems.add(
                    draft.grantsPlace ?? draft.place,
                    "claims under `\(draft.key.text)` of `\(edition.key)` wait for `\(wait.rawValue)`, "
                        + "which no edition in force words\(book.when(edition))",
                    "add such as `\(wait.rawValue): \(example(of: wait))` to the waits of \(edition.key)/cases.yaml")
            }
        }
    }

    /// Any case may have to wait for records, so what can be claimed needs it as much as a wait does.
    private func checkLongestWait() {
        guard book.longestWait == nil else { return }
        let remedy = "add `longest-wait: { within: 24h, source: [ours] }` to the cases.yaml of"
        let worded = CaseWait.allCases.compactMap { book.waits[$0] }.first { $0.draft.wording != .lifted }
        if let (edition, draft) = worded {
            problems.add(
                draft.place, "a wait, and no edition in force says the longest wait\(book.when(edition))",
                "\(remedy) \(edition.key)")
            return
        }
        for (edition, draft) in book.rights.values where draft.right?.grants != nil {
            problems.add(
                draft.grantsPlace ?? draft.place,
                "`\(draft.key.text)` can be claimed, and no edition in force says the longest wait"
                    + book.when(edition), "\(remedy) \(edition.key)")
        }
    }

    private func checkLift(_ wait: CaseWait, _ entry: (edition: EditionDraft, draft: WaitDraft)) {
        guard entry.draft.wording == .lifted else { return }
        let isWorded = book.editions.contains { edition in
            edition.cases?.waits.contains { $0.wait == wait && $0.wording != .lifted } ?? false
        }
        if !isWorded {
            problems.add(entry.draft.place, "`\(wait.rawValue): none` lifts what no edition words", "leave it out")
        }
    }

    private func example(of wait: CaseWait) -> String {
        let term =
            switch wait {
            case .contact: "36h"
            case .decision: "48h"
            case .sendBack, .confirmation: "10 calendar-days"
            }
        return "{ within: \(term), then: \(wait.expiry.rawValue), source: [ours] }"
    }
}
