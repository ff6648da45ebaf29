import SuretyDomain
import SuretyLabels
import SuretyRules
package import SuretyWire

/// The statements of one round and what to do with their answers.
struct LoadPlan: Sendable {
    struct Step: Sendable {
        let name: String
        let statement: Statement
        let take: @Sendable ([SQLRow], inout Workspace) throws -> Void
    }

    private(set) var steps: [Step] = []
    private let partition: SQLValue

    var statements: [Statement] { steps.map(\.statement) }

    init(_ needs: Needs, _ home: Partition) {
        partition = .integer(home.stored)
        addRows(needs, home)
        addQuestions(needs, home)
    }

    /// Hands each answer to the step that asked.
    func take(_ answers: ArraySlice<[SQLRow]>, into workspace: inout Workspace) throws(StoreError) {
        for (step, rows) in zip(steps, answers) {
            do {
                try step.take(rows, &workspace)
            } catch let error as StoreError {
                throw error
            } catch let fault as StateFault {
                throw .corrupt("\(step.name): \(fault.reason)")
            } catch let fault as EventFault {
                throw .corrupt("\(step.name): \(fault.reason)")
            } catch {
                throw .corrupt(step.name)
            }
        }
    }

    private mutating func addRows(_ needs: Needs, _ home: Partition) {
        fetch(Tables.fact, needs.facts, { [$0.source.sqlValue, $0.id.sqlValue] }) { key, row, workspace in
            let record = try row.map { row in
                FactRecord(
                    digest: try row.bytes(5), number: try row.integer(3),
                    standing: FactRecord.Standing(rawValue: try row.integer(4)) ?? .superseded)
            }
            workspace.facts.load(key, record)
        }
        fetch(Tables.shop, needs.shops, { [$0.sqlValue] }) { $2.shops.load($0, try $1?.state(3)) }
        fetch(Tables.product, needs.products, { [$0.shop.sqlValue, $0.product.sqlValue] }) {
            $2.products.load($0, try $1?.state(4))
        }
        fetch(Tables.order, needs.orders, { [$0.shop.sqlValue, $0.order.sqlValue] }) {
            $2.orders.load($0, try $1?.state(4))
        }
        fetch(Tables.promoter, needs.promoters, { [$0.sqlValue] }) { $2.promoters.load($0, try $1?.state(3)) }
        fetch(Tables.promoterCopy, needs.copies, { [$0.sqlValue] }) { $2.copies.load($0, try $1?.state(3)) }
        fetch(Tables.pane, needs.blocks, { [$0.shop.sqlValue, .integer($0.number)] }) {
            $2.blocks.load($0, try $1?.state(4))
        }
        fetch(Tables.inbox, needs.inboxes, { [.integer($0.stored)] }) { $2.inboxes.load($0, try $1?.integer(2)) }
        fetch(Tables.chore, needs.chores, { [$0.due.sqlValue, .integer($0.kind.rawValue), .integer($0.subject)] }) {
            $2.chores.load($0, try $1?.state(4))
        }
        fetch(Tables.answer, needs.answers, { [$0.credential.sqlValue, $0.key.sqlValue] }) { key, row, workspace in
            let kept = try row.map { row in
                KeptAnswer(
                    digest: try row.bytes(3), outcome: try Outcome(stateBytes: try row.bytes(4)),
                    at: Instant(milliseconds: try row.integer(5)))
            }
            workspace.answers.load(key, kept)
        }
        fetch(Tables.market, needs.market ? [home] : [], { _ in [] }) { $2.market.load($0, try $1?.state(2)) }
        fetch(Tables.event, needs.events, { [.integer($0)] }) { number, row, workspace in
            guard let row else { throw StoreError.corrupt("event \(number) is missing") }
            let event = try EventCodec.decode(kind: try row.integer(2), schema: try row.integer(3), try row.bytes(6))
            if case .factRecorded(let fact) = event { workspace.recorded[number] = fact }
        }
        addCases(needs)
        addHomes(needs)
    }

    private mutating func addCases(_ needs: Needs) {
        fetch(Tables.aftersales, needs.cases, { [$0.sqlValue] }) {
            $2.cases.load($0, try $1?.state(Tables.aftersales.stateColumn))
        }
        fetch(Tables.waybill, needs.waybills, { $0.columns }) {
            $2.waybills.load($0, try $1.map { CaseID(try $0.text(4)) })
        }
        fetch(Tables.account, needs.balances, { $0.columns }) { $2.balances.load($0, try $1?.integer(4)) }
        fetch(Tables.instruction, needs.instructions, { [$0.sqlValue] }) {
            $2.instructions.load($0, try $1?.state(Tables.instruction.stateColumn))
        }
        fetch(Tables.deadline, needs.deadlines, { $0.columns }) {
            $2.deadlines.load($0, try $1.map { Instant(milliseconds: try $0.integer(5)) })
        }
    }

    private mutating func addHomes(_ needs: Needs) {
        fetch(Tables.standing, needs.standings, { [$0.sqlValue] }) { consumer, row, workspace in
            let seen = try row.map { row in
                guard let standing = Standing(rawValue: try row.text(2)) else {
                    throw StoreError.corrupt("a consumer's standing is no word of ours")
                }
                return StandingSeen(standing: standing, number: try row.integer(3))
            }
            workspace.standings.load(consumer, seen)
        }
        fetch(Tables.sourceCopy, needs.sources, { [$0.sqlValue] }) { $2.sources.load($0, try $1?.state(3)) }
        fetch(Tables.source, needs.sourceStates, { [$0.sqlValue] }) { $2.sourceStates.load($0, try $1?.state(3)) }
        fetch(Tables.consumer, needs.consumers, { [$0.sqlValue] }) { $2.consumers.load($0, try $1?.state(3)) }
        fetch(Tables.consumerCase, needs.consumerCases, { [$0.consumer.sqlValue, $0.id.sqlValue] }) {
            $2.consumerCases.load($0, try $1?.state(4))
        }
    }

    /// Rows by their keys: one statement a table. Keys without a row are loaded as absent.
    private mutating func fetch<Key: Hashable & Sendable>(
        _ table: Table, _ keys: some Collection<Key>, _ columns: (Key) -> [SQLValue],
        _ take: @escaping @Sendable (Key, SQLRow?, inout Workspace) throws -> Void
    ) {
        guard !keys.isEmpty else { return }
        let byColumns = Dictionary(uniqueKeysWithValues: keys.map { ([partition] + columns($0), $0) })
        let statement = Statement.fetch(table, keys: Array(byColumns.keys))
        steps.append(
            Step(name: table.name, statement: statement) { rows, workspace in
                var missing = byColumns
                for row in rows {
                    guard let key = missing.removeValue(forKey: Array(row.values.prefix(table.keyLength))) else {
                        continue
                    }
                    try take(key, row, &workspace)
                }
                for key in missing.values { try take(key, nil, &workspace) }
            })
    }
}

extension LoadPlan {
    private mutating func ask(
        _ name: String, _ sql: SQL, _ take: @escaping @Sendable ([SQLRow], inout Workspace) throws -> Void
    ) {
        steps.append(Step(name: name, statement: .sql(sql), take: take))
    }

    private mutating func addQuestions(_ needs: Needs, _ home: Partition) {
        let partition = home.stored
        for shop in needs.catalogues.sorted() {
            ask("product", "SELECT id, state FROM product WHERE partition = \(partition) AND shop = \(shop)") {
                rows, workspace in
                var ids: Set<ProductID> = []
                for row in rows {
                    let id = ProductID(try row.text(0))
                    ids.insert(id)
                    workspace.products.load(ProductKey(shop: shop, product: id), try row.state(1))
                }
                workspace.catalogues[shop] = ids
            }
        }
        for (shop, instant) in needs.reviewsAfter {
            let kind = Counted.Kind.review.rawValue
            let sql: SQL = """
                SELECT at, id, score FROM counted
                WHERE partition = \(partition) AND shop = \(shop) AND kind = \(kind) AND product = '' AND at > \(instant)
                """
            ask("counted", sql) { rows, workspace in
                workspace.laterReviews[shop] = Set(
                    try rows.map { row in
                        Counted(
                            kind: .review, at: Instant(milliseconds: try row.integer(0)),
                            id: CountedID(try row.text(1)),
                            score: Int(try row.integer(2)))
                    })
            }
        }
        for (key, count) in needs.recentSales {
            let kind = Counted.Kind.sale.rawValue
            let sql: SQL = """
                SELECT at, id, carrying FROM counted
                WHERE partition = \(partition) AND shop = \(key.shop) AND kind = \(kind) AND product = \(key.product)
                ORDER BY at DESC, id DESC LIMIT \(Int64(count))
                """
            ask("counted", sql) { rows, workspace in
                workspace.recentSales[key] = try rows.reversed().map { row in
                    Sale(
                        at: Instant(milliseconds: try row.integer(0)), id: CountedID(try row.text(1)),
                        carrying: ProgrammeList.read(try row.text(2)))
                }
            }
        }
        for cursor in needs.stretches { addStretch(cursor, partition) }
    }
}

extension LoadPlan {
    /// The next subjects of a walk: shops after the cursor, and where they have ended, promoters.
    private mutating func addStretch(_ cursor: Chore.Cursor, _ partition: Int64) {
        let limit = Int64(Chore.stretch)
        let shopsAfter: String
        let promotersAfter: String
        switch cursor {
        case .start: (shopsAfter, promotersAfter) = ("", "")
        case .shop(let shop): (shopsAfter, promotersAfter) = (shop.text, "")
        case .promoter(let promoter): (shopsAfter, promotersAfter) = ("", promoter.text)
        }
        var isPastShops = false
        if case .promoter = cursor { isPastShops = true }
        if !isPastShops {
            let sql: SQL = """
                SELECT id, state FROM shop WHERE partition = \(partition) AND id > \(shopsAfter) ORDER BY id LIMIT \(limit)
                """
            ask("shop", sql) { rows, workspace in
                for row in rows {
                    let shop = ShopID(try row.text(0))
                    workspace.shops.load(shop, try row.state(1))
                    workspace.stretches[cursor, default: []].append(.shop(shop))
                }
            }
        }
        let sql: SQL = """
            SELECT id, state FROM promoter WHERE partition = \(partition) AND id > \(promotersAfter)
            ORDER BY id LIMIT \(limit)
            """
        ask("promoter", sql) { rows, workspace in
            for row in rows {
                let promoter = PromoterID(try row.text(0))
                workspace.promoters.load(promoter, try row.state(1))
                // One stretch is bounded; promoters that do not fit any more come with the next.
                if workspace.stretches[cursor]?.count ?? 0 < Chore.stretch {
                    workspace.stretches[cursor, default: []].append(.promoter(promoter))
                }
            }
            if workspace.stretches[cursor] == nil { workspace.stretches[cursor] = [] }
        }
    }
}

extension SQLRow {
    /// A state row's value.
    package func state<Value: RowState>(_ column: Int) throws -> Value { try Value(stateBytes: try bytes(column)) }
}

/// What a state row holds. Not any `StateCoded`: an optional is one too, and where a value may be absent the compiler
/// would read an optional's bytes.
package protocol RowState: StateCoded {}
extension ShopState: RowState {}
extension ProductState: RowState {}
extension Order: RowState {}
extension PromoterState: RowState {}
extension PromoterCopy: RowState {}
extension PaneBlock: RowState {}
extension MarketState: RowState {}
extension Chore: RowState {}
extension Case: RowState {}
extension Instruction: RowState {}
extension SourceCopy: RowState {}
extension SourceState: RowState {}
extension ConsumerState: RowState {}
extension CaseSummary: RowState {}
