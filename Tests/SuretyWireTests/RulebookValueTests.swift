import SuretyDomain
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("A value of a rulebook")
struct RulebookValueTests {
    @Test(
        "names its kind of term by its unit",
        arguments: [
            ("48h", Term.hours(48)), ("7 calendar-days", .calendarDays(7)), ("3 working-days", .workingDays(3)),
            ("4 working-hours", .workingHours(4)), ("36500 calendar-days", .calendarDays(36_500)),
        ])
    func terms(text: String, term: Term) {
        #expect(ValueText.term(text) == term)
    }

    @Test(
        "is no term in any other spelling",
        arguments: [
            "48", "48 h", "h", "-1h", "+1h", "0h", "048h", "7 days", "7calendar-days", "7  calendar-days",
            "7 calendar-day", " 7 calendar-days", "7 calendar-days ", "36501h", "99999999999999999999h", "７h", "1.5h",
            "",
        ])
    func noTerms(text: String) {
        #expect(ValueText.term(text) == nil)
    }

    @Test(
        "is a share in hundredths of a percent",
        arguments: [("60%", 6_000), ("2.5%", 250), ("0.01%", 1), ("0%", 0), ("100%", 10_000), ("100.00%", 10_000)])
    func shares(text: String, basisPoints: Int) {
        #expect(ValueText.share(text)?.value == basisPoints)
    }

    @Test(
        "is no share in any other spelling",
        arguments: ["60", "60 %", "100.01%", "-1%", "1.%", ".5%", "1.005%", "0,5%", "%"])
    func noShares(text: String) {
        #expect(ValueText.share(text) == nil)
    }

    @Test(
        "is a score or multiple only with decimals",
        arguments: [("4.50", 450), ("4.5", 450), ("2.0", 200), ("0.01", 1), ("1000.00", 100_000)])
    func hundredths(text: String, value: Int) {
        #expect(ValueText.hundredths(text) == value)
    }

    @Test(
        "is no score otherwise", arguments: ["4", "4.505", "-4.50", "1000.01", "4,5", "1e2", "0x4.0", "4.5.0", "NaN"])
    func noHundredths(text: String) {
        #expect(ValueText.hundredths(text) == nil)
    }

    @Test("is money with a currency and as many decimals as it has")
    func money() throws {
        let yen = try #require(Currency(code: "JPY"))
        #expect(ValueText.money("300.00 CNY") == Money(minorUnits: 30_000, .cny))
        #expect(ValueText.money("300 JPY") == Money(minorUnits: 300, yen))
        for text in ["300 CNY", "300.0 CNY", "300.00", "300.00 RMB", "300.00CNY", "-1.00 CNY", "300.00 JPY"] {
            #expect(ValueText.money(text) == nil, "\(text)")
        }
        #expect(ValueText.money("99999999999999.00 CNY") == nil)
    }

    @Test(
        "is an instant only with its offset",
        arguments: [
            ("2022-04-15T00:00+08:00", Almanacs.at(2022, 4, 15)),
            ("2022-04-14T16:00:00+00:00", Almanacs.at(2022, 4, 15)),
            ("2022-04-14T12:30:00-03:30", Almanacs.at(2022, 4, 15)), ("2022-04-14T24:00+08:00", nil),
            ("2022-04-15T00:00", nil), ("2022-04-15T00:00Z", nil), ("2022-04-15 00:00+08:00", nil),
            ("2022-02-29T00:00+08:00", nil), ("2022-04-15T00:60+08:00", nil), ("2022-04-15T00:00:60+08:00", nil),
            ("2022-04-15T00:00+15:00", nil), ("2022-04-15T0:00+08:000", nil), ("二〇二二-04-15T00:00+08:00", nil),
        ] as [(String, Instant?)])
    func instants(text: String, instant: Instant?) {
        #expect(TimeText.instant(text) == instant)
    }

    @Test("is a day, or days of at most a month, both ends included")
    func days() throws {
        let first = try #require(Day(year: 2020, month: 1, day: 24))
        #expect(TimeText.days("2020-01-24") == first...first)
        #expect(TimeText.days("2020-01-24..2020-02-02") == first...first.adding(days: 9))
        for text in [
            "2020-1-24", "2020-01-24..2020-01-23", "2020-01-24..2020-02-24", "2020-01-24...2020-02-02", "..", "",
        ] {
            #expect(TimeText.days(text) == nil, "\(text)")
        }
    }

    @Test("is written as it is read")
    func written() throws {
        for text in ["2022-04-15T00:00+08:00", "0001-01-01T23:59:59-12:00"] {
            let zone = try #require(TimeText.zone(text.suffix(6)))
            #expect(TimeText.text(try #require(TimeText.instant(text)), in: zone) == text)
        }
        #expect(TimeText.text(hours: try #require(TimeText.hours("09:05-24:00"))) == "09:05-24:00")
    }
}
