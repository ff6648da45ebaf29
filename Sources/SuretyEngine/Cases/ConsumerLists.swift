package import SuretyDomain
package import SuretyLabels
import SuretyStore

/// What a consumer's own home knows of theirs, without asking the shops'.
extension CaseDesk {
    /// A consumer's orders, by shop and id.
    package func orders(
        of consumer: ConsumerID, after: OrderKey?, limit: Int
    ) throws -> (orders: [OrderKey], isMore: Bool) {
        let home = Home.consumer(consumer.text).partition.stored
        let (shop, id) = (after?.shop.text ?? "", after?.order.text ?? "")
        let rows = try engine.database.read { session in
            try session.run(
                """
                SELECT shop, id FROM consumer_order WHERE partition = \(home) AND consumer = \(consumer)
                AND (shop, id) > (\(shop), \(id)) ORDER BY shop, id LIMIT \(Int64(limit + 1))
                """)
        }
        let orders = try rows.map { OrderKey(shop: ShopID(try $0.text(0)), order: OrderID(try $0.text(1))) }
        return (Array(orders.prefix(limit)), orders.count > limit)
    }

    /// A consumer's cases as their home was told of them, by id.
    package func summaries(
        of consumer: ConsumerID, after: String?, limit: Int
    ) throws -> Page<ConsumerCase> {
        let home = Home.consumer(consumer.text).partition.stored
        let rows = try engine.database.read { session in
            try session.run(
                """
                SELECT id, state FROM consumer_case WHERE partition = \(home) AND consumer = \(consumer)
                AND id > \(after ?? "") ORDER BY id LIMIT \(Int64(limit + 1))
                """)
        }
        let found = try rows.map { ConsumerCase(id: CaseID(try $0.text(0)), summary: try $0.state(1)) }
        let page = Array(found.prefix(limit))
        return Page(elements: page, next: found.count > limit ? page.last?.id.text : nil)
    }

    package struct ConsumerCase: Sendable {
        package let id: CaseID
        package let summary: CaseSummary
    }
}
