import SuretyDomain
package import SuretyLabels
import SuretyWire

/// The state rows of a partition as keys and bytes, to compare a rebuilt state with the stored one.
package enum StateRows {
    /// The tables whose rows are a function of the journal, with the column from which a row's value is compared.
    package static let tables: [(table: Table, value: Int)] = [
        (Tables.fact, 3), (Tables.shop, 3), (Tables.product, 4), (Tables.order, 4), (Tables.promoter, 3),
        (Tables.promoterCopy, 3), (Tables.pane, 4), (Tables.market, 2), (Tables.counted, 6), (Tables.inbox, 2),
        (Tables.aftersales, 3), (Tables.referral, 4), (Tables.waybill, 4), (Tables.account, 4), (Tables.instruction, 3),
        (Tables.deadline, 5),
        (Tables.standing, 2), (Tables.sourceCopy, 3), (Tables.source, 3), (Tables.consumer, 3),
        (Tables.consumerOrder, 4), (Tables.consumerCase, 4),
    ]

    /// What a complete workspace says the rows of a table are: values by key, the partition left out of both.
    package static func expected(_ table: Table, _ workspace: Workspace) -> [[SQLValue]: [SQLValue]] {
        switch table.name {
        case "fact":
            rows(workspace.facts) { key, record in
                (
                    [key.source.sqlValue, key.id.sqlValue],
                    [.integer(record.number), .integer(record.standing.rawValue), .bytes(record.digest)]
                )
            }
        case "shop": rows(workspace.shops) { ([$0.sqlValue], [.bytes($1.stateBytes)]) }
        case "product": rows(workspace.products) { ([$0.shop.sqlValue, $0.product.sqlValue], [.bytes($1.stateBytes)]) }
        case "order": rows(workspace.orders) { ([$0.shop.sqlValue, $0.order.sqlValue], [.bytes($1.stateBytes)]) }
        case "promoter": rows(workspace.promoters) { ([$0.sqlValue], [.bytes($1.stateBytes)]) }
        case "promoter_copy": rows(workspace.copies) { ([$0.sqlValue], [.bytes($1.stateBytes)]) }
        case "pane": rows(workspace.blocks) { ([$0.shop.sqlValue, .integer($0.number)], [.bytes($1.stateBytes)]) }
        case "market": rows(workspace.market) { ([], [.bytes($1.stateBytes)]) }
        case "counted":
            rows(workspace.counted) { key, counted in
                (
                    [
                        key.shop.sqlValue, .text(key.kind.rawValue), .text(key.product?.text ?? ""), key.at.sqlValue,
                        key.id.sqlValue,
                    ],
                    [.integer(Int64(counted.score)), .text(ProgrammeList.write(counted.carrying))]
                )
            }
        case "inbox": rows(workspace.inboxes) { ([.integer($0.stored)], [.integer($1)]) }
        default: expectedOfCases(table, workspace)
        }
    }

    private static func expectedOfCases(_ table: Table, _ workspace: Workspace) -> [[SQLValue]: [SQLValue]] {
        switch table.name {
        case "aftersales": rows(workspace.cases) { ([$0.sqlValue], $1.columns) }
        case "waybill": rows(workspace.waybills) { ($0.columns, [$1.sqlValue]) }
        case "account": rows(workspace.balances) { ($0.columns, [.integer($1)]) }
        case "instruction": rows(workspace.instructions) { ([$0.sqlValue], $1.columns) }
        case "deadline": rows(workspace.deadlines) { ($0.columns, [$1.sqlValue]) }
        case "referral": rows(workspace.referrals) { ($0.columns, [$1.sqlValue]) }
        case "standing": rows(workspace.standings) { ([$0.sqlValue], $1.columns) }
        case "source_copy": rows(workspace.sources) { ([$0.sqlValue], [.bytes($1.stateBytes)]) }
        case "source": rows(workspace.sourceStates) { ([$0.sqlValue], [.bytes($1.stateBytes)]) }
        case "consumer": rows(workspace.consumers) { ([$0.sqlValue], [.bytes($1.stateBytes)]) }
        case "consumer_order": rows(workspace.consumerOrders) { ($0.columns, [.integer($1)]) }
        case "consumer_case":
            rows(workspace.consumerCases) { ([$0.consumer.sqlValue, $0.id.sqlValue], [.bytes($1.stateBytes)]) }
        default: [:]
        }
    }

    private static func rows<Key, Value>(
        _ cache: Cache<Key, Value>, _ row: (Key, Value) -> ([SQLValue], [SQLValue])
    ) -> [[SQLValue]: [SQLValue]] {
        Dictionary(uniqueKeysWithValues: cache.all.map { row($0.key, $0.value) })
    }
}
