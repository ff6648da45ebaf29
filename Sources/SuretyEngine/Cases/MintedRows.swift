import SuretyDomain
import SuretyStore

/// One page of a list.
package struct Page<Element: Sendable>: Sendable {
    package let elements: [Element]
    /// Where the next page goes on; nil after the last.
    package let next: String?

    package init(elements: [Element], next: String?) {
        self.elements = elements
        self.next = next
    }
}

/// Rows whose ids were minted here, in order of these: by partition, then time. They have a column `id` and a state.
struct MintedRows {
    let engine: Engine
    let table: Table
    /// Only rows of this shop.
    var shop: ShopID?
    /// Only what waits for a person, under this name in the list of referrals.
    var referredAs: String?

    /// Rows that one question looks at, at most: a page that finds little ends early, with a cursor to go on from.
    private static let most = 5_000
    private static let perTrip = 200

    /// At most `limit` rows after an id that are admitted.
    func page<Value: RowState & Sendable>(
        after cursor: String?, limit: Int, admitting admits: (Value) -> Bool
    ) throws -> Page<Value> {
        var after = cursor ?? ""
        var found: [(id: String, value: Value)] = []
        var seen = 0
        for partition in shop.map({ [Home.shop($0).partition] }) ?? Partition.all {
            if let first = cursor.flatMap(MintedID.partition), partition < first { continue }
            while true {
                let rows = try next(in: partition, after: after)
                for row in rows {
                    let (id, value): (String, Value) = (try row.text(0), try row.state(1))
                    after = id
                    guard admits(value) else { continue }
                    if found.count == limit { return Page(elements: found.map(\.value), next: found.last?.id) }
                    found.append((id, value))
                }
                seen += rows.count
                if rows.count < MintedRows.perTrip { break }
                if seen >= MintedRows.most { return Page(elements: found.map(\.value), next: after) }
            }
        }
        return Page(elements: found.map(\.value), next: nil)
    }

    private func next(in partition: Partition, after: String) throws -> [SQLRow] {
        var values: [SQLValue] = [.integer(partition.stored), .text(after)]
        var text = "SELECT t.id, t.state FROM \(table.name) t"
        if let referredAs {
            values.append(.text(referredAs))
            text +=
                " JOIN referral r ON r.partition = t.partition AND r.shop = t.shop AND r.kind = $3"
                + " AND r.subject = t.id"
        }
        text += " WHERE t.partition = $1 AND t.id > $2"
        if let shop {
            values.append(shop.sqlValue)
            text += " AND t.shop = $\(values.count)"
        }
        values.append(.integer(Int64(MintedRows.perTrip)))
        text += " ORDER BY t.id LIMIT $\(values.count)"
        return try engine.database.read { try $0.run(SQL(trusted: text, values: values)) }
    }
}
