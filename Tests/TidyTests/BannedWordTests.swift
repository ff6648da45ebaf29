import Foundation
import Testing

@Suite("Words that are not written here")
struct BannedWordTests {
    /// What is banned, where, but for which files, and what to write instead.
    struct Ban: Sendable, CustomTestStringConvertible {
        let word: String
        var within = ["Sources/", "Tests/"]
        /// Files that may, each with the reason.
        var except: [String: String] = [:]
        /// A line that has this too is meant otherwise.
        var unless: String?
        let instead: String

        var testDescription: String { word }
    }

    static let bans: [Ban] = [
        Ban(word: "Date()", instead: "take the time from `Surroundings.now`; a test sets it"),
        Ban(word: "UUID()", instead: "take an id from `Surroundings.newID()`; a test seeds it"),
        Ban(word: "print(", within: ["Sources/"], instead: "write through the command line's `Console`, or log"),
        Ban(word: "Task {", instead: "run it in a task group or service whose end somebody awaits"),
        Ban(word: "Task.detached", instead: "run it in a task group or service whose end somebody awaits"),
        Ban(word: "try!", instead: "let the test or function throw"),
        Ban(word: "fatalError(", instead: "throw, or state what must hold with `precondition` and why"),
        Ban(word: "as!", instead: "use `as?` with a `guard` that says what it means where it fails"),
        Ban(word: "@testable", instead: "make what is tested `package`; better, test what a user would notice"),
        Ban(
            word: "nonisolated(unsafe)",
            except: [
                "Sources/SuretyStoreSQLite/PreparedStatement.swift": "a handle that only its connection's queue touches"
            ],
            instead: "make it `Sendable`, or guard it with a `Mutex`"),
        Ban(
            word: ".random(",
            except: [
                "Sources/SuretyTestKit/PostgresCluster.swift": "names a database that no other test has",
                "Sources/SuretyTestKit/PostgresServer.swift": "names a folder that no other process has",
                "Sources/SuretyTestKit/Shell.swift": "names a file that no other process has",
                "Sources/SuretyTestKit/TestFolder.swift": "names a folder that no other test has",
                "Tests/SuretyServerTests/Support/Program.swift": "names a file that no other process has",
                "Tests/SuretyWireTests/Support/SeededGenerator+Announced.swift": "draws a seed, and prints it",
            ], unless: "using:",
            instead: "draw from `Surroundings.randomBytes`, or from a `SeededGenerator` with `using:`"),
    ]

    @Test("each has something better in its place", arguments: bans)
    func words(ban: Ban) {
        for file in Repository.swift where ban.within.contains(where: file.path.hasPrefix) {
            guard ban.except[file.path] == nil else { continue }
            for (number, line) in file.code.lines(with: ban.word) where line.containsWord(ban.word) {
                if let unless = ban.unless, line.contains(unless) { continue }
                Issue.record("\(file):\(number) has `\(ban.word)`: \(ban.instead)")
            }
        }
    }

    @Test("an exception is dropped when it is needed no longer", arguments: bans)
    func exceptions(ban: Ban) {
        for path in ban.except.keys.sorted() {
            let file = Repository.swift.first { $0.path == path }
            let isNeeded = file.map { !$0.code.lines(with: ban.word).isEmpty } ?? false
            #expect(isNeeded, "\(path) needs no exception for `\(ban.word)`: take it off the list")
        }
    }

    @Test("only the libpq connection is `@unchecked Sendable`")
    func unchecked() {
        let files = Repository.swift.flatMap { file in
            file.code.lines(with: "@unchecked Sendable").map { _ in file.path }
        }
        #expect(
            files == ["Sources/SuretyStorePostgres/PostgresConnection.swift"],
            "make it `Sendable` by its parts: `let`, values, a `Mutex`")
    }

    @Test("nothing is left to do")
    func unfinished() {
        for file in Repository.all where !file.path.hasPrefix("Tests/TidyTests/") {
            for word in ["TODO", "FIXME"] {
                for (number, line) in file.text.lines(with: word) where line.containsWord(word) {
                    Issue.record("\(file):\(number) has \(word): do it, or say what is missing where readers look")
                }
            }
        }
    }

    @Test("nothing speaks of the machine or the sitting it was written in")
    func workplace() {
        let words = ["/work/", "/opt/", "/root/", "/home/", "issue #", "this session", "the brief"]
        for file in Repository.all where !file.path.hasPrefix("Tests/TidyTests/") {
            for word in words {
                for (number, _) in file.text.lowercased().lines(with: word) {
                    Issue.record("\(file):\(number) has \"\(word)\": name what any reader can reach")
                }
            }
        }
    }
}

extension String {
    /// The lines that hold `word`, with their numbers.
    func lines(with word: String) -> [(number: Int, line: Substring)] {
        guard contains(word) else { return [] }
        return split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            line.contains(word) ? (number + 1, line) : nil
        }
    }
}

extension Substring {
    /// Whether it has `word` where no name goes on before it or, if it ends in a letter, behind it.
    func containsWord(_ word: String) -> Bool {
        let (text, word) = (Array(utf8), Array(word.utf8))
        guard text.count >= word.count else { return false }
        return (0...text.count - word.count).contains { start in
            let end = start + word.count
            guard text[start..<end].elementsEqual(word) else { return false }
            let goesOnBefore = start > 0 && SwiftText.isPartOfName(text[start - 1]) && SwiftText.isPartOfName(word[0])
            let goesOnAfter =
                end < text.count && SwiftText.isPartOfName(text[end]) && SwiftText.isPartOfName(word[word.count - 1])
            return !goesOnBefore && !goesOnAfter
        }
    }
}
