import SuretyDomain
import SuretyWire
import Testing

@Suite("A folder in Olist's layout")
struct OlistImportTests {
    private func importFixture() throws -> OlistImport {
        let zone = try #require(Zone(offset: "-03:00"))
        return try OlistImport(folder: Fixtures.path("olist"), zone: zone)
    }

    private func facts(_ reader: OlistImport) -> [Fact] {
        var reader = reader
        var facts: [Fact] = []
        while case .fact(let fact, _) = reader.next() { facts.append(fact) }
        return facts
    }

    @Test("becomes the same facts, to the byte, every time")
    func golden() throws {
        let facts = facts(try importFixture())
        let text = facts.map { String(decoding: FactCodec.encode($0), as: UTF8.self) }.joined(separator: "\n")
        let expected = String(decoding: try Fixtures.bytes("olist/facts.ndjson"), as: UTF8.self)
        #expect(text == expected, "ids and facts of an import never change: a second run must add nothing")
    }

    @Test("gives facts sorted by time and id, no id twice, each of which the codec takes")
    func order() throws {
        let facts = facts(try importFixture())
        #expect(Set(facts.map(\.id)).count == facts.count)
        for (earlier, later) in zip(facts, facts.dropFirst()) {
            #expect((earlier.at, earlier.id) < (later.at, later.id))
            #expect(earlier.id < later.id)
        }
        for fact in facts { #expect(try FactCodec.decode(FactCodec.encode(fact)) == fact) }
    }

    @Test("makes one order for each shop of a checkout")
    func checkout() throws {
        let paid = facts(try importFixture()).compactMap { fact in
            if case .orderPaid(let paid) = fact.body, paid.checkout == "checkout-02" { paid } else { nil }
        }
        #expect(paid.map(\.order.text).sorted() == ["checkout-02:1", "checkout-02:2"])
        #expect(paid.first { $0.order.text == "checkout-02:1" }?.shop == ID("shop-a"))
        #expect(
            paid.first { $0.order.text == "checkout-02:1" }?.lines == [
                PaidLine(line: ID("1"), product: ID("product-2"), quantity: 1, paid: 12_000, freight: 1_230),
                PaidLine(line: ID("3"), product: ID("product-2"), quantity: 1, paid: 12_000, freight: 0),
            ])
        #expect(paid.allSatisfy { $0.currency == .brl && $0.consumer == ID("consumer-02") })
    }

    @Test("says of an order what the tables say: collected, signed for, closed, or nothing")
    func steps() throws {
        let facts = facts(try importFixture())
        func steps(_ order: String) -> [String] {
            facts.compactMap { fact in
                switch fact.body {
                case .orderPaid(let paid) where paid.order.text == order: "paid \(RFC3339.format(fact.at).prefix(16))"
                case .orderStepped(let step) where step.order.text == order:
                    "\(step.step) \(RFC3339.format(fact.at).prefix(16))"
                default: nil
                }
            }
        }
        #expect(
            steps("checkout-01") == ["paid 2021-03-01T12:30", "collected 2021-03-02T17:00", "signed 2021-03-06T21:45"])
        #expect(
            steps("checkout-03") == ["collected 2021-03-04T19:20", "paid 2021-03-05T05:00", "signed 2021-03-09T15:00"])
        #expect(steps("checkout-04") == ["paid 2021-03-03T13:05"])
        #expect(steps("checkout-05") == ["paid 2021-03-04T11:20", "closed 2021-03-04T11:20"])
        #expect(
            steps("checkout-06") == ["paid 2021-03-05T00:45", "collected 2021-03-08T12:00", "closed 2021-03-08T12:00"])
        #expect(steps("checkout-10") == [])
    }

    @Test("is summed up at the end")
    func report() throws {
        let report = try importFixture().report
        #expect(report.checkouts == 12)
        #expect(report.orders == 12)
        #expect(report.shops == 3)
        #expect(report.products == 6)
        #expect(report.distinctProductIDs == 4)
        #expect(report.payments == 11)
        #expect(report.withoutItems == 1)
        #expect(report.unpaid == 1)
        #expect(report.cancelled == 2)
        #expect(report.paidOtherwise == 2)
        #expect(report.paidAndCollected == 8)
        #expect(report.collectedWithin48Hours == 6)
        #expect(report.collectedBeforePaid == ["checkout-03"])
        #expect(report.badRows == 0)
        #expect(report.facts == facts(try importFixture()).count)
    }
}
