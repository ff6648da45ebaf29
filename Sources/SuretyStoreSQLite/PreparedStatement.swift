internal import GRDBSQLite
internal import SuretyStore

/// A statement compiled on one connection, run to its end at every use and reset, so that it never holds a lock.
final class PreparedStatement: Sendable {
    // Never used by two threads at once: whoever runs a statement is on the queue GRDB keeps for its connection.
    private nonisolated(unsafe) let handle: OpaquePointer

    /// For each parameter the number of the value that it takes: `$2, $1, $2` has two parameters, named `$2` and `$1`.
    private let valueNumbers: [Int]
    /// How many values it takes; nil where it passes one over, which PostgreSQL refuses too.
    private let valueCount: Int?

    init(_ text: String, on connection: OpaquePointer) throws(SQLiteFailure) {
        var compiled: OpaquePointer?
        let (code, rest) = text.utf8CString.withUnsafeBufferPointer { text in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(
                connection, text.baseAddress, Int32(text.count), UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, &tail)
            return (code, tail.map { String(cString: $0) } ?? "")
        }
        guard code == SQLITE_OK else { throw .last(on: connection) }
        guard let handle = compiled else { throw SQLiteFailure(code: SQLITE_MISUSE, message: "an empty statement") }
        guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
            sqlite3_finalize(handle)
            throw SQLiteFailure(code: SQLITE_MISUSE, message: "more than one statement: \(text)")
        }
        self.handle = handle
        valueNumbers = Self.valueNumbers(of: handle)
        let distinct = Set(valueNumbers)
        valueCount = distinct == Set(0..<distinct.count) ? distinct.count : nil
    }

    deinit { sqlite3_finalize(handle) }

    private static func valueNumbers(of handle: OpaquePointer) -> [Int] {
        (0..<sqlite3_bind_parameter_count(handle)).map { index in
            // An unnamed `?` has its place; `$7` takes the seventh value wherever it stands.
            guard let name = sqlite3_bind_parameter_name(handle, index + 1) else { return Int(index) }
            return (Int(String(cString: name).dropFirst()) ?? 0) - 1
        }
    }

    /// Runs the statement with the values of `$1`, `$2` … and answers its rows.
    func run(_ values: [SQLValue], _ arena: BindingArena) throws(SQLiteFailure) -> [SQLRow] {
        guard values.count == valueCount else {
            throw SQLiteFailure(
                code: SQLITE_RANGE, message: "\(values.count) values for: \(String(cString: sqlite3_sql(handle)))")
        }
        arena.clear()
        for (index, number) in valueNumbers.enumerated() {
            try bind(values[number], at: index + 1, arena)
        }
        var rows: [SQLRow] = []
        try step(into: &rows)
        return rows
    }

    /// Runs the statement with the values of all `rows`, one row after the other, each value of its column's type.
    func run(
        _ rows: ArraySlice<[SQLValue]>, _ types: [Table.ColumnType], _ arena: BindingArena, into answer: inout [SQLRow]
    ) throws(SQLiteFailure) {
        arena.clear()
        var index = 1
        for row in rows {
            guard row.count == types.count else {
                throw SQLiteFailure(code: SQLITE_RANGE, message: "a row has \(row.count) values, not \(types.count)")
            }
            for column in types.indices {
                // A STRICT table takes 2 for "2" where PostgreSQL refuses; a mistake is one on both.
                guard row[column].fits(types[column]) else {
                    throw SQLiteFailure(
                        code: SQLITE_MISMATCH, message: "a value is not of its column's type, \(types[column])")
                }
                try bind(row[column], at: index, arena)
                index += 1
            }
        }
        try step(into: &answer)
    }

    private func bind(_ value: SQLValue, at index: Int, _ arena: BindingArena) throws(SQLiteFailure) {
        let index = Int32(index)
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let value): sqlite3_bind_int64(handle, index, value)
            case .text(var value):
                value.withUTF8 { text in
                    let held = arena.hold(UnsafeRawBufferPointer(text))?.assumingMemoryBound(to: CChar.self)
                    return sqlite3_bind_text64(handle, index, held, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
                }
            case .bytes(let value):
                value.withUnsafeBytes { bytes in
                    sqlite3_bind_blob64(handle, index, arena.hold(bytes), UInt64(bytes.count), nil)
                }
            }
        guard code == SQLITE_OK else { throw .last(on: sqlite3_db_handle(handle)) }
    }

    private func step(into rows: inout [SQLRow]) throws(SQLiteFailure) {
        defer { sqlite3_reset(handle) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_DONE: return
            case SQLITE_ROW: rows.append(try row())
            default: throw .last(on: sqlite3_db_handle(handle))
            }
        }
    }

    private func row() throws(SQLiteFailure) -> SQLRow {
        let count = sqlite3_column_count(handle)
        var values: [SQLValue] = []
        values.reserveCapacity(Int(count))
        for column in 0..<count { values.append(try value(column)) }
        return SQLRow(values: values)
    }

    private func value(_ column: Int32) throws(SQLiteFailure) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER:
            return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, column)
            let text = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            return .text(String(decoding: text, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            return .bytes(Array(bytes))
        case SQLITE_NULL:
            return .null
        default:
            throw SQLiteFailure(code: SQLITE_MISMATCH, message: "column \(column) of an answer is a floating number")
        }
    }
}

extension SQLValue {
    fileprivate func fits(_ type: Table.ColumnType) -> Bool {
        switch (self, type) {
        case (.null, _), (.integer, .integer), (.text, .text), (.bytes, .bytes): true
        default: false
        }
    }
}
