/// A table as both engines know it: the DDL, the bulk reads and the bulk writes are spelled from this description.
package struct Table: Sendable {
    package struct Column: Sendable {
        package let name: String
        package let type: ColumnType
        package let isNullable: Bool

        package static func integer(_ name: String) -> Column { Column(name: name, type: .integer, isNullable: false) }
        package static func text(_ name: String) -> Column { Column(name: name, type: .text, isNullable: false) }
        package static func bytes(_ name: String) -> Column { Column(name: name, type: .bytes, isNullable: false) }
        package var orNull: Column { Column(name: name, type: type, isNullable: true) }
    }

    /// `integer` is 64 bits wide; `text` compares by bytes.
    package enum ColumnType: Sendable { case integer, text, bytes }

    package let name: String
    package let columns: [Column]
    /// How many of the leading columns are the primary key. The first is always `partition`.
    package let keyLength: Int

    package init(_ name: String, key: [Column], columns: [Column]) {
        self.name = name
        self.columns = key + columns
        keyLength = key.count
    }

    /// Where the column `state` is; every table that is asked has one.
    package var stateColumn: Int {
        guard let index = columns.firstIndex(where: { $0.name == "state" }) else {
            preconditionFailure("\(name) keeps no state")
        }
        return index
    }

    package var key: ArraySlice<Column> { columns.prefix(keyLength) }
}

/// What a session can be asked to do, alone or together with others in one trip.
package enum Statement: Sendable {
    case sql(SQL)
    /// Rows of a table by their full primary keys; keys that are not there are left out. Answers come in any order.
    case fetch(Table, keys: [[SQLValue]])
    /// New rows. A key that is already there is an error, `StoreError.duplicate`.
    case add(Table, rows: [[SQLValue]])
    /// New rows, or new values for the rows that are there. No key may come twice in `rows`.
    case put(Table, rows: [[SQLValue]])
    /// Deletes rows by their full primary keys; keys that are not there are passed over.
    case drop(Table, keys: [[SQLValue]])
}
