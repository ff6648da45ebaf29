import SuretyStore

/// One statement as it travels in a pipeline.
struct PostgresCall {
    enum Body {
        /// Text without parameters that is not worth preparing: BEGIN, SAVEPOINT, DDL.
        case plain(String)
        case commit
        case query(SQL)
        case table(TableCall)
    }

    let body: Body
    /// How many savepoints were open when it was asked for.
    let depth: Int
    /// Which of the statements of a `run` it answers; nil where nobody reads its rows.
    let answers: Int?

    init(_ body: Body, depth: Int = 0, answers: Int? = nil) {
        self.body = body
        self.depth = depth
        self.answers = answers
    }

    /// Whether it reads or writes, other than BEGIN and its like.
    var isWork: Bool {
        switch body {
        case .query, .table: true
        case .plain, .commit: false
        }
    }

    var isCommit: Bool {
        if case .commit = body { true } else { false }
    }

    /// The calls that carry out `statement`: none for an empty set, several for a very large one.
    static func calls(for statement: Statement, depth: Int, answers: Int?) -> [PostgresCall] {
        let bodies: [Body] =
            switch statement {
            case .sql(let sql): [.query(sql)]
            case .fetch(let table, let keys): TableCall.chunks(.fetch, table, keys).map(Body.table)
            case .add(let table, let rows): TableCall.chunks(.add, table, rows).map(Body.table)
            case .put(let table, let rows): TableCall.chunks(.put, table, rows).map(Body.table)
            case .drop(let table, let keys): TableCall.chunks(.drop, table, keys).map(Body.table)
            }
        return bodies.map { PostgresCall($0, depth: depth, answers: answers) }
    }
}
