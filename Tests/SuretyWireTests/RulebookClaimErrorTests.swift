import SuretyWire
import Testing

private let rights = "rights.yaml"
private let cases = "cases.yaml"
private let orders = "orders.yaml"

@Suite("A rulebook with a mistake in what is granted")
struct RulebookClaimErrorTests {
    @Test("is right before it is spoilt")
    func unspoilt() {
        #expect(RulebookFixture.withClaims.errors == [])
    }

    @Test("is told where it is, what is wrong and what would be right", arguments: claims + waits + clocks)
    func spoilt(spoiling: Spoiling) {
        var fixture = RulebookFixture.withClaims
        fixture.replace(spoiling.old, with: spoiling.new, in: spoiling.file)
        #expect(fixture.errors == spoiling.says)
    }

    static let claims: [Spoiling] = [
        Spoiling(
            rights, "within: 7 calendar-days", "within: 0h",
            says: "rights.yaml:7:24: `within`: `0h` is not a term; "
                + "write it such as `48h`, `7 calendar-days`, `3 working-days` or `4 working-hours`"),
        Spoiling(
            rights, "within: 7 calendar-days", "within: 7 days",
            says: "rights.yaml:7:24: `within`: `7 days` is not a term; "
                + "write it such as `48h`, `7 calendar-days`, `3 working-days` or `4 working-hours`"),
        Spoiling(
            rights, "{ within: 7 calendar-days, of: signed }", "{ within: 7 calendar-days }",
            says: "rights.yaml:7:24: `within` does not say from when; add such as `of: signed`"),
        Spoiling(
            rights, "{ within: 7 calendar-days, of: signed }", "{ of: signed }",
            says: "rights.yaml:7:14: `claim` says neither `within` nor `until`; "
                + "write such as `{ within: 7 calendar-days, of: signed }` or `{ until: dispatched }`"),
        Spoiling(
            rights, "of: signed }", "until: signed }",
            says: "rights.yaml:7:14: `claim` has both `within` and `until`; keep one of them"),
        Spoiling(
            rights, "{ within: 7 calendar-days, of: signed }", "{ until: receipt-confirmed, of: signed }",
            says: "rights.yaml:7:46: `of` beside `until`; it belongs to `within`; take it out"),
        Spoiling(
            rights, "{ within: 7 calendar-days, of: signed }", "{ until: paid }",
            says: "rights.yaml:7:23: a window from payment until payment; name what comes after payment"),
        Spoiling(
            rights, "of: signed }", "of: received }",
            says: "rights.yaml:7:45: `of` cannot be `received`; "
                + "one of `paid`, `dispatched`, `signed`, `receipt-confirmed`"),
        Spoiling(
            rights, "{ within: 7 calendar-days, of: signed }", "{ until: dispatched }",
            says: "rights.yaml:8:53: `order: dispatched`, and the window ends with dispatch; "
                + "take it out, or claim `within` a term",
            "rights.yaml:9:15: a return of goods that were not dispatched; write `refund`"),
        Spoiling(
            rights, "order: dispatched", "order: not-dispatched",
            says: "rights.yaml:9:15: a return of goods that were not dispatched; write `refund`"),
        Spoiling(
            rights, "order: dispatched", "order: [dispatched, not-dispatched]",
            says: "rights.yaml:8:53: `order` is a list; one of `dispatched`, `not-dispatched`"),
        Spoiling(
            rights, "order: dispatched", "order: dispatched, order: not-dispatched",
            says: "rights.yaml:8:46: the same key stands twice in one mapping: `order`; keep one"),
        Spoiling(
            rights, "{ order-below: 300.00 CNY, order: dispatched }", "{}",
            says: "rights.yaml:8:19: `conditions` is empty; leave it out"),
        Spoiling(
            rights, "300.00 CNY", "300 CNY",
            says: "rights.yaml:8:34: `order-below`: `300 CNY` is not an amount of money; "
                + "write it with its decimals and currency, such as `300.00 CNY`"),
        Spoiling(
            rights, "300.00 CNY", "0.00 CNY",
            says: "rights.yaml:8:34: no order is below nothing; write an amount such as `300.00 CNY`"),
        Spoiling(
            rights, "remedy: return-and-refund", "remedi: return-and-refund",
            says: "rights.yaml:7:7: `grants` lacks the key `remedy`; what the buyer gets",
            "rights.yaml:9:7: unknown key `remedi` in `grants`; did you mean `remedy`?"),
        Spoiling(
            rights, "answer: merchant", "answer: shop",
            says: "rights.yaml:10:15: `answer` cannot be `shop`; one of `merchant`, `nobody`"),
        Spoiling(
            rights, "[escrow, deposit, platform-advance]", "[escrow, platform-advance, deposit]",
            says: "rights.yaml:12:24: `platform-advance` stands before others who pay; name it last"),
        Spoiling(
            rights, "[escrow, deposit, platform-advance]", "[escrow, wallet]",
            says: "rights.yaml:12:24: `payers` cannot be `wallet`; "
                + "one of `escrow`, `payable`, `budget`, `deposit`, `platform-advance`"),
    ]

    static let waits: [Spoiling] = [
        Spoiling(
            cases, "then: breach", "then: approve",
            says: "cases.yaml:2:33: `then` cannot be `approve`; write `breach`"),
        Spoiling(
            cases, "then: approve", "then: refund",
            says: "cases.yaml:3:34: `then` cannot be `refund`; write `approve`"),
        Spoiling(
            cases, "then: close", "then: breach", says: "cases.yaml:4:79: `then` cannot be `breach`; write `close`"),
        Spoiling(
            cases, "then: refund", "then: closed",
            says: "cases.yaml:5:51: `then` cannot be `closed`; write `refund`"),
        Spoiling(
            cases, "decision:", "decison:",
            says: "cases.yaml:3:3: unknown key `decison` in `waits`; did you mean `decision`?"),
        Spoiling(
            cases, "{ within: 36h, then: breach, source: [ours] }", "36h",
            says: "cases.yaml:2:12: `contact` is the text `36h`; write a mapping, or `none` to lift it"),
        Spoiling(
            cases, "{ within: 36h, then: breach, source: [ours] }", "none",
            says: "cases.yaml:2:3: `contact: none` lifts what no edition words; leave it out"),
        Spoiling(
            cases, "within: 36h, then: breach, source: [ours]", "within: 36h, then: breach",
            says: "cases.yaml:2:12: `contact` lacks the key `source`; "
                + "where the rule stands: anchors of docs/reference/sources.md"),
        Spoiling(
            cases, "remind-after: 3 calendar-days", "remind-after: 10 calendar-days",
            says: "cases.yaml:4:56: the reminder of `send-back` does not come before its end; "
                + "write a shorter term in the same unit as `within`"),
        Spoiling(
            cases, "remind-after: 3 calendar-days", "remind-after: 3h",
            says: "cases.yaml:4:56: the reminder of `send-back` does not come before its end; "
                + "write a shorter term in the same unit as `within`"),
        Spoiling(
            cases, "longest-wait: { within: 24h, source: [ours] }", "",
            says: "cases.yaml:2:3: a wait, and no edition in force says the longest wait; "
                + "add `longest-wait: { within: 24h, source: [ours] }` to the cases.yaml of 2022-04-base"),
        Spoiling(
            cases, "longest-wait: { within: 24h, source: [ours] }", "longest-wait: 24h",
            says: "cases.yaml:6:15: `longest-wait` is the text `24h`; write a mapping with the keys within, source"),
        Spoiling(
            cases, "  decision: { within: 72h, then: approve, source: [ours] }\n", "",
            says: "rights.yaml:7:7: claims under `returns` of `2022-04-base` wait for `decision`, which no edition in "
                + "force words; add such as `decision: { within: 48h, then: approve, source: [ours] }` to the waits of "
                + "2022-04-base/cases.yaml"),
    ]

    static let clocks: [Spoiling] = [
        Spoiling(
            orders, "20 calendar-days", "9 calendar-days",
            says: "orders.yaml:2:37: `9 calendar-days` does not come after the check before it; "
                + "write the checks in the order in which they come, all in one unit"),
        Spoiling(
            orders, "20 calendar-days", "480h",
            says: "orders.yaml:2:37: `480h` does not come after the check before it; "
                + "write the checks in the order in which they come, all in one unit"),
        Spoiling(
            orders, "extension:", "extention:",
            says: "orders.yaml:3:3: unknown key `extention` in `receipt`; did you mean `extension`?"),
        Spoiling(
            orders, "[escrow, platform-advance]", "[platform-advance, escrow]",
            says: "orders.yaml:7:12: `platform-advance` stands before others who pay; name it last"),
        Spoiling(
            orders, "  payers: [escrow, platform-advance]\n", "",
            says: "orders.yaml:6:3: `undispatched` lacks the key `payers`; "
                + "the accounts that pay the refund, in the order in which they are asked"),
    ]
}
