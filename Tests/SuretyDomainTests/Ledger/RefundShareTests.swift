import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("The share that comes back")
struct RefundShareTests {
    @Test(
        "is an equal part a unit, and for the last one the rest as well",
        arguments: [
            // paid, quantity, before, count → share
            (100, 3, 0, 1, 33), (100, 3, 1, 1, 33), (100, 3, 2, 1, 34), (100, 3, 0, 2, 66), (100, 3, 1, 2, 67),
            (100, 3, 0, 3, 100), (2, 3, 0, 1, 0), (2, 3, 0, 2, 0), (2, 3, 2, 1, 2), (0, 3, 0, 3, 0), (1, 1, 0, 1, 1),
        ] as [(Int64, Int64, Int64, Int64, Int64)])
    func share(paid: Int64, quantity: Int64, before: Int64, count: Int64, share: Int64) {
        #expect(
            RefundShare.amount(paid: paid, quantity: quantity, before: before, count: count, left: paid) == share)
    }

    @Test(
        "is never more than what is left, nor below nothing",
        arguments: [(40, 34), (34, 34), (33, 33), (0, 0), (-5, 0)])
    func left(left: Int64, share: Int64) {
        #expect(RefundShare.amount(paid: 100, quantity: 3, before: 2, count: 1, left: left) == share)
    }

    @Test(
        "is none of units that the line has not",
        arguments: [(3, 3, 1), (3, 0, 4), (3, 1, 3), (3, 0, 0), (3, 0, -1), (3, -1, 1), (0, 0, 1), (3, .max, .max)]
            as [(Int64, Int64, Int64)])
    func noUnits(quantity: Int64, before: Int64, count: Int64) {
        #expect(RefundShare.amount(paid: 100, quantity: quantity, before: before, count: count, left: 100) == nil)
    }

    @Test("never adds up to more than was paid, and of all units to exactly that", arguments: [11, 20_261_122])
    func sums(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<3_000 {
            let paid = chance.bool() ? chance.int64(in: 0...50) : chance.int64(in: 0...Money.largestMinorUnits)
            let quantity = chance.int64(in: 1...12)
            var standing: [(count: Int64, amount: Int64)] = []
            for _ in 0..<chance.int(in: 1...30) {
                // A claim that is refused or withdrawn makes way for another.
                if !standing.isEmpty, chance.int(in: 0...3) == 0 {
                    standing.remove(at: chance.int(in: 0...standing.count - 1))
                }
                let before = standing.reduce(0) { $0 + $1.count }
                guard before < quantity else { continue }
                let count = chance.int64(in: 1...quantity - before)
                let left = paid - standing.reduce(0) { $0 + $1.amount }
                let amount = try #require(
                    RefundShare.amount(paid: paid, quantity: quantity, before: before, count: count, left: left))
                standing.append((count, amount))
                let sum = standing.reduce(0) { $0 + $1.amount }
                #expect(amount >= 0 && sum <= paid, "seed \(seed): \(paid) for \(quantity): \(standing)")
                if before + count == quantity {
                    #expect(sum == paid, "seed \(seed): \(paid) for \(quantity): \(standing)")
                }
            }
        }
    }
}
