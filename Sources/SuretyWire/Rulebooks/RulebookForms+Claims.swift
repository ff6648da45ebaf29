internal import SuretyDomain
internal import SuretyRules

/// What `grants` of a right, `cases.yaml` and `orders.yaml` may say.
extension RulebookForms {
    private static let term = Form.value(.term)
    private static let payers = Form.list(.value(.choice(Payer.allCases.map(\.rawValue))))
    private static let anchor = Form.value(.choice(Anchor.allCases.map(\.rawValue)))

    static let grants = Form.record([
        .required(
            "claim",
            .record([
                .optional("within", term, "from payment until this term ends, counted from `of`"),
                .optional("of", anchor, "what `within` is counted from; until it has happened, the window is open"),
                .optional("until", anchor, "from payment until this happens"),
            ]), "when it can be claimed: `within` a term `of` something, or `until` something"),
        .optional(
            "conditions",
            .record([
                .optional("order-below", .value(.money), "all that was paid for the order is less, freight included"),
                .optional(
                    "order", .value(.choice(["dispatched", "not-dispatched"])),
                    "whether a waybill has been uploaded when it is claimed"),
                .optional("buyer", .value(.choice(["good-standing"])), "the buyer is not on record for abuse"),
            ]), "what must hold when it is claimed, all of it"),
        .required("remedy", .value(.choice(Guarantee.Remedy.allCases.map(\.rawValue))), "what the buyer gets"),
        .required(
            "answer", .value(.choice(Guarantee.Answer.allCases.map(\.rawValue))),
            "who answers a claim; `nobody`: it is carried out at once"),
        .required(
            "refund", .value(.choice(Guarantee.RefundBasis.allCases.map(\.rawValue))),
            "of what was paid for the units claimed, what comes back"),
        .required("payers", payers, "the accounts that pay the refund, in the order in which they are asked"),
    ])

    static let cases = Form.record([
        .optional(
            "waits",
            .record([
                .optional(CaseWait.contact.rawValue, wait(.contact), "the merchant to contact the buyer"),
                .optional(CaseWait.decision.rawValue, wait(.decision), "the merchant to decide"),
                .optional(CaseWait.sendBack.rawValue, wait(.sendBack), "the buyer to give the waybill of the return"),
                .optional(
                    CaseWait.confirmation.rawValue, wait(.confirmation), "the merchant to confirm what came back"),
            ]), "what a case waits for; those not named stay as they are, `none` lifts one"),
        .optional(
            "longest-wait",
            .record([.required("within", term, "the term"), source]),
            "how long a due deadline waits for sources that have fallen silent, before a person decides"),
    ])

    private static func wait(_ wait: CaseWait) -> Form {
        .orNone(
            .record([
                .required("within", term, "how long"),
                .optional("remind-after", term, "after how long the party is reminded, in the unit of `within`"),
                .required("then", .value(.choice([wait.expiry.rawValue])), "what happens when nobody acts in time"),
                source,
            ]))
    }

    static let orders = Form.record([
        .optional(
            "receipt",
            .record([
                .required("checked-after", .list(term), "terms from dispatch, each longer than the one before"),
                .optional("extension", term, "by how much the buyer may put the checks off, once"),
                source,
            ]), "when an order counts as received though the buyer did not say so"),
        .optional(
            "undispatched",
            .record([
                .required("closed-after", term, "the term from payment"),
                .required("payers", payers, "the accounts that pay the refund, in the order in which they are asked"),
                source,
            ]), "when an order that was not dispatched is closed and refunded"),
    ])
}
