import SuretyStore

let orders = Table(
    "order", key: [.integer("partition"), .text("id")],
    columns: [.integer("group").orNull, .text("title").orNull, .bytes("body").orNull])

func key(_ id: String, partition: Int64 = 1) -> [SQLValue] { [.integer(partition), .text(id)] }

func order(_ id: String, _ amount: Int64?, partition: Int64 = 1) -> [SQLValue] {
    key(id, partition: partition) + [amount.sqlValue, .text("title of \(id)"), .bytes(Array(id.utf8))]
}

/// Rows of `orders` by key, ordered by partition and id.
func fetch(_ database: any SQLDatabase, _ keys: [[SQLValue]]) throws -> [[SQLValue]] {
    sorted(try database.read { try $0.run([.fetch(orders, keys: keys)])[0] }.map(\.values))
}

func sorted(_ rows: [[SQLValue]]) -> [[SQLValue]] {
    rows.sorted { left, right in
        guard case (.integer(let first), .text(let a)) = (left[0], left[1]),
            case (.integer(let second), .text(let b)) = (right[0], right[1])
        else { return false }
        return (first, a) < (second, b)
    }
}

extension SQLDatabase {
    /// One write of these statements, whose answers nobody reads.
    func send(_ statements: Statement...) throws { try write { _ = try $0.run(statements) } }
}

/// The store's error that `body` ends with, nil where it ends well or otherwise.
func storeError<Value>(_ body: () throws -> Value) -> StoreError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? StoreError
    }
}

extension StoreError {
    enum Kind { case duplicate, unavailable, commitUnknown, refused, corrupt, disk, statement }

    var kind: Kind {
        switch self {
        case .duplicate: .duplicate
        case .unavailable: .unavailable
        case .commitUnknown: .commitUnknown
        case .refused: .refused
        case .corrupt: .corrupt
        case .disk: .disk
        case .statement: .statement
        }
    }
}
