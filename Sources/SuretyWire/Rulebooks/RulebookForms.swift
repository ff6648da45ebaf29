internal import SuretyRules

/// A subject of an edition: one file each, but one file a programme.
package enum RulebookSubject: String, Hashable, Sendable, CaseIterable {
    case edition, calendar, rights, cases, orders, metrics, programme

    /// The file in an edition's folder.
    package var fileName: String {
        self == .programme ? "programmes/<key>.yaml" : "\(rawValue).yaml"
    }

    var form: Form {
        switch self {
        case .edition: RulebookForms.edition
        case .calendar: RulebookForms.calendar
        case .rights: RulebookForms.rights
        case .cases: RulebookForms.cases
        case .orders: RulebookForms.orders
        case .metrics: RulebookForms.metrics
        case .programme: RulebookForms.programme
        }
    }
}

/// What each file of an edition may say.
enum RulebookForms {
    static let programmeKey = ValueKind.key(what: "the key of a programme", longest: 24)
    static let rightKey = ValueKind.key(what: "the key of a right", longest: 40)
    static let metricKey = ValueKind.key(what: "the key of a metric", longest: 40)
    private static let word = Form.value(.key(what: "a word", longest: 40))
    private static let window = Form.value(.days(1...366))

    private static let localised = Form.record([
        .required("zh", .value(.prose), "the text in Chinese"),
        .required("en", .value(.prose), "the text in English"),
    ])
    static let source = Field.required(
        "source", .list(.value(.key(what: "the key of a source", longest: 40))),
        "where the rule stands: anchors of docs/reference/sources.md")

    static let edition = Form.record([
        .required("edition", .value(.editionKey), "the name of the folder"),
        .required("title", localised, "what the edition is called"),
        .required("from", .value(.instant), "the first instant it holds, with its offset"),
        .optional("until", .value(.instant), "the first instant it holds no more; left out where it has no end"),
        .required("summary", localised, "what it changes, in a sentence or two"),
        source,
    ])

    static let calendar = Form.record([
        .required("zone", .value(.zone), "the offset from UTC that days are counted in"),
        .required("working-hours", .value(.hours), "the hours that terms in working hours count, every day"),
        source,
        .required(
            "years",
            .table(
                keys: .whole(what: "a year", 1_970...9_998),
                .record([
                    .required("holidays", .list(.value(.holidays)), "public holidays: days or spans of days"),
                    .optional("worked", .list(.value(.day)), "days of a weekend that are worked in exchange"),
                    source,
                ])), "the published years, one after another; outside them nothing is assumed"),
    ])

    static let rights = Form.record([
        .required(
            "rights",
            .table(
                keys: rightKey,
                .record([
                    .required("title", localised, "what the right is called"),
                    .optional(
                        "applies-to",
                        .record([
                            .optional("categories", categories, "only these categories and their parts"),
                            .optional("except-categories", categories, "not these categories and their parts"),
                            .optional("except-trades", .list(word), "not goods traded so: `virtual`, `local-service`"),
                            .optional("except-tags", .list(word), "not goods marked so: `custom-made`"),
                        ]), "the products it can be given on; left out where it is all"),
                    .optional(
                        "offered-by", .value(.choice(["shop", "platform"])),
                        "who offers it; a shop switches its own on, what the platform offers nobody can switch off"),
                    .optional(
                        "multiplier", .value(.whole(what: "a multiple", 1...100)),
                        "how many times the price is paid on top of the refund"),
                    .optional("grants", grants, "what a buyer can claim under it; left out where nothing yet"),
                    source,
                ])), "the rights worded here, by key")
    ])

    static let metrics = Form.record([
        .optional(
            "metrics",
            .table(
                keys: metricKey,
                .record([
                    .optional(
                        "figure", .value(.choice(["experience-score", "age"])), "a figure that is told, or an age"),
                    .optional(
                        "share-of", .value(.choice(Measure.allCases.map(\.rawValue))), "what a share is counted over"),
                    .optional(
                        "score-at-most", .value(.whole(what: "a review score", 1...5)),
                        "of reviews: those with at most this score"),
                    .optional(
                        "carrying", .value(programmeKey),
                        "of orders or products sold: those that carried this programme's label when paid"),
                    source,
                ])), "the metrics defined here, by key"),
        .optional(
            "market-mean",
            .record([
                .required("metric", .value(metricKey), "the share it is the mean of"),
                .required("window", window, "whole days before today"),
                .required(
                    "least-counted", .value(.whole(what: "a number", 1...1_000_000)),
                    "the least a shop must have counted in the window to take part"),
                source,
            ]), "the mean over the market, taken at 00:00"),
    ])

    private static let categories = Form.list(.value(.category))

    static let programme = Form.record([
        .required("programme", .value(programmeKey), "the name of the file"),
        .required("title", localised, "what the label is called"),
        .optional(
            "labels", .value(.choice(Labelled.allCases.map(\.rawValue))), "what carries it; `product` if left out"),
        .optional(
            "scope",
            .record([
                .required(
                    "exclude",
                    .record([
                        .optional("shop-kind", .list(word), "not shops of these kinds"),
                        .optional("source", .list(word), "not goods of these sources"),
                        .optional("trade", .list(word), "not goods traded so"),
                        .optional("category", categories, "not these categories and their parts"),
                    ]), "what is left out")
            ]), "left out where everything is in scope"),
        .optional(
            "requires",
            .record([
                .optional("shop-wide", .list(.value(rightKey)), "rights on every listed product in scope"),
                .optional(
                    "in-category",
                    .list(
                        .record([
                            .required("categories", categories, "the categories and their parts"),
                            .required("rights", .list(.value(rightKey)), "the rights asked of products there"),
                        ])), "rights asked of products of certain categories"),
            ]), "the rights a product or its shop must offer"),
        .optional(
            "gates",
            .list(
                .record([
                    .required("of", .value(.choice(ClauseSubject.allCases.map(\.rawValue))), "whose figure"),
                    .required("metric", .value(metricKey), "which figure"),
                    .optional("at-least", .value(.threshold), "met from this value on"),
                    .optional("at-most", .value(.threshold), "met up to and with this value"),
                    .optional("relative-to", .value(.choice(["market-mean"])), "the threshold is a multiple of it"),
                    .optional("window", window, "whole days before today, and today so far"),
                    source,
                ])), "figures that must be reached"),
        .optional("bars", .list(.value(.choice(Bar.allCases.map(\.rawValue)))), "what ends the label at once"),
        source,
        .required(
            "surfaces", .table(keys: .key(what: "a kind of place", longest: 40), .list(word)),
            "the pages it shows on, by kind of place"),
    ])
}
