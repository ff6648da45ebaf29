import SuretyWire
import Testing

private let gold = "programmes/gold.yaml"

@Suite("A rulebook that contradicts itself")
struct RulebookReferenceErrorTests {
    @Test("is told where it is, what is wrong and what would be right", arguments: references + gates)
    func spoilt(spoiling: Spoiling) {
        var fixture = RulebookFixture()
        fixture.replace(spoiling.old, with: spoiling.new, in: spoiling.file)
        #expect(fixture.errors == spoiling.says)
    }

    static let references: [Spoiling] = [
        Spoiling(
            gold, "shop-wide: [returns]", "shop-wide: [return]",
            says: "\(gold):6:15: no edition in force words the right `return`; did you mean `returns`?"),
        Spoiling(
            gold, "rights: [fake-pays-n]", "rights: [returns]",
            says: "\(gold):8:38: `returns` is required in two places; put its categories into one list"),
        Spoiling(
            gold, "metric: score", "metric: scores",
            says: "\(gold):10:25: no edition in force defines the metric `scores`; did you mean `score`?"),
        Spoiling(
            "metrics.yaml", "carrying: gold", "carrying: golden",
            says: "metrics.yaml:14:15: no edition in force words the programme `golden`; did you mean `gold`?"),
        Spoiling(
            "metrics.yaml", "metric: negatives", "metric: positives",
            says: "metrics.yaml:17:11: no edition in force defines the metric `positives`; "
                + "one of `age`, `gold-orders`, `negatives`, `score`",
            "\(gold):12:45: no market mean is taken of `negatives`; the mean taken is of `positives`"),
        Spoiling(
            "metrics.yaml", "metric: negatives", "metric: age",
            says: "metrics.yaml:17:11: `age` is no share; a mean is of shares",
            "\(gold):12:45: no market mean is taken of `negatives`; the mean taken is of `age`"),
    ]

    static let gates: [Spoiling] = [
        Spoiling(
            gold, "at-least: 4.50", "at-least: 60%",
            says: "\(gold):10:42: `score` is a score, and this threshold is not; write it such as `4.50`"),
        Spoiling(
            gold, "at-least: 4.50", "at-least: 45.0",
            says: "\(gold):10:42: `score` is a score, and this threshold is not; write it such as `4.50`"),
        Spoiling(
            gold, "at-least: 90 calendar-days", "at-least: 90.0",
            says: "\(gold):11:40: `age` is an age in days, and this threshold is not; "
                + "write it such as `90 calendar-days`"),
        Spoiling(
            gold, "at-least: 60%", "at-least: 4.50",
            says: "\(gold):13:48: `gold-orders` is a share, and this threshold is not; "
                + "write it such as `60%`, or add `relative-to: market-mean`"),
        Spoiling(
            gold, "at-least: 4.50", "at-least: 4.50, window: 14 calendar-days",
            says: "\(gold):10:5: a window on `score`, which is a score; leave `window` out"),
        Spoiling(
            gold, "60%, window: 14 calendar-days", "60%",
            says: "\(gold):13:5: no window on `gold-orders`, which is a share; add `window: 14 calendar-days`"),
        Spoiling(
            gold, "at-least: 60%", "at-least: 2.0, relative-to: market-mean",
            says: "\(gold):13:48: no market mean is taken of `gold-orders`; the mean taken is of `negatives`"),
        Spoiling(
            gold, "at-most: 2.0", "at-most: 60%",
            says: "\(gold):12:45: `60%` is no multiple of the market's mean; write such as `2.0`"),
        Spoiling(
            gold, "market-mean, window: 14", "market-mean, window: 7",
            says: "\(gold):12:5: a window of 7 days against a mean of 14; compare like with like"),
        Spoiling(
            gold, "at-least: 4.50", "at-least: 4.50, at-most: 4.80",
            says: "\(gold):10:5: a gate with two thresholds; write either `at-least` or `at-most`"),
        Spoiling(
            gold, "at-least: 4.50, ", "",
            says: "\(gold):10:5: a gate without a threshold; write either `at-least` or `at-most`"),
        Spoiling(
            gold, "{ of: shop, metric: age,", "{ of: shop, metric: score,",
            says: "\(gold):11:5: a second gate on the shop's `score`; keep one",
            "\(gold):11:42: `score` is a score, and this threshold is not; write it such as `4.50`"),
        Spoiling(
            gold, "of: shop, metric: gold-orders", "of: promoter, metric: gold-orders",
            says: "\(gold):13:5: `gold-orders` is counted per shop; write `of: shop`"),
        Spoiling(
            gold, "of: shop, metric: score", "of: product, metric: score",
            says: "\(gold):10:11: no figure is kept of a product; write `shop` or `promoter`"),
        Spoiling(
            gold, "of: shop, metric: score", "of: room, metric: score",
            says: "\(gold):10:11: `of` cannot be `room`; one of `shop`, `product`, `promoter`"),
        Spoiling(
            gold, "bars: [severe-violation]", "bars: [failed-inspection]\nlabels: shop",
            says: "\(gold):8:7: rights of products, and shops carry this label; leave `in-category` out",
            "\(gold):14:8: `failed-inspection` bars a product, and shops carry this label; take it out"),
    ]

    @Test("reports every mistake of a folder at once, in order of file and place")
    func all() {
        var fixture = RulebookFixture()
        fixture.replace("multiplier: 9", with: "multiplier: 0", in: "rights.yaml")
        fixture.replace("bars:", with: "bar:", in: gold)
        fixture.replace("09:00-18:00", with: "9-18", in: "calendar.yaml")
        #expect(
            fixture.errors.map { $0.split(separator: ": ").first.map(String.init) } == [
                "calendar.yaml:2:16", "programmes/gold.yaml:14:1", "rights.yaml:9:17",
            ])
    }

    @Test("does not report what a broken file hides as missing")
    func hidden() {
        var fixture = RulebookFixture()
        fixture.replace("rights:\n", with: "rights: [\n", in: "rights.yaml")
        #expect(fixture.errors.count == 1)
        #expect(fixture.errors.first?.hasPrefix("rights.yaml:") == true)
    }
}
