import SuretyDomain

/// The four files, joined by checkout: what an import of this layout holds in memory, about a kilobyte a checkout.
struct OlistData {
    struct Checkout {
        let id: String
        let consumer: String
        let isCancelled: Bool
        let purchased: Instant
        let approved: Instant?
        let collected: Instant?
        let delivered: Instant?
        /// Of its row.
        let line: Int
        var items: [Item] = []
        var payments: Int64 = 0
    }

    struct Item {
        let number: Int64
        let product: String
        let shop: String
        let price: Int64
        let freight: Int64
    }

    static let currency = Currency.brl

    var checkouts: [Checkout] = []
    var payments = 0
    private(set) var badRows: [BadRow] = []
    let zone: Zone
    var consumers: [String: String] = [:]
    var placeOfCheckout: [String: Int] = [:]
    /// Checkouts whose own row was bad: their items and payments are passed over, since one report is enough.
    var refused: Set<String> = []

    init(zone: Zone, open: (String) throws(ImportFault) -> ChunkSource) throws(ImportFault) {
        self.zone = zone
        for file in OlistFile.allCases {
            let table = try OlistTable(file: file.rawValue, columns: file.columns, source: open(file.rawValue))
            try read(table, of: file)
        }
        consumers = [:]
        placeOfCheckout = [:]
    }

    private mutating func read(_ table: OlistTable, of file: OlistFile) throws(ImportFault) {
        var table = table
        while let row = try table.next() {
            switch row {
            case .failure(let bad): badRows.append(bad)
            case .success(let row):
                do {
                    try take(row, of: file)
                } catch {
                    badRows.append(BadRow(file: file.rawValue, line: row.line, faults: FactFaults(error)))
                }
            }
        }
    }

    private mutating func take(_ row: OlistTable.Row, of file: OlistFile) throws(FactFault) {
        switch file {
        case .customers: try takeCustomer(row.cells)
        case .orders: try takeCheckout(row.cells, line: row.line)
        case .items: try takeItem(row.cells)
        case .payments: try takePayment(row.cells)
        }
    }
}

/// The files that are read, in the order in which each finds what it refers to.
enum OlistFile: String, CaseIterable {
    case customers = "olist_customers_dataset.csv"
    case orders = "olist_orders_dataset.csv"
    case items = "olist_order_items_dataset.csv"
    case payments = "olist_order_payments_dataset.csv"

    /// The columns we use; others may be there.
    var columns: [String] {
        switch self {
        case .customers: ["customer_id", "customer_unique_id"]
        case .orders:
            [
                "order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at",
                "order_delivered_carrier_date", "order_delivered_customer_date",
            ]
        case .items: ["order_id", "order_item_id", "product_id", "seller_id", "price", "freight_value"]
        case .payments: ["order_id", "payment_value"]
        }
    }
}
