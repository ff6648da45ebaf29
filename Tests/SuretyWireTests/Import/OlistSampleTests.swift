import Glibc
import SuretyDomain
import SuretyWire
import Testing

/// A thousand real checkouts. They are other people's data and not in the repository: `SURETY_OLIST` names their folder.
@Suite("The sample of real orders")
struct OlistSampleTests {
    static let folder = getenv("SURETY_OLIST").map { String(cString: $0) }

    @Test("gives the counts that were taken independently")
    func counts() throws {
        guard let folder = OlistSampleTests.folder else {
            print("skipped: the sample of real orders (set SURETY_OLIST to its folder)")
            return
        }
        let zone = try #require(Zone(offset: "-03:00"))
        var reader = try OlistImport(folder: folder, zone: zone)
        let report = reader.report
        #expect(report.badRows == 0)
        #expect(report.checkouts == 1_000)
        #expect(report.orders == 1_021)
        #expect(report.shops == 528)
        #expect(report.products == 949)
        #expect(report.distinctProductIDs == 941)
        #expect(report.payments == 1_041)
        #expect(report.cancelled == 2)
        #expect(report.unpaid == 0)
        #expect(report.paidAndCollected == 993)
        #expect(report.collectedWithin48Hours == 515)
        #expect(report.collectedBeforePaid.count == 11)

        var counts: [FactType: Int] = [:]
        var ids = Set<FactID>()
        var lines = 0
        while case .fact(let fact, _) = reader.next() {
            counts[FactType(fact.body), default: 0] += 1
            ids.insert(fact.id)
            if case .orderPaid(let paid) = fact.body { lines += paid.lines.count }
            #expect(try FactCodec.decode(FactCodec.encode(fact)) == fact)
        }
        #expect(counts[.shopOpened] == 528)
        #expect(counts[.productListed] == 949)
        #expect(counts[.orderPaid] == 1_021)
        #expect(lines == 1_149)
        #expect(ids.count == report.facts)
        #expect(ids.count == counts.values.reduce(0, +))
        print("the sample of real orders: \(report)")
    }
}
