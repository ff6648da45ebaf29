import SuretyWire
import Testing

@Suite("Editions that leave a claim without an end")
struct RulebookClaimBookTests {
    @Test("are told which waits to add, and where")
    func noWaits() {
        var fixture = RulebookFixture.withClaims
        fixture.files["2022-04-base/cases.yaml"] = "longest-wait: { within: 24h, source: [ours] }"
        let place = "rights.yaml:7:7: claims under `returns` of `2022-04-base` wait for"
        let which = "which no edition in force words; add such as"
        #expect(
            fixture.errors == [
                "\(place) `confirmation`, \(which) `confirmation: { within: 10 calendar-days, then: refund, "
                    + "source: [ours] }` to the waits of 2022-04-base/cases.yaml",
                "\(place) `decision`, \(which) `decision: { within: 48h, then: approve, source: [ours] }` "
                    + "to the waits of 2022-04-base/cases.yaml",
                "\(place) `send-back`, \(which) `send-back: { within: 10 calendar-days, then: close, "
                    + "source: [ours] }` to the waits of 2022-04-base/cases.yaml",
            ])
    }

    @Test("are asked only for the waits that the claim comes to")
    func carriedOutAtOnce() {
        var fixture = RulebookFixture.withClaims
        fixture.replace("answer: merchant", with: "answer: nobody", in: "rights.yaml")
        fixture.replace("remedy: return-and-refund", with: "remedy: refund", in: "rights.yaml")
        fixture.files["2022-04-base/cases.yaml"] = "longest-wait: { within: 24h, source: [ours] }"
        #expect(fixture.errors == [])
    }

    @Test("are told of the longest wait where nothing else is waited for")
    func noLongestWait() {
        var fixture = RulebookFixture.withClaims
        fixture.replace("answer: merchant", with: "answer: nobody", in: "rights.yaml")
        fixture.replace("remedy: return-and-refund", with: "remedy: refund", in: "rights.yaml")
        fixture.files["2022-04-base/cases.yaml"] = nil
        #expect(
            fixture.errors == [
                "rights.yaml:7:7: `returns` can be claimed, and no edition in force says the longest wait; "
                    + "add `longest-wait: { within: 24h, source: [ours] }` to the cases.yaml of 2022-04-base"
            ])
    }

    @Test("by lifting a wait are told which right waits for it")
    func lifted() {
        var fixture = RulebookFixture.withClaims
        fixture.addEdition(
            "2023-01-quick", from: "2023-01-01T00:00+08:00", ["cases.yaml": "waits:\n  contact: none\n  decision: none"]
        )
        #expect(
            fixture.errors == [
                "2023-01-quick/cases.yaml:3:3: `decision` is lifted, and claims under the right `returns` of "
                    + "`2022-04-base` wait for it; write such as `{ within: 48h, then: approve, source: [ours] }`"
            ])
    }

    @Test("by ending are told from when on")
    func ended() {
        var fixture = RulebookFixture.withClaims
        let words = fixture.files["2022-04-base/cases.yaml", default: ""]
        fixture.files["2022-04-base/cases.yaml"] = "longest-wait: { within: 24h, source: [ours] }"
        fixture.replace("answer: merchant", with: "answer: nobody", in: "rights.yaml")
        fixture.addEdition(
            "2022-04-waits", from: "2022-04-15T00:00+08:00", until: "2022-06-01T00:00+08:00",
            ["cases.yaml": words.split(separator: "longest-wait").first.map(String.init) ?? ""])
        #expect(
            fixture.errors.map { $0.split(separator: ";").first.map(String.init) } == [
                "rights.yaml:7:7: claims under `returns` of `2022-04-base` wait for `confirmation`, "
                    + "which no edition in force words from 2022-05-31T16:00+00:00 on",
                "rights.yaml:7:7: claims under `returns` of `2022-04-base` wait for `send-back`, "
                    + "which no edition in force words from 2022-05-31T16:00+00:00 on",
            ])
    }

    @Test("that begin together must not word one wait, or the order clock, twice")
    func together() {
        var fixture = RulebookFixture.withClaims
        fixture.addEdition(
            "2022-04-also", from: "2022-04-15T00:00+08:00",
            [
                "cases.yaml": "waits:\n  contact: { within: 3h, then: breach, source: [ours] }",
                "orders.yaml": "receipt: { checked-after: [48h], source: [ours] }",
            ])
        let remedy = "which begins at the same instant; let one begin later, or word it in one"
        #expect(
            fixture.errors == [
                "cases.yaml:2:3: the wait `contact` is worded by `2022-04-also` too, \(remedy)",
                "orders.yaml:1:1: the order clock is worded by `2022-04-also` too, \(remedy)",
            ])
    }

    @Test("hide nothing else by a cases.yaml that cannot be read")
    func unread() {
        var fixture = RulebookFixture.withClaims
        fixture.replace("waits:\n", with: "waits: [\n", in: "cases.yaml")
        #expect(fixture.errors.count == 1)
        #expect(fixture.errors.first?.hasPrefix("cases.yaml:") == true)
    }

    @Test("say nothing in an empty file, and are told to leave it out", arguments: ["cases", "orders"])
    func empty(subject: String) {
        var fixture = RulebookFixture()
        fixture.files["2022-04-base/\(subject).yaml"] = "{}"
        #expect(fixture.errors == ["\(subject).yaml:1:1: `\(subject).yaml` is empty; leave it out"])
    }
}
