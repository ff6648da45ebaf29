import SuretyStore

/// One set-based read or write of a table's rows: full rows, or full keys.
struct TableCall {
    enum Verb { case fetch, add, put, drop }

    enum Shape {
        /// Scalar parameters: the executor starts faster than for a set.
        case oneRow
        /// The partition as a scalar, an array for each other column.
        case onePartition
        /// An array for each column.
        case anyPartition
    }

    let verb: Verb
    let table: Table
    let rows: ArraySlice<[SQLValue]>
    let shape: Shape

    /// A statement carries at most so many rows and about so many bytes; the server's limit is 1 GB.
    private static let mostRows = 5_000
    private static let mostBytes = 16 << 20

    init(_ verb: Verb, _ table: Table, _ rows: ArraySlice<[SQLValue]>) {
        self.verb = verb
        self.table = table
        self.rows = rows
        let first = rows.first?.first
        let width = verb.takesKeys ? table.keyLength : table.columns.count
        shape =
            if rows.count == 1 {
                .oneRow
            } else if width > 1, rows.allSatisfy({ $0.first == first }) {
                .onePartition
            } else {
                .anyPartition
            }
    }

    /// The key columns that are arrays, or all of them where there is but one row.
    var listedKey: ArraySlice<Table.Column> { shape == .onePartition ? table.key.dropFirst() : table.key }

    /// A DELETE by several arrays is a join, and a kept plan may be one for an empty table.
    var isPrepared: Bool { verb != .drop || shape == .oneRow || listedKey.count == 1 }

    static func chunks(_ verb: Verb, _ table: Table, _ rows: [[SQLValue]]) -> [TableCall] {
        // So few rows are deleted one by one before a plan for all is made.
        if rows.count <= 16, !TableCall(verb, table, rows[...]).isPrepared {
            return rows.indices.map { TableCall(verb, table, rows[$0...$0]) }
        }
        var chunks: [TableCall] = []
        var start = 0
        var bytes = 0
        for (index, row) in rows.enumerated() {
            if index - start == mostRows || bytes > mostBytes {
                chunks.append(TableCall(verb, table, rows[start..<index]))
                (start, bytes) = (index, 0)
            }
            for value in row { bytes += value.wireLength }
        }
        if start < rows.count { chunks.append(TableCall(verb, table, rows[start...])) }
        return chunks
    }

    func bind(to parameters: inout BinaryParameters) throws(StoreError) {
        let columns = verb.takesKeys ? table.key : table.columns[...]
        guard rows.allSatisfy({ $0.count == columns.count }), let first = rows.first else {
            throw .statement("a row for table \(table.name) does not have \(columns.count) values")
        }
        for (index, column) in columns.enumerated() {
            let isScalar = shape == .oneRow || (shape == .onePartition && index == 0)
            if isScalar {
                try parameters.append(first[index], for: column)
            } else {
                try parameters.append(column: index, column, of: rows)
            }
        }
    }
}

extension TableCall.Verb {
    /// Keys name a row to be read or deleted; whole rows are written.
    var takesKeys: Bool {
        switch self {
        case .fetch, .drop: true
        case .add, .put: false
        }
    }
}

extension TableCall {
    /// What decides the text of a call.
    struct Spelling: Hashable {
        private let verb: Verb
        private let shape: Shape
        private let table: Table

        init(_ call: TableCall) {
            verb = call.verb
            shape = call.shape
            table = call.table
        }

        static func == (left: Spelling, right: Spelling) -> Bool {
            left.verb == right.verb && left.shape == right.shape && left.table.name == right.table.name
                && left.table.keyLength == right.table.keyLength
                && left.table.columns.elementsEqual(right.table.columns) { $0.name == $1.name }
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(verb)
            hasher.combine(shape)
            hasher.combine(table.name)
        }
    }
}
