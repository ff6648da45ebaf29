package import SuretyDomain
import SuretyStore

extension CaseDesk {
    /// Which cases are listed. Nil leaves a question open.
    package struct Filter: Sendable {
        package var shop: ShopID?
        package var order: OrderID?
        package var consumer: ConsumerID?
        package var stage: CaseTable.Stage?
        package var needsPerson = false
        /// Cases after this one, in order of their ids.
        package var after: String?
        package var limit = 50

        package init() {}

        func admits(_ aftersales: Case) -> Bool {
            (shop.map { aftersales.order.shop == $0 } ?? true) && (order.map { aftersales.order.order == $0 } ?? true)
                && (stage.map { aftersales.stageName == $0 } ?? true) && (!needsPerson || aftersales.needsPerson)
        }
    }

    /// Cases in order of their ids: their partition, then the time they were opened.
    package func list(_ filter: Filter) throws -> Page<Case> {
        if let consumer = filter.consumer { return try list(of: consumer, filter) }
        let rows = MintedRows(
            engine: engine, table: Tables.aftersales, shop: filter.shop,
            referredAs: filter.needsPerson ? "case" : nil)
        return try rows.page(after: filter.after, limit: filter.limit, admitting: filter.admits)
    }

    /// A consumer's cases are known at their home; what they are is asked of the shops' homes.
    private func list(of consumer: ConsumerID, _ filter: Filter) throws -> Page<Case> {
        var after = filter.after ?? ""
        var found: [Case] = []
        while true {
            let ids = try ids(of: consumer, after: after)
            for aftersales in try cases(ids).sorted(by: { $0.id < $1.id }) where filter.admits(aftersales) {
                if found.count == filter.limit { return Page(elements: found, next: found.last?.id.text) }
                found.append(aftersales)
            }
            guard ids.count == CaseDesk.perTrip, let last = ids.last else { return Page(elements: found, next: nil) }
            after = last
        }
    }

    private static let perTrip = 200

    private func ids(of consumer: ConsumerID, after: String) throws -> [String] {
        let home = Home.consumer(consumer.text).partition.stored
        return try engine.database.read { session in
            try session.run(
                """
                SELECT id FROM consumer_case WHERE partition = \(home) AND consumer = \(consumer)
                AND id > \(after) ORDER BY id LIMIT \(Int64(CaseDesk.perTrip))
                """)
        }.map { try $0.text(0) }
    }

    /// The cases of these ids, in any order.
    func cases(_ ids: [String]) throws -> [Case] {
        let keys = ids.compactMap { id -> [SQLValue]? in
            MintedID.partition(of: id).map { [.integer($0.stored), .text(id)] }
        }
        guard !keys.isEmpty else { return [] }
        return try engine.database.read { try $0.run([.fetch(Tables.aftersales, keys: keys)])[0] }
            .map { try $0.state(Tables.aftersales.stateColumn) }
    }
}
