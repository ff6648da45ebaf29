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
        @Option(help: "integrator, operator, auditor, adjudicator, merchant or consumer.") var role: Role = .integrator
        @Option(name: .customLong("for"), help: "A merchant's shop, or a consumer as the marketplace names them.")
        var scope: String?
        @Option(help: "What it is for.") var title = ""

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            do {
                console.out(try APIKeys(engine).create(role: role, title: title, scope: scope) + "\n")
                return .done
            } catch let fault as ScopeFault {
                throw UsageError(message: "--for: \(fault.sentence)")
            }
        }
    }

    struct List: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "List keys by id; their secrets are kept nowhere.")
        @OptionGroup var options: DatabaseOptions

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            for key in try APIKeys(engine).list() {
                let end = key.revokedAt.map { "revoked \(RFC3339.format($0))" } ?? "in use"
                let role = key.role.rawValue + (key.scope.map { " of \($0)" } ?? "")
                console.out("\(key.id)  \(role)  \(RFC3339.format(key.createdAt))  \(end)  \(key.title)\n")
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
