import Foundation
import SuretyDomain
import SuretyTestKitCore
import Testing

/// Random commands on the book and on a second reading of its rules. `SURETY_CASES` says how many, ten a case, and
/// `SURETY_SEED` from which seed on.
@Suite("Whatever is done to a book")
struct LedgerPropertyTests {
    static let cases = ProcessInfo.processInfo.environment["SURETY_CASES"].flatMap { Int($0) } ?? 5_000
    static let firstSeed = ProcessInfo.processInfo.environment["SURETY_SEED"].flatMap { UInt64($0) } ?? 1
    static let books = 3
    static let commandsPerSeed = 400

    @Test("it sums to zero, keeps its bounds, and is what the rules say")
    func book() {
        var count = 0
        var seed = Self.firstSeed
        var seen: [String: Int] = [:]
        while count < 10 * Self.cases {
            if let mismatch = run(seed: seed, seen: &seen) {
                Issue.record("seed \(seed): \(mismatch)")
                return
            }
            count += Self.commandsPerSeed
            seed += 1
        }
        print("ran \(count) commands on books, seeds \(Self.firstSeed)..<\(seed)")
        for reason in LedgerModel.Reason.allCases where count >= 10_000 {
            #expect(seen["\(LedgerModel.Outcome.refused(reason))"] != nil, "no command was refused for \(reason)")
        }
        for name in Self.names where count >= 10_000 {
            #expect(seen["\(name) \(LedgerModel.Outcome.moved)"] != nil, "no \(name) moved anything")
        }
    }

    static let names = [
        "pay", "correctPayment", "refund", "correctRefund", "release", "close", "hold", "payOut", "giveBack",
        "stateDeposit", "topUp", "recover", "settle",
    ]

    /// The first thing that is not as it should be.
    private func run(seed: UInt64, seen: inout [String: Int]) -> String? {
        var chance = SeededGenerator(seed: seed)
        let isVast = chance.int(in: 0...2) == 0
        var ledgers = [LedgerUnderTest](repeating: LedgerUnderTest(), count: Self.books)
        var models = [LedgerModel](repeating: LedgerModel(), count: Self.books)
        for number in 1...Self.commandsPerSeed {
            let index = chance.int(in: 0...Self.books - 1)
            let command = chance.command(on: ledgers[index], isVast: isVast)
            let before = ledgers[index].book.balances
            let expected = models[index].run(command)
            let outcome = ledgers[index].run(command)
            let after = ledgers[index].book.balances
            var place: String { "command \(number), book \(index), \(command)" }
            if outcome != expected { return "\(place) should have been \(expected), was \(outcome): \(before)" }
            if outcome != .moved, after != before { return "\(place) was \(outcome) and changed \(before) to \(after)" }
            if let fault = fault(of: after, models[index]) { return "\(place): \(fault): \(before), then \(after)" }
            seen["\(command.name) \(outcome)", default: 0] += 1
            seen["\(outcome)", default: 0] += 1
        }
        return nil
    }

    private func fault(of balances: [Account: Int64], _ model: LedgerModel) -> String? {
        if balances.values.reduce(Int128(0), { $0 + Int128($1) }) != 0 { return "it does not sum to zero" }
        for (account, balance) in balances {
            let isAllowed =
                switch account.bound {
                case .atLeastZero: balance >= 0
                case .atMostZero: balance <= 0
                case .none: true
                }
            if !isAllowed || balance.magnitude > 1 << 53 { return "\(account.text) stands at \(balance)" }
        }
        let expected = model.balances
        for (account, balance) in expected where Int128(balances[account] ?? 0) != balance {
            return "\(account.text) does not stand at \(balance)"
        }
        let known = expected.count { balances[$0.0] != nil }
        return known == balances.count ? nil : "money went to an account that has no part in it"
    }
}
