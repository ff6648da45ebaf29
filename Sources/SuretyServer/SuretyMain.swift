import ArgumentParser
import Foundation
import SuretyEngine

/// The command line's entry.
package enum SuretyMain {
    /// Runs a command and ends the process: 0 done, 1 the answer is no, 2 usage, 3 fault.
    package static func run(_ arguments: [String]) async {
        let console = Console.standard
        exit(await status(of: arguments, console).rawValue)
    }

    static func status(of arguments: [String], _ console: Console) async -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try SuretyCommand.parseAsRoot(arguments)
        } catch {
            let isHelp = SuretyCommand.exitCode(for: error) == .success
            (isHelp ? console.out : console.err)(SuretyCommand.fullMessage(for: error) + "\n")
            return isHelp ? .done : .usage
        }
        do {
            switch command {
            case let command as any EngineCommand: return try await EngineHost.run(command, arguments, console)
            case let command as any PlainCommand: return try await command.execute(console)
            default: return help(command, console)
            }
        } catch {
            console.err("surety: \(FaultText.sentence(for: error))\n")
            return ExitStatus(error)
        }
    }

    /// What the parser made of `--help`, `help …` and a command without its sub-command.
    private static func help(_ command: any ParsableCommand, _ console: Console) -> ExitStatus {
        var command = command
        do {
            try command.run()
            return .usage
        } catch {
            let isHelp = SuretyCommand.exitCode(for: error) == .success
            (isHelp ? console.out : console.err)(SuretyCommand.fullMessage(for: error) + "\n")
            return isHelp ? .done : .usage
        }
    }
}

/// What a process ends with.
enum ExitStatus: Int32 {
    case done = 0
    /// The answer is no: something was rejected, not found, or does not hold.
    case no = 1
    case usage = 2
    case fault = 3

    /// What a command that threw ends with.
    init(_ error: any Error) {
        self =
            switch error {
            case is UsageError: .usage
            case is ExplanationRefusal: .no
            default: .fault
            }
    }
}

/// The command was understood, but what it names cannot be.
struct UsageError: Error {
    let message: String
}

struct SuretyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "surety",
        abstract: "Trust guarantees for a live-commerce marketplace: facts in, labels with their reasons out.",
        subcommands: [
            ServeCommand.self, ImportCommand.self, SimulateCommand.self, ExplainCommand.self, LabelsCommand.self,
            HistoryCommand.self, CaseCommand.self, PaymentsCommand.self, LedgerCommand.self, RulebookCommand.self,
            KeyCommand.self, MigrateCommand.self, VerifyCommand.self,
            ExportCommand.self, VersionCommand.self,
        ])
}

/// A command that needs no database.
protocol PlainCommand: ParsableCommand {
    func execute(_ console: Console) async throws -> ExitStatus
}
