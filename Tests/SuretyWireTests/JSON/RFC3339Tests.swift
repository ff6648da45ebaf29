import SuretyDomain
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("A time as text")
struct RFC3339Tests {
    @Test(
        "is read with its offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000+00:00", 0), ("1970-01-01T00:00:00-00:00", 0),
            ("2022-04-15T08:00:00.000+08:00", 1_649_980_800_000), ("2022-04-15t00:00:00z", 1_649_980_800_000),
            ("2022-04-14T21:00:00.120-03:00", 1_649_980_800_120), ("2022-04-15T00:00:00.1Z", 1_649_980_800_100),
            ("2022-04-15T00:00:00.123000000Z", 1_649_980_800_123), ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("1969-12-31T23:00:00-01:00", 0),
        ] as [(String, Int64)])
    func reads(text: String, milliseconds: Int64) throws {
        #expect(try RFC3339.parse(text) == Instant(milliseconds: milliseconds))
    }

    @Test(
        "is refused when it is not exact",
        arguments: [
            ("", .malformed), ("2022-04-15", .malformed), ("2022-04-15T08:00:00", .noOffset),
            ("2022-04-15T08:00:00.1", .noOffset), ("2022-04-15 08:00:00Z", .malformed),
            ("2022-04-15T08:00Z", .malformed), ("2022-4-15T08:00:00Z", .malformed),
            ("2022-02-29T08:00:00Z", .malformed), ("2022-04-31T08:00:00Z", .malformed),
            ("2022-13-01T08:00:00Z", .malformed), ("2022-00-10T08:00:00Z", .malformed),
            ("2022-04-15T24:00:00Z", .malformed), ("2022-04-15T08:60:00Z", .malformed),
            ("2022-06-30T23:59:60Z", .malformed), ("2022-04-15T08:00:00.Z", .malformed),
            ("2022-04-15T08:00:00,1Z", .malformed), ("2022-04-15T08:00:00.1234Z", .tooPrecise),
            ("2022-04-15T08:00:00+0800", .malformed), ("2022-04-15T08:00:00+08", .malformed),
            ("2022-04-15T08:00:00+14:01", .malformed), ("2022-04-15T08:00:00-12:01", .malformed),
            ("2022-04-15T08:00:00+08:60", .malformed), ("2022-04-15T08:00:00Z ", .malformed),
            ("2022-04-15T08:00:00ZZ", .malformed), ("+2022-04-15T08:00:00Z", .malformed),
            ("1969-12-31T23:59:59.999Z", .outOfRange), ("1970-01-01T00:00:00+08:00", .outOfRange),
            ("0000-01-01T00:00:00Z", .malformed), ("9999-12-31T23:59:59.999-01:00", .outOfRange),
            ("２０22-04-15T08:00:00Z", .malformed),
        ] as [(String, RFC3339.Fault)])
    func refuses(text: String, fault: RFC3339.Fault) {
        #expect(throws: fault) { try RFC3339.parse(text) }
    }

    @Test("is written in any zone and read back")
    func roundTrip() throws {
        let instant = Instant(milliseconds: 1_649_980_800_007)
        let beijing = try #require(Zone(offset: "+08:00"))
        let saoPaulo = try #require(Zone(offset: "-03:30"))
        #expect(RFC3339.format(instant) == "2022-04-15T00:00:00.007Z")
        #expect(RFC3339.format(instant, in: beijing) == "2022-04-15T08:00:00.007+08:00")
        #expect(RFC3339.format(instant, in: saoPaulo) == "2022-04-14T20:30:00.007-03:30")
        var generator = SeededGenerator.announced(for: "times")
        for _ in 0..<2_000 {
            let instant = Instant(milliseconds: Int64.random(in: RFC3339.range, using: &generator))
            #expect(try RFC3339.parse(RFC3339.format(instant)) == instant)
            let minutes = Int.random(in: -720...840, using: &generator)
            guard (24 * 3_600_000...RFC3339.range.upperBound - 24 * 3_600_000).contains(instant.milliseconds) else {
                continue
            }
            let zone = try #require(Zone(offsetMinutes: minutes))
            #expect(try RFC3339.parse(RFC3339.format(instant, in: zone)) == instant)
        }
    }

    @Test("of a wall clock is read in its zone")
    func local() throws {
        let zone = try #require(Zone(offset: "-03:00"))
        #expect(try RFC3339.parseLocal("2022-04-14 21:00:00", in: zone) == Instant(milliseconds: 1_649_980_800_000))
        #expect(throws: RFC3339.Fault.malformed) { try RFC3339.parseLocal("2022-04-14 21:00", in: zone) }
        #expect(throws: RFC3339.Fault.outOfRange) { try RFC3339.parseLocal("1969-12-31 20:59:59", in: zone) }
        for text in ["", "8", "08:00", "+8:00", "+08:00 ", "+15:00", "Asia/Shanghai"] {
            #expect(Zone(offset: text) == nil)
        }
    }
}
