import SuretyWire
import Testing

@Suite("A rulebook with a mistake")
struct RulebookErrorTests {
    @Test("is told where it is, what is wrong and what would be right", arguments: values + calendars + shapes)
    func spoilt(spoiling: Spoiling) {
        var fixture = RulebookFixture()
        fixture.replace(spoiling.old, with: spoiling.new, in: spoiling.file)
        #expect(fixture.errors == spoiling.says)
    }

    static let values: [Spoiling] = [
        Spoiling(
            "edition.yaml", "from: 2022-04-15T00:00+08:00", "from: 2022-04-15",
            says: "edition.yaml:3:7: `from`: `2022-04-15` is not an instant; "
                + "write it with its offset, such as `2022-04-15T00:00+08:00`"),
        Spoiling(
            "edition.yaml", "+08:00", "Z",
            says: "edition.yaml:3:7: `from`: `2022-04-15T00:00Z` is not an instant; "
                + "write it with its offset, such as `2022-04-15T00:00+08:00`"),
        Spoiling(
            "edition.yaml", "summary:", "until: 2022-04-15T00:00+08:00\nsummary:",
            says: "edition.yaml:4:8: `until` is not after `from`; an edition holds from its start, and up to its end"),
        Spoiling(
            "edition.yaml", "edition: 2022-04-base", "edition: 2022-04-bass",
            says:
                "edition.yaml:1:10: the edition is `2022-04-bass` in the folder `2022-04-base`; give both the same name"
        ),
        Spoiling(
            "edition.yaml", "from: 2022-04", "from: 2022-05",
            says: "edition.yaml:1:10: the edition `2022-04-base` begins in 2022-05; "
                + "begin its key with the month of `from`"),
        Spoiling(
            "edition.yaml", "{ zh: 基础, en: Base }", "{ zh: 基础, en: Base, mostly }",
            says: "edition.yaml:2:28: unknown key `mostly` in `title`; "
                + "if it belongs to the text before, put that text in quotes"),
        Spoiling(
            "rights.yaml", "multiplier: 9", "multiplier: nine",
            says: "rights.yaml:9:17: `multiplier`: `nine` is not a multiple; write a whole number from 1 to 100"),
        Spoiling(
            "rights.yaml", "multiplier: 9", "multiplier: 099",
            says: "rights.yaml:9:17: `multiplier`: `099` is not a multiple; write a whole number from 1 to 100"),
        Spoiling(
            "rights.yaml", "multiplier: 9", "multiplier:",
            says: "rights.yaml:9:16: `multiplier` has no value; write a whole number from 1 to 100"),
        Spoiling(
            "metrics.yaml", "window: 14 calendar-days", "window: 14 days",
            says: "metrics.yaml:18:11: `window`: `14 days` is not a number of days; "
                + "write it such as `14 calendar-days`, at most 366"),
        Spoiling(
            "metrics.yaml", "window: 14 calendar-days", "window: 367 calendar-days",
            says: "metrics.yaml:18:11: `window`: `367 calendar-days` is not a number of days; "
                + "write it such as `14 calendar-days`, at most 366"),
        Spoiling(
            "programmes/gold.yaml", "60%", "60 %",
            says: "programmes/gold.yaml:13:48: `at-least`: `60 %` is not a threshold; "
                + "write a score `4.50`, a share `60%`, a multiple `2.0` or `90 calendar-days`"),
        Spoiling(
            "programmes/gold.yaml", "60%", "100.01%",
            says: "programmes/gold.yaml:13:48: `at-least`: `100.01%` is not a threshold; "
                + "write a score `4.50`, a share `60%`, a multiple `2.0` or `90 calendar-days`"),
        Spoiling(
            "programmes/gold.yaml", "bars: [severe-violation]", "bars: [sever-violation]",
            says: "programmes/gold.yaml:14:8: `bars` cannot be `sever-violation`; did you mean `severe-violation`?"),
        Spoiling(
            "programmes/gold.yaml", "categories: [food]", "categories: [Food]",
            says: "programmes/gold.yaml:8:22: `categories`: `Food` is not a category; "
                + "write it such as `food` or `food/snacks`"),
    ]

    static let calendars: [Spoiling] = [
        Spoiling(
            "calendar.yaml", "\"+08:00\"", "+8",
            says: "calendar.yaml:1:7: `zone`: `+8` is not an offset from UTC; write it in quotes, such as `\"+08:00\"`"),
        Spoiling(
            "calendar.yaml", "09:00-18:00", "18:00-09:00",
            says: "calendar.yaml:2:16: `working-hours`: `18:00-09:00` is not hours of the day; "
                + "write them such as `09:00-18:00`"),
        Spoiling(
            "calendar.yaml", "2022-01-31..2022-02-06", "2022-02-30",
            says: "calendar.yaml:7:9: `holidays`: `2022-02-30` is not a day or days; "
                + "write `2020-05-01` or `2020-05-01..2020-05-05`, at most 31 days"),
        Spoiling(
            "calendar.yaml", "2022-01-31..2022-02-06", "2023-01-31",
            says: "calendar.yaml:7:9: 2023-01-31 is not in 2022; put it under its own year"),
        Spoiling(
            "calendar.yaml", "worked: [2022-01-29]", "worked: [2022-01-28]",
            says: "calendar.yaml:8:14: 2022-01-28 is no weekend; weekdays are worked anyway"),
        Spoiling(
            "calendar.yaml", "worked: [2022-01-29]", "worked: [2022-02-05]",
            says: "calendar.yaml:8:14: 2022-02-05 is a holiday and worked; take it out of one"),
        Spoiling(
            "calendar.yaml", "    source: [ours]",
            "    source: [ours]\n  2024:\n    holidays: [2024-01-01]\n    source: [ours]",
            says: "calendar.yaml:10:3: no year between 2022 and 2024; publish every year between"),
    ]

    static let shapes: [Spoiling] = [
        Spoiling(
            "rights.yaml", "multiplier: 9", "mutliplier: 9",
            says: "rights.yaml:9:5: unknown key `mutliplier` in `fake-pays-n`; did you mean `multiplier`?"),
        Spoiling(
            "rights.yaml", "    multiplier: 9\n    source: [ours]", "    multiplier: 9",
            says: "rights.yaml:8:5: `fake-pays-n` lacks the key `source`; "
                + "where the rule stands: anchors of docs/reference/sources.md"),
        Spoiling(
            "rights.yaml", "except-trades: [virtual]", "except-trades: virtual",
            says: "rights.yaml:5:22: `except-trades` is the text `virtual`; write a list, such as `[one, two]`"),
        Spoiling(
            "rights.yaml", "except-trades: [virtual]", "except-trades: []",
            says: "rights.yaml:5:22: `except-trades` is an empty list; leave the key out"),
        Spoiling(
            "rights.yaml", "except-trades: [virtual]", "except-trades: [virtual, virtual]",
            says: "rights.yaml:5:32: `virtual` stands twice in `except-trades`; keep one"),
        Spoiling(
            "rights.yaml", "title: { zh: 退货, en: Returns }", "title: Returns",
            says: "rights.yaml:3:12: `title` is the text `Returns`; write a mapping with the keys zh, en"),
        Spoiling(
            "programmes/gold.yaml", "programme: gold", "programme: silver",
            says: "metrics.yaml:14:15: no edition in force words the programme `gold`; write `silver`",
            "programmes/gold.yaml:1:12: the programme `silver` in the file `gold.yaml`; name the file `silver.yaml`"),
        Spoiling(
            "metrics.yaml", "figure: age", "figure: age\n    share-of: orders",
            says: "metrics.yaml:5:3: `age` is both a figure and a share; keep `figure` or `share-of`"),
        Spoiling(
            "metrics.yaml", "    figure: age\n", "",
            says: "metrics.yaml:5:3: `age` says neither `figure` nor `share-of`; add one of them"),
        Spoiling(
            "metrics.yaml", "carrying: gold", "score-at-most: 2",
            says: "metrics.yaml:14:20: `score-at-most` on a share of orders; write `carrying`"),
    ]
}
