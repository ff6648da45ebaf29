import SuretyDomain
import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("Editions fold into books")
struct RulebookFoldTests {
    private let ten = """
        rights:
          fake-pays-n:
            title: { zh: 假一赔十, en: Fake pays ten }
            multiplier: 10
            source: [ours]
        """
    private let fakePays = RightKey("fake-pays-n")

    @Test("where the later overrides the earlier by key, and the rest stands")
    func later() throws {
        var fixture = RulebookFixture()
        fixture.addEdition("2023-01-ten", from: "2023-01-01T00:00+08:00", ["rights.yaml": ten])
        let library = try fixture.load()

        #expect(library.book(at: Almanacs.at(2022, 12, 31, 23, 59, 59))?.rights[fakePays]?.multiplier == 9)
        let book = try #require(library.book(at: Almanacs.at(2023, 1, 1)))
        #expect(book.rights[fakePays]?.multiplier == 10)
        #expect(book.rights[RightKey("returns")] != nil)
        #expect(book.editions == ["2022-04-base", "2023-01-ten"])
    }

    @Test("where an edition that ends gives way to what stood before it")
    func season() throws {
        var fixture = RulebookFixture()
        fixture.addEdition(
            "2023-01-season", from: "2023-01-01T00:00+08:00", until: "2023-02-01T00:00+08:00", ["rights.yaml": ten])
        let library = try fixture.load()

        #expect(library.book(at: Almanacs.at(2023, 1, 31, 23, 59, 59))?.rights[fakePays]?.multiplier == 10)
        #expect(library.book(at: Almanacs.at(2023, 2, 1))?.rights[fakePays]?.multiplier == 9)
        let wordings = library.versions.map { $0.rights[fakePays]?.multiplier }
        #expect(wordings == [9, 10, 9])
    }

    @Test("by wait: a later edition's replaces one, lifts another, and leaves the rest")
    func waits() throws {
        var fixture = RulebookFixture.withClaims
        fixture.addEdition(
            "2023-01-season", from: "2023-01-01T00:00+08:00", until: "2023-02-01T00:00+08:00",
            ["cases.yaml": "waits:\n  contact: none\n  decision: { within: 3h, then: approve, source: [ours] }"])
        fixture.addEdition(
            "2023-01-silence", from: "2023-01-15T00:00+08:00",
            ["cases.yaml": "longest-wait: { within: 2 calendar-days, source: [ours] }"])
        let library = try fixture.load()

        let base = try #require(library.book(at: Almanacs.at(2022, 12, 31))?.procedure)
        let season = try #require(library.book(at: Almanacs.at(2023, 1, 20))?.procedure)
        let after = try #require(library.book(at: Almanacs.at(2023, 2, 1))?.procedure)
        #expect(base.waits.count == 4)
        var waits = base.waits
        waits[.contact] = nil
        waits[.decision] = WaitTerm(within: .hours(3), remindAfter: nil, then: .approve)
        #expect(season == CaseProcedure(waits: waits, longestWait: .calendarDays(2)))
        #expect(after == CaseProcedure(waits: base.waits, longestWait: .calendarDays(2)))
        #expect(library.book(at: Almanacs.at(2023, 1, 20))?.orderClock != nil)
    }

    @Test("where an order clock replaces the earlier one whole")
    func orderClocks() throws {
        var fixture = RulebookFixture.withClaims
        fixture.addEdition(
            "2023-01-receipt", from: "2023-01-01T00:00+08:00",
            ["orders.yaml": "receipt: { checked-after: [48h], source: [ours] }"])
        let clock = try fixture.load().book(at: Almanacs.at(2023, 1, 1))?.orderClock
        #expect(
            clock == OrderClock(receiptChecks: [.hours(48)], receiptExtension: nil, undispatched: nil, payers: []))
    }

    @Test("that a pin finds again by digest, whatever has come after")
    func pinned() throws {
        var fixture = RulebookFixture()
        let alone = try #require(try fixture.load().book(at: Almanacs.at(2022, 5, 1)))
        fixture.addEdition("2023-01-ten", from: "2023-01-01T00:00+08:00", ["rights.yaml": ten])
        let library = try fixture.load()

        let later = try #require(library.book(at: Almanacs.at(2023, 5, 1)))
        #expect(library.book(pinned: alone.digest, at: Almanacs.at(2023, 5, 1)) == alone)
        #expect(library.book(pinned: later.digest, at: Almanacs.at(2022, 5, 1)) == later)
        #expect(library.book(pinned: "of another library", at: Almanacs.at(2023, 5, 1)) == later)
        #expect(library.book(pinned: "of another library", at: Almanacs.at(2022, 4, 14)) == nil)
    }

    @Test("whose digests follow every byte and every name of their files")
    func digests() throws {
        let fixture = RulebookFixture()
        var commented = fixture
        commented.replace("rights:\n", with: "rights: # a comment\n", in: "rights.yaml")
        let first = try fixture.load()
        let again = try fixture.load()
        let other = try commented.load()
        #expect(first.editions.map(\.digest) == again.editions.map(\.digest))
        #expect(first.editions.map(\.digest) != other.editions.map(\.digest))
        let instant = Almanacs.at(2022, 5, 1)
        #expect(first.book(at: instant)?.digest == again.book(at: instant)?.digest)
        #expect(first.book(at: instant)?.digest != other.book(at: instant)?.digest)
    }

    @Test("not where two that begin together word the same thing")
    func together() {
        var fixture = RulebookFixture()
        fixture.addEdition("2022-04-also", from: "2022-04-15T00:00+08:00", ["rights.yaml": ten])
        #expect(
            fixture.errors == [
                "rights.yaml:7:3: the right `fake-pays-n` is worded by `2022-04-also` too, which begins at the same "
                    + "instant; let one begin later, or word it in one"
            ])
    }

    @Test("not where one refers to what ends before it")
    func dangling() {
        var fixture = RulebookFixture()
        fixture.addEdition(
            "2022-05-season", from: "2022-05-01T00:00+08:00", until: "2022-06-01T00:00+08:00",
            [
                "rights.yaml": """
                rights:
                  gifts:
                    title: { zh: 赠品, en: Gifts }
                    source: [ours]
                """
            ])
        fixture.addEdition(
            "2022-05-silver", from: "2022-05-10T00:00+08:00",
            [
                "programmes/silver.yaml": """
                programme: silver
                title: { zh: 银标, en: Silver }
                requires:
                  shop-wide: [gifts]
                source: [ours]
                surfaces:
                  room: [cart]
                """
            ])
        #expect(
            fixture.errors == [
                "2022-05-silver/programmes/silver.yaml:4:15: no edition in force words the right `gifts` "
                    + "from 2022-05-31T16:00+00:00 on; one of `fake-pays-n`, `returns`"
            ])
    }

    @Test("not where a later edition makes a gate's metric something else")
    func changedMetric() {
        var fixture = RulebookFixture()
        fixture.addEdition(
            "2023-01-metrics", from: "2023-01-01T00:00+08:00",
            ["metrics.yaml": "metrics:\n  score:\n    figure: age\n    source: [ours]\n"])
        #expect(
            fixture.errors == [
                "programmes/gold.yaml:10:42: `score` is an age in days, and this threshold is not "
                    + "from 2022-12-31T16:00+00:00 on; write it such as `90 calendar-days`"
            ])
    }

    @Test("not where nobody says the zone")
    func noZone() {
        var fixture = RulebookFixture()
        fixture.files["2022-04-base/calendar.yaml"] = nil
        #expect(fixture.errors == ["edition.yaml:1:10: no edition in force says the zone; add a calendar.yaml"])
    }

    @Test("not where one programme stands twice in an edition")
    func twice() {
        var fixture = RulebookFixture()
        fixture.files["2022-04-base/programmes/silver.yaml"] = fixture.files["2022-04-base/programmes/gold.yaml"]
        #expect(
            fixture.errors == [
                "programmes/silver.yaml:1:12: the programme `gold` in the file `silver.yaml`; name the file `gold.yaml`",
                "programmes/silver.yaml:1:12: the programme `gold` stands in this edition twice; "
                    + "the other is in 2022-04-base/programmes/gold.yaml",
            ])
    }
}
