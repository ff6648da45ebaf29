import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("Money")
struct MoneyTests {
    @Test("of different currencies never mixes")
    func currencies() throws {
        let yuan = Money(minorUnits: 100, .cny)
        let yen = Money(minorUnits: 100, try #require(Currency(code: "JPY")))
        let refusal = MoneyError.currencyMismatch(yuan.currency, yen.currency)
        #expect(throws: refusal) { try yuan.adding(yen) }
        #expect(throws: refusal) { try yuan.subtracting(yen) }
        #expect(throws: refusal) { try yuan.isLess(than: yen) }
    }

    @Test("refuses a sum it cannot hold")
    func overflow() {
        let most = Money(minorUnits: .max, .cny)
        let least = Money(minorUnits: .min, .cny)
        #expect(throws: MoneyError.outOfRange) { try most.adding(Money(minorUnits: 1, .cny)) }
        #expect(throws: MoneyError.outOfRange) { try least.subtracting(Money(minorUnits: 1, .cny)) }
    }

    @Test(
        "below 300.00 is strictly below",
        arguments: [(29_999, true), (30_000, false), (30_001, false)] as [(Int64, Bool)])
    func strictlyBelow(amount: Int64, isBelow: Bool) throws {
        #expect(try Money(minorUnits: amount, .cny).isLess(than: Money(minorUnits: 30_000, .cny)) == isBelow)
    }

    @Test(
        "rounds a share half up to the smallest unit",
        arguments: [
            (390, 1_000, 39), (5, 1_000, 1), (4, 1_000, 0), (15, 1_000, 2), (12_345, 3_000, 3_704),
            (1, 5_000, 1), (-1, 5_000, 0), (-3, 5_000, -1), (-5, 3_000, -1), (7, 0, 0), (7, 10_000, 7),
            (.max, 10_000, .max), (.min, 10_000, .min), (.min, 5_000, .min / 2),
        ] as [(Int64, Int, Int64)])
    func share(amount: Int64, rate: Int, share: Int64) throws {
        let rate = try #require(BasisPoints(rate))
        #expect(Money(minorUnits: amount, .cny).share(rate).minorUnits == share)
    }

    @Test("takes a share within half a unit of the exact one, halves upwards", arguments: [7, 20_260_807])
    func shareIsNearest(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let amount = chance.int64(in: -Money.largestMinorUnits...Money.largestMinorUnits)
            let rate = chance.int(in: 0...10_000)
            let share = Money(minorUnits: amount, .cny).share(try #require(BasisPoints(rate))).minorUnits
            let error = Int128(share) * 10_000 - Int128(amount) * Int128(rate)
            #expect(-5_000 < error && error <= 5_000, "seed \(seed): \(rate) of \(amount) gave \(share)")
        }
    }

    @Test("is a rate only from 0 to 100 %", arguments: [-1, 10_001])
    func rates(value: Int) {
        #expect(BasisPoints(value) == nil)
    }

    @Test(
        "splits by largest remainder, the first of equals first",
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]), (101, [1, 1, 1], [34, 34, 33]), (10, [1, 2, 7], [1, 2, 7]),
            (9, [1, 2, 7], [1, 2, 6]), (1, [0, 1, 0], [0, 1, 0]), (0, [3, 4], [0, 0]),
            (-100, [1, 1, 1], [-33, -33, -34]),
        ] as [(Int64, [Int64], [Int64])])
    func split(amount: Int64, weights: [Int64], parts: [Int64]) {
        #expect(Money(minorUnits: amount, .cny).split(by: weights).map(\.minorUnits) == parts)
    }

    @Test("splits into parts that sum to the whole, each within a unit of its due", arguments: [8, 20_260_808])
    func splitIsExact(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let amount = chance.int64(in: -Money.largestMinorUnits...Money.largestMinorUnits)
            var weights = (0..<chance.int(in: 1...12)).map { _ in chance.int64(in: 0...1_000_000) }
            weights[0] += 1
            let parts = Money(minorUnits: amount, .cny).split(by: weights).map(\.minorUnits)
            #expect(parts.reduce(0, +) == amount, "seed \(seed): \(amount) by \(weights)")
            let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
            for (part, weight) in zip(parts, weights) {
                let error = Int128(part) * total - Int128(amount) * Int128(weight)
                #expect(-total < error && error < total, "seed \(seed): \(amount) by \(weights)")
            }
        }
    }

    @Test("knows how many decimals a currency has, and refuses one it does not know")
    func exponents() {
        #expect(Currency(code: "CNY") == .cny)
        #expect(Currency(code: "JPY")?.fractionDigits == 0)
        #expect(Currency(code: "KWD")?.fractionDigits == 3)
        #expect(Currency(code: "cny") == nil)
        #expect(Currency(code: "XXX") == nil)
    }
}
