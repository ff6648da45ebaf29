import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretyStore

/// By which clock a server lives.
enum ServingClock: String, ExpressibleByArgument, CaseIterable {
    case live
    /// Stands still until it is moved over HTTP: for trials.
    case virtual
}

/// Who carries out instructions to pay.
enum PayingParty: String, ExpressibleByArgument, CaseIterable {
    /// The marketplace fetches them and tells what became of them.
    case marketplace
    /// Nobody: it behaves like a provider, for trials.
    case sandbox

    var provider: (any PaymentProvider)? {
        switch self {
        case .marketplace: nil
        case .sandbox: SandboxProvider()
        }
    }
}

extension VirtualClock {
    /// Moves on to what the journals have last recorded, so that a database goes on where it was left.
    func catchUp(with database: any SQLDatabase) throws {
        let row = try database.read { try $0.run("SELECT MAX(recorded_at) FROM head") }.first
        if let row, case .integer(let recorded)? = row.values.first { _ = move(to: Instant(milliseconds: recorded)) }
    }
}
