import ArgumentParser
import SuretyEngine
import SuretyStore

/// A command on a database. It runs in the process that serves the file where there is one, and here otherwise.
protocol EngineCommand: ParsableCommand {
    var options: DatabaseOptions { get }
    /// Blocks the calling thread until it is done.
    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus
}

enum EngineHost {
    static func run(
        _ command: any EngineCommand, _ arguments: [String], _ console: Console
    ) async throws -> ExitStatus {
        if let path = command.options.address.socketPath(console),
            let status = try CommandSocket.forward(arguments, to: path, console)
        {
            return status
        }
        let engine = try command.options.openEngine(console)
        defer { try? engine.database.close() }
        return try command.execute(engine, console)
    }
}
