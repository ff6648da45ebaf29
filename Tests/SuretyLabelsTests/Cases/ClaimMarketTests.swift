import Foundation
import SuretyDomain
import SuretyLabels
import SuretyTestKitCore
import Testing

/// Cases, money and the clock under seeds. `SURETY_SEEDS` says how many, `SURETY_SEED` runs a single one again.
@Suite("Under any claims, acts, facts and clocks")
struct ClaimMarketTests {
    @Test("books balance, cases move along their table, nothing is carried out early, twice or never")
    func everything() throws {
        var total = ClaimWatch.Counts()
        for seed in Self.seeds {
            let (market, counts, problem) = try Self.run(seed)
            total.add(counts)
            guard let problem else { continue }
            let story = market.log.suffix(12).joined(separator: "\n")
            Issue.record("SURETY_SEED=\(seed): \(problem)\nafter\n\(story)")
            return
        }
        print("\(Self.seeds.count) seeds: \(total)")
        guard Self.seeds.count > 3 else { return }
        #expect(total.cases > 4 * Self.seeds.count && total.refunds > 2 * Self.seeds.count, "\(total)")
        #expect(total.byTheClock > 3 * Self.seeds.count && total.ordersMoved > Self.seeds.count, "\(total)")
        #expect(total.referrals > 0 && total.paidOut > 0, "\(total)")
        if Self.seeds.count > 99 { #expect(total.reopened > 0 && total.lateRaces > 0, "\(total)") }
    }

    private static func run(_ seed: UInt64) throws -> (ClaimMarket, ClaimWatch.Counts, String?) {
        var market = try ClaimMarket(seed: seed)
        var watch = ClaimWatch()
        var refunds = RefundWatch()
        watch.look(at: market.market)
        for step in 0..<steps {
            market.step()
            watch.look(at: market.market)
            refunds.look(at: market)
            var problems = watch.problems + refunds.problems + market.market.discrepancies
            problems += ClaimBalance(of: market.market).problems
            if step % 50 == steps % 50 { problems += market.market.differencesOfTables }
            if let problem = problems.first { return (market, watch.counts, problem) }
        }
        return (market, watch.counts, market.market.differencesOfTables.first)
    }

    private static let steps = 240

    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["SURETY_SEED"].flatMap(UInt64.init) { return [one] }
        let count = environment["SURETY_SEEDS"].flatMap(UInt64.init) ?? 8
        return Array(1...max(1, count))
    }()
}

/// What buyers get back for an order, by decision or by the marketplace's own word, is never more than was paid.
private struct RefundWatch {
    private(set) var problems: [String] = []
    private var mostPaid: [OrderKey: Int64] = [:]
    private var known: [OrderKey: Int64] = [:]

    mutating func look(at market: ClaimMarket) {
        for shop in ClaimMarket.shops {
            let home = market.market.workspace(of: .shop(shop))
            let decided = Dictionary(grouping: home.instructions.all.map(\.value)) { $0.order }
            for (key, order) in home.orders.all where key.shop == shop {
                mostPaid[key] = max(mostPaid[key] ?? 0, order.amountPaid)
                let sum = decided[key, default: []].reduce(0) { $0 + $1.amount.minorUnits }
                guard sum > known[key] ?? 0 else { continue }
                known[key] = sum
                // What the marketplace says it has refunded beside that is its own affair.
                let isMixed = Set(market.orders.filter { $0.order == key.order }.map(\.currency)).count > 1
                let most = mostPaid[key] ?? 0
                guard !isMixed, sum + order.money.refundedByFacts > most else { continue }
                problems.append(
                    "\(key.order.text): \(sum) decided and \(order.money.refundedByFacts) told of \(most) paid")
            }
        }
    }
}

extension ClaimWatch.Counts {
    mutating func add(_ other: Self) {
        cases += other.cases
        refunds += other.refunds
        byTheClock += other.byTheClock
        referrals += other.referrals
        paidOut += other.paidOut
        ordersMoved += other.ordersMoved
        reopened += other.reopened
        lateRaces += other.lateRaces
    }
}
