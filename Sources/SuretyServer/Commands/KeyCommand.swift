import ArgumentParser
import SuretyEngine
import SuretyWire

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Create, list and revoke the keys of machines.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "Make a key and print it, this once.")
        @OptionGroup var options: DatabaseOptions
        @Option(help: "integrator, operator or auditor.") var role: Role = .integrator
        @Option(help: "What it is for.") var title = ""

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            console.out(try APIKeys(engine).create(role: role, title: title) + "\n")
            return .done
        }
    }

    struct List: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "List keys by id; their secrets are kept nowhere.")
        @OptionGroup var options: DatabaseOptions

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            for key in try APIKeys(engine).list() {
                let end = key.revokedAt.map { "revoked \(RFC3339.format($0))" } ?? "in use"
                console.out("\(key.id)  \(key.role.rawValue)  \(RFC3339.format(key.createdAt))  \(end)  \(key.title)\n")
            }
            return .done
        }
    }

    struct Revoke: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "End a key at once.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The key's id, as list prints it.") var id: String

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            let wasThere = try APIKeys(engine).revoke(id)
            if !wasThere { console.err("surety: there is no key \(id) in use\n") }
            return wasThere ? .done : .no
        }
    }
}

extension Role: ExpressibleByArgument {}
