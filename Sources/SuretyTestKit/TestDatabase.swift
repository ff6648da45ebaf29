import Foundation
package import SuretyStore
import SuretyStoreSQLite

/// Every engine that the conformance suite runs on.
package enum TestDatabase: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqliteInMemory = "SQLite in memory"
    case sqliteOnDisk = "SQLite on disk"
    case postgres = "PostgreSQL"

    package var description: String { rawValue }

    /// A fresh database that has these tables.
    package func make(_ tables: Table...) throws -> any SQLDatabase {
        switch self {
        case .sqliteInMemory:
            let database = try SQLiteDatabase.inMemory()
            try database.migrate(tables.map(database.createTable))
            return database
        case .sqliteOnDisk:
            let database = try SQLiteDatabase(path: "\(try TestFolder.make())/surety.sqlite")
            try database.migrate(tables.map(database.createTable))
            return database
        case .postgres:
            return try PostgresCluster.shared.open(tables)
        }
    }
}
