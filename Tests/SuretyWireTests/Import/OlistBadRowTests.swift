import SuretyDomain
import SuretyWire
import Testing

@Suite("Bad rows in Olist's layout")
struct OlistBadRowTests {
    private static let headers = [
        "olist_customers_dataset.csv": "customer_id,customer_unique_id",
        "olist_orders_dataset.csv": """
        order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,\
        order_delivered_carrier_date,order_delivered_customer_date
        """,
        "olist_order_items_dataset.csv": "freight_value,price,seller_id,product_id,order_item_id,order_id",
        "olist_order_payments_dataset.csv": "order_id,payment_value",
    ]

    private func read(_ rows: [String: [String]]) throws -> [String] {
        try summaries(
            OlistImport(zone: .utc) { (file) throws(ImportFault) in
                let lines = [OlistBadRowTests.headers[file] ?? ""] + (rows[file] ?? [])
                return chunks(of: lines.joined(separator: "\r\n"), size: 50)
            })
    }

    @Test("cost one report each, and what hangs on a refused order is passed over")
    func badRows() throws {
        let time = "2021-03-01 09:15:00"
        let found = try read([
            "olist_customers_dataset.csv": ["k1,u1", "k1,u2", ",u3", "k4,u4,x"],
            "olist_orders_dataset.csv": [
                "c1,k1,delivered,\(time),\(time),,", "c1,k1,delivered,\(time),\(time),,",
                "c2,k9,delivered,\(time),\(time),,", "c3,k1,delivered,,,,", "c4,k1,delivered,2021-02-29 09:15:00,,,",
                "c5,k1,delivered,\(time),soon,,", "\(String(repeating: "c", count: 61)),k1,delivered,\(time),,,",
                "c6\u{202E},k1,delivered,\(time),,,", "\"c7,k1,delivered,\(time),,,",
            ],
            "olist_order_items_dataset.csv": [
                "1.00,2.00,s1,p1,1,c1", "1.00,2.00,s1,p1,1,c1", "1.00,2.00,s1,p1,0,c1", "1.00,2.005,s1,p1,2,c1",
                "1,00,2.00,s1,p1,2,c1", "-1.00,2.00,s1,p1,2,c1", "1.00,2.00,,p1,2,c1", "1.00,2.00,s1,p1,1,c9",
                "1.00,2.00,s1,p1,1,c2",
            ],
            "olist_order_payments_dataset.csv": ["c1,3.00", "c1,3", "c1,a lot", "c9,3.00", "c3,3.00"],
        ])
        let facts = found.drop { !$0.hasPrefix("2: ") || $0.hasSuffix("-row") || $0.count < 20 }
        #expect(facts.count == 3)
        #expect(
            found.dropLast(3) == [
                "3: duplicate", "4: out-of-range", "5: malformed-row",
                "3: duplicate", "4: unknown-reference", "5: invalid-time", "6: invalid-time", "7: invalid-time",
                "8: out-of-range", "9: invalid-text", "10: malformed-row",
                "3: duplicate", "4: out-of-range", "5: out-of-range", "6: malformed-row", "7: out-of-range",
                "8: out-of-range", "9: unknown-reference",
                "4: out-of-range", "5: unknown-reference",
            ])
    }

    @Test("are no facts at all where a table is empty, and a table without its columns is refused")
    func headers() throws {
        #expect(try read([:]) == [])
        let fault = #expect(throws: ImportFault.self) {
            try OlistImport(zone: .utc) { (_) throws(ImportFault) in chunks(of: "customer_id,name\n") }
        }
        #expect(
            fault
                == .badHeader(
                    file: "olist_customers_dataset.csv", reason: "the column \"customer_unique_id\" is missing"))
        #expect(throws: ImportFault.self) { try OlistImport(folder: "/nowhere", zone: .utc) }
    }
}
