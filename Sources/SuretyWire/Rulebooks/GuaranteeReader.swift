internal import SuretyDomain
internal import SuretyRules

/// Reads `grants:` of a right.
struct GuaranteeReader {
    let problems: Problems

    /// Nil where anything it must say is missing or was refused.
    func read(_ node: PlacedNode) -> Guarantee? {
        let conditions = conditions(node["conditions"])
        let claim = node["claim"].flatMap(window)
        let remedy = node["remedy"]?.text.flatMap(Guarantee.Remedy.init(rawValue:))
        if let claim { checkDispatch(node, claim, conditions, remedy) }
        let payers = payers(node["payers"])
        guard let claim, let remedy, let answer = node["answer"]?.text.flatMap(Guarantee.Answer.init(rawValue:)),
            let refund = node["refund"]?.text.flatMap(Guarantee.RefundBasis.init(rawValue:))
        else { return nil }
        return Guarantee(
            claim: claim, conditions: conditions, remedy: remedy, answer: answer, refund: refund, payers: payers)
    }

    private func window(_ node: PlacedNode) -> ClaimWindow? {
        let (within, of, until) = (node["within"], node["of"], node["until"])
        switch (within, until) {
        case (.some, .some):
            problems.add(node.place, "`claim` has both `within` and `until`", "keep one of them")
            return nil
        case (nil, nil):
            if case .table = node.content {
                problems.add(
                    node.place, "`claim` says neither `within` nor `until`",
                    "write such as `{ within: 7 calendar-days, of: signed }` or `{ until: dispatched }`")
            }
            return nil
        case (.some(let within), nil):
            guard let of else {
                problems.add(within.place, "`within` does not say from when", "add such as `of: signed`")
                return nil
            }
            guard let term = within.text.flatMap(ValueText.term), let anchor = of.anchor else { return nil }
            return .within(term, of: anchor)
        case (nil, .some(let until)):
            if let of { problems.add(of.place, "`of` beside `until`", "it belongs to `within`; take it out") }
            guard let anchor = until.anchor else { return nil }
            if anchor == .paid {
                problems.add(until.place, "a window from payment until payment", "name what comes after payment")
            }
            return .until(anchor)
        }
    }

    /// In the order of the format, whatever the order in the file.
    private func conditions(_ node: PlacedNode?) -> [ClaimCondition] {
        var conditions: [ClaimCondition] = []
        if let node = node?["order-below"], let limit = node.text.flatMap(ValueText.money) {
            if limit.minorUnits == 0 {
                problems.add(node.place, "no order is below nothing", "write an amount such as `300.00 CNY`")
            }
            conditions.append(.orderBelow(limit))
        }
        switch node?["order"]?.text {
        case "dispatched": conditions.append(.dispatched)
        case "not-dispatched": conditions.append(.notDispatched)
        default: break
        }
        if node?["buyer"]?.text == "good-standing" { conditions.append(.goodStanding) }
        return conditions
    }

    /// Before dispatch there is nothing to return, and after it no claim that ends with it.
    private func checkDispatch(
        _ node: PlacedNode, _ claim: ClaimWindow, _ conditions: [ClaimCondition], _ remedy: Guarantee.Remedy?
    ) {
        let endsWithDispatch = claim == .until(.dispatched)
        if endsWithDispatch, conditions.contains(.dispatched), let place = node["conditions"]?["order"]?.place {
            problems.add(
                place, "`order: dispatched`, and the window ends with dispatch",
                "take it out, or claim `within` a term")
        }
        if endsWithDispatch || conditions.contains(.notDispatched), remedy == .returnAndRefund,
            let place = node["remedy"]?.place
        {
            problems.add(place, "a return of goods that were not dispatched", "write `refund`")
        }
    }

    /// The platform advances what nobody else can pay.
    func payers(_ node: PlacedNode?) -> [Payer] {
        let items = node?.items ?? []
        for item in items.dropLast() where item.text == Payer.platformAdvance.rawValue {
            problems.add(item.place, "`platform-advance` stands before others who pay", "name it last")
        }
        return items.compactMap { $0.text.flatMap(Payer.init(rawValue:)) }
    }
}

extension PlacedNode {
    fileprivate var anchor: Anchor? { text.flatMap(Anchor.init(rawValue:)) }
}
