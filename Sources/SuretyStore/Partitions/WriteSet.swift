import SuretyDomain
package import SuretyLabels
import SuretyRules
import SuretyWire

/// The rows that a decided batch leaves: one statement a table, rows in key order.
package struct WriteSet {
    package private(set) var statements: [Statement] = []
    private let partition: SQLValue

    /// Everything the workspace has changed. `batchID` is random; `chain` is the digest of the batch before.
    package init(of workspace: Workspace, firstNumber: Int64, batchID: String, chain: [UInt8]) {
        partition = .integer(workspace.partition.stored)
        addJournal(workspace, firstNumber: firstNumber, batchID: batchID, chain: chain)
        addStates(workspace, number: workspace.nextNumber - 1)
        addLists(workspace)
        addCases(workspace, number: workspace.nextNumber - 1)
        addHomes(workspace, number: workspace.nextNumber - 1)
    }

    private mutating func addJournal(_ workspace: Workspace, firstNumber: Int64, batchID: String, chain: [UInt8]) {
        guard !workspace.appended.isEmpty else { return }
        let events = workspace.appended.map { number, event in
            StoredEvent(
                number: number, kind: EventCodec.kind(of: event).rawValue, schema: EventCodec.schema,
                recordedAt: workspace.now, payload: EventCodec.encode(event))
        }
        let routes = workspace.appended.map { $0.event.route.sqlValue }
        let link = BatchChain.link(chain, recordedAt: workspace.now, events: events)
        let now = workspace.now.sqlValue
        let rows = zip(events, routes).map { event, route -> [SQLValue] in
            [
                partition, .integer(event.number), .integer(event.kind), .integer(event.schema), now, route,
                .bytes(event.payload),
            ]
        }
        statements.append(.add(Tables.event, rows: rows))
        statements.append(
            .add(
                Tables.batch,
                rows: [
                    [
                        partition, .integer(workspace.nextNumber - 1), .integer(firstNumber), .text(batchID), now,
                        .bytes(link),
                    ]
                ]))
        statements.append(
            .put(Tables.head, rows: [[partition, .integer(workspace.nextNumber), now, .bytes(link)]]))
        addLabelHistory(workspace)
    }

    private mutating func addLabelHistory(_ workspace: Workspace) {
        let rows = workspace.appended.compactMap { number, event -> [SQLValue]? in
            guard case .labelChanged(let change) = event else { return nil }
            let subject = change.subject.columns
            return [
                partition, .text(subject.kind), .text(subject.owner), .text(subject.product), .integer(number),
                change.version.sqlValue, .integer(Int64(bitPattern: change.mask.missed)),
                .integer(Int64(bitPattern: change.mask.unknown)), change.at.sqlValue, workspace.now.sqlValue,
            ]
        }
        put(Tables.labelChange, rows)
    }

    private mutating func addStates(_ workspace: Workspace, number: Int64) {
        let last = SQLValue.integer(number)
        put(
            Tables.fact,
            workspace.facts.changes.compactMap { key, record in
                record.map { record in
                    [
                        partition, key.source.sqlValue, key.id.sqlValue, .integer(record.number),
                        .integer(record.standing.rawValue), .bytes(record.digest),
                    ]
                }
            })
        put(Tables.shop, workspace.shops, last) { [$0.sqlValue] }
        put(Tables.product, workspace.products, last) { [$0.shop.sqlValue, $0.product.sqlValue] }
        put(Tables.order, workspace.orders, last) { [$0.shop.sqlValue, $0.order.sqlValue] }
        put(Tables.promoter, workspace.promoters, last) { [$0.sqlValue] }
        put(Tables.promoterCopy, workspace.copies, last) { [$0.sqlValue] }
        put(Tables.pane, workspace.blocks, last) { [$0.shop.sqlValue, .integer($0.number)] }
        put(Tables.market, workspace.market, last) { _ in [] }
    }

    private mutating func addLists(_ workspace: Workspace) {
        let inboxes = workspace.inboxes.changes.compactMap { source, number in
            number.map { [partition, .integer(source.stored), .integer($0)] }
        }
        put(Tables.inbox, inboxes)
        let chores = workspace.chores.changes.map { key, chore in
            (row: [partition, key.due.sqlValue, .integer(key.kind.rawValue), .integer(key.subject)], chore)
        }
        put(Tables.chore, chores.compactMap { row, chore in chore.map { row + [.bytes($0.stateBytes)] } })
        drop(Tables.chore, chores.compactMap { row, chore in chore == nil ? row : nil })
        put(
            Tables.answer,
            workspace.answers.changes.compactMap { key, kept in
                kept.map { kept in
                    [
                        partition, key.credential.sqlValue, key.key.sqlValue, .bytes(kept.digest),
                        .bytes(kept.outcome.stateBytes), kept.at.sqlValue,
                    ]
                }
            })
        let counted = workspace.counted.changes.map { key, counted -> (row: [SQLValue], counted: Counted?) in
            let product = key.product?.text ?? ""
            return (
                [
                    partition, key.shop.sqlValue, .text(key.kind.rawValue), .text(product), key.at.sqlValue,
                    key.id.sqlValue,
                ],
                counted
            )
        }
        put(
            Tables.counted,
            counted.compactMap { row, counted in
                counted.map { row + [.integer(Int64($0.score)), .text(ProgrammeList.write($0.carrying))] }
            })
        drop(Tables.counted, counted.compactMap { row, counted in counted == nil ? row : nil })
    }

    private mutating func addCases(_ workspace: Workspace, number: Int64) {
        let last = SQLValue.integer(number)
        putColumns(Tables.aftersales, workspace.cases.changes) { ([$0.sqlValue], [last] + $1.columns) }
        putColumns(Tables.waybill, workspace.waybills.changes) { ($0.columns, [$1.sqlValue]) }
        putColumns(Tables.account, workspace.balances.changes) { ($0.columns, [.integer($1)]) }
        putColumns(Tables.instruction, workspace.instructions.changes) { id, instruction in
            ([id.sqlValue], [last] + instruction.columns)
        }
        putColumns(Tables.deadline, workspace.deadlines.changes) { ($0.columns, [$1.sqlValue]) }
        let past = workspace.deadlines.changes.filter { $0.value == nil }
        drop(Tables.deadline, past.map { [partition] + $0.key.columns })
        putColumns(Tables.referral, workspace.referrals.changes) { ($0.columns, [$1.sqlValue]) }
        let decided = workspace.referrals.changes.filter { $0.value == nil }
        drop(Tables.referral, decided.map { [partition] + $0.key.columns })
        let events = workspace.appended.compactMap { number, event -> [SQLValue]? in
            event.caseID.map { [partition, $0.sqlValue, .integer(number)] }
        }
        put(Tables.caseEvent, events)
    }

    private mutating func addHomes(_ workspace: Workspace, number: Int64) {
        let last = SQLValue.integer(number)
        putColumns(Tables.standing, workspace.standings.changes) { ([$0.sqlValue], $1.columns) }
        put(Tables.sourceCopy, workspace.sources, last) { [$0.sqlValue] }
        put(Tables.source, workspace.sourceStates, last) { [$0.sqlValue] }
        put(Tables.consumer, workspace.consumers, last) { [$0.sqlValue] }
        putColumns(Tables.consumerOrder, workspace.consumerOrders.changes) { ($0.columns, [.integer($1)]) }
        put(Tables.consumerCase, workspace.consumerCases, last) { [$0.consumer.sqlValue, $0.id.sqlValue] }
    }

    /// Rows that are no state rows: key and other columns of each row that is there.
    private mutating func putColumns<Key, Value>(
        _ table: Table, _ changes: [(key: Key, value: Value?)], _ row: (Key, Value) -> ([SQLValue], [SQLValue])
    ) {
        put(
            table,
            changes.compactMap { key, value in
                value.map { value in
                    let (columns, rest) = row(key, value)
                    return [partition] + columns + rest
                }
            })
    }

    private mutating func put<Key, Value: StateCoded>(
        _ table: Table, _ cache: Cache<Key, Value>, _ number: SQLValue, _ columns: (Key) -> [SQLValue]
    ) {
        put(
            table,
            cache.changes.compactMap { key, value in
                value.map { value in
                    var row: [SQLValue] = []
                    row.reserveCapacity(table.columns.count)
                    row.append(partition)
                    row.append(contentsOf: columns(key))
                    row.append(number)
                    row.append(.bytes(value.stateBytes))
                    return row
                }
            })
    }

    private mutating func put(_ table: Table, _ rows: [[SQLValue]]) {
        if !rows.isEmpty { statements.append(.put(table, rows: rows.sorted(byKeyOf: table))) }
    }

    private mutating func drop(_ table: Table, _ keys: [[SQLValue]]) {
        if !keys.isEmpty { statements.append(.drop(table, keys: keys.sorted(byKeyOf: table))) }
    }
}

extension JournalEvent.Route: SQLBindable {
    package var sqlValue: SQLValue {
        switch self {
        case .nobody: .null
        case .everyone: .integer(-1)
        case .one(let partition): .integer(partition.stored)
        }
    }
}

extension LabelSubject {
    /// How the history of labels names a subject.
    package var columns: (kind: String, owner: String, product: String) {
        switch self {
        case .shop(let shop): ("shop", shop.text, "")
        case .product(let key): ("product", key.shop.text, key.product.text)
        case .promoter(let promoter): ("promoter", promoter.text, "")
        }
    }
}

extension Array where Element == [SQLValue] {
    /// Neighbouring keys land on the same page.
    fileprivate func sorted(byKeyOf table: Table) -> [[SQLValue]] {
        sorted { left, right in
            // All rows are of one partition, the first column.
            for column in 1..<Swift.max(1, table.keyLength) {
                let order = left[column].order(of: right[column])
                if order != 0 { return order < 0 }
            }
            return false
        }
    }
}

extension SQLValue {
    /// Negative where it comes before `other`.
    fileprivate func order(of other: SQLValue) -> Int {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): left == right ? 0 : left < right ? -1 : 1
        case (.text(let left), .text(let right)): left.order(of: right)
        default: 0
        }
    }
}
