internal import SuretyDomain
internal import SuretyRules

/// Reads `cases.yaml`, once it has its form.
struct CaseReader {
    let problems: Problems

    func read(_ node: PlacedNode) -> CaseDraft {
        CaseDraft(
            waits: (node["waits"]?.entries ?? []).compactMap(wait),
            longestWait: node["longest-wait"]?["within"]?.text.flatMap(ValueText.term),
            longestWaitPlace: node["longest-wait"]?.place)
    }

    private func wait(_ entry: PlacedNode.Entry) -> WaitDraft? {
        guard let wait = CaseWait(rawValue: entry.key) else { return nil }
        if entry.value.text != nil { return WaitDraft(wait: wait, place: entry.place, wording: .lifted) }
        guard let within = entry.value["within"]?.text.flatMap(ValueText.term) else { return nil }
        let reminder = entry.value["remind-after"]
        let remindAfter = reminder?.text.flatMap(ValueText.term)
        if let place = reminder?.place, let remindAfter, !remindAfter.isShorter(than: within) {
            problems.add(
                place, "the reminder of `\(entry.key)` does not come before its end",
                "write a shorter term in the same unit as `within`")
        }
        return WaitDraft(
            wait: wait, place: entry.place,
            wording: .worded(WaitTerm(within: within, remindAfter: remindAfter, then: wait.expiry)))
    }
}

/// Reads `orders.yaml`, once it has its form.
struct OrderClockReader {
    let problems: Problems

    func read(_ node: PlacedNode) -> OrderClock {
        let receipt = node["receipt"]
        let undispatched = node["undispatched"]
        return OrderClock(
            receiptChecks: checks(receipt?["checked-after"]?.items ?? []),
            receiptExtension: receipt?["extension"]?.text.flatMap(ValueText.term),
            undispatched: undispatched?["closed-after"]?.text.flatMap(ValueText.term),
            payers: GuaranteeReader(problems: problems).payers(undispatched?["payers"]))
    }

    private func checks(_ items: [PlacedNode]) -> [Term] {
        var checks: [Term] = []
        for item in items {
            guard let term = item.text.flatMap(ValueText.term) else { continue }
            if let last = checks.last, !last.isShorter(than: term) {
                problems.add(
                    item.place, "`\(item.text ?? "")` does not come after the check before it",
                    "write the checks in the order in which they come, all in one unit")
            }
            checks.append(term)
        }
        return checks
    }
}

extension Term {
    /// Whether it is of the same kind and fewer of them; terms of two kinds have no order that holds every day.
    fileprivate func isShorter(than other: Term) -> Bool {
        switch (self, other) {
        case (.hours(let own), .hours(let others)), (.calendarDays(let own), .calendarDays(let others)),
            (.workingDays(let own), .workingDays(let others)), (.workingHours(let own), .workingHours(let others)):
            own < others
        case (.hours, _), (.calendarDays, _), (.workingDays, _), (.workingHours, _): false
        }
    }
}
