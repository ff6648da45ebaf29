import ArgumentParser
import SuretyDomain
import SuretyRules
import SuretyWire

struct RulebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rulebook", abstract: "Check, show and compare rulebooks.",
        subcommands: [Check.self, Show.self, Diff.self, Schema.self])

    struct Check: ParsableCommand, PlainCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is wrong, where, and what would be right.")
        @Option(help: "The folder of editions.") var rulebooks: String?
        @Option(name: .customLong("lang"), help: "zh or en.") var language: Language = .en

        func execute(_ console: Console) throws -> ExitStatus {
            do {
                let library = try RulebookFolder.load(path: try RulebookLocation.find(rulebooks, console))
                console.out(RulebookText.check(library, language).endingLine)
                return .done
            } catch let errors as RulebookErrors {
                console.err(errors.description.endingLine)
                return .no
            }
        }
    }

    struct Show: ParsableCommand, PlainCommand {
        static let configuration = CommandConfiguration(abstract: "Print the rules as they stand at an instant.")
        @Option(help: "The folder of editions.") var rulebooks: String?
        @Option(help: "The instant; now by default.") var at: String?
        @Option(help: "The book as this edition left it on its first day.") var edition: String?
        @Option(name: .customLong("lang"), help: "zh or en.") var language: Language = .en

        func execute(_ console: Console) throws -> ExitStatus {
            let library = try RulebookFolder.load(path: try RulebookLocation.find(rulebooks, console))
            console.out(RulebookText.show(try library.asked(at: at, edition: edition), language).endingLine)
            return .done
        }
    }

    struct Diff: ParsableCommand, PlainCommand {
        static let configuration = CommandConfiguration(abstract: "Say in words what changes between two editions.")
        @Option(help: "The folder of editions.") var rulebooks: String?
        @Option(name: .customLong("lang"), help: "zh or en.") var language: Language = .en
        @Argument(help: "The earlier edition.") var from: String
        @Argument(help: "The later edition.") var to: String

        func execute(_ console: Console) throws -> ExitStatus {
            let library = try RulebookFolder.load(path: try RulebookLocation.find(rulebooks, console))
            let earlier = try library.asked(at: nil, edition: from)
            let later = try library.asked(at: nil, edition: to)
            console.out(RulebookText.diff(from: earlier, to: later, language).endingLine)
            return .done
        }
    }

    struct Schema: ParsableCommand, PlainCommand {
        static let configuration = CommandConfiguration(abstract: "Print the JSON Schema of a subject's file.")
        @Argument(help: "The subject: \(RulebookSubject.allCases.map(\.rawValue).joined(separator: ", ")).")
        var subject: String

        func execute(_ console: Console) throws -> ExitStatus {
            guard let subject = RulebookSubject(rawValue: subject) else {
                let known = RulebookSubject.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError(message: "there is no subject \(subject); known: \(known)")
            }
            console.out(RulebookSchema.json(subject).endingLine)
            return .done
        }
    }
}

extension RulebookLibrary {
    fileprivate func asked(at: String?, edition: String?) throws -> Rulebook {
        if let edition {
            guard let book = book(ofEdition: edition) else {
                let known = editions.map(\.key).joined(separator: ", ")
                throw UsageError(message: "there is no edition \(edition); known: \(known)")
            }
            return book
        }
        let instant = try Text.instant(at, "--at") ?? .now
        guard let book = book(at: instant) else {
            throw UsageError(message: "no edition was in force at \(RFC3339.format(instant))")
        }
        return book
    }
}

extension String {
    fileprivate var endingLine: String { hasSuffix("\n") ? self : self + "\n" }
}
