package import SuretyStore
import SuretyStorePostgres
import SuretyStoreSQLite

/// Every engine that the conformance suite runs on.
package enum TestDatabase: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqliteInMemory = "SQLite in memory"
    case sqliteOnDisk = "SQLite on disk"
    case postgres = "PostgreSQL"

    package var description: String { rawValue }

    /// A fresh database that has these tables.
    package func make(_ tables: Table...) throws -> any SQLDatabase {
        let database: any SQLDatabase =
            switch self {
            case .sqliteInMemory: try SQLiteDatabase.inMemory()
            case .sqliteOnDisk: try SQLiteDatabase(path: "\(try TestFolder.make())/surety.sqlite")
            case .postgres: try PostgresCluster.shared.open()
            }
        try database.migrate(tables.map(database.createTable))
        return database
    }
}
