import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyTestKit
import Testing

@Suite struct ClaimStormTests {
    private let shop = ShopID("shop-1")

    @Test(
        "64 submissions of one claim under one key open one case and hear one answer", arguments: TestDatabase.allCases)
    func storm(_ kind: TestDatabase) async throws {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop))
        try test.record(.paid("o", in: shop))
        try test.settle()
        let application = CaseDesk.Application(
            shop: shop, order: OrderID("o"), consumer: "consumer-1", right: RightKey("instant-refund"),
            units: [ClaimedUnits(line: LineID("1"), quantity: 1)], amount: nil, note: "again and again")
        let key = IdempotencyKey(credential: "consumer", key: "claim-1", digest: [1])
        let batcher = Batcher(test.engine)
        let answers = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 0..<64 {
                // Each submission has made up a case of its own.
                let errand = try #require(try CaseDesk(test.engine).claim(application, at: TestEngine.noon))
                group.addTask {
                    let answers = try await batcher.submit([(errand.partition, .once(key, errand.command))])
                    return try #require(answers.first).get()
                }
            }
            return try await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        batcher.stop()
        let first = try #require(answers.first { if case .accepted = $0 { true } else { false } })
        #expect(answers.count == 64 && answers.filter { $0 == first }.count == 1)
        #expect(answers.filter { $0 == .replayed(first) }.count == 63, "\(Set(answers))")
        try test.settle()
        let events = try test.events(of: Home.shop(shop).partition).map(\.event)
        #expect(events.count { if case .caseOpened = $0 { true } else { false } } == 1)
        #expect(events.count { if case .instructed = $0 { true } else { false } } == 1)
        #expect(try test.findings().isEmpty)
    }
}
