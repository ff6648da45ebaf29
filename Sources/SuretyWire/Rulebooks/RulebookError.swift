/// One thing wrong in a folder of editions.
package struct RulebookError: Error, Hashable, CustomStringConvertible {
    /// The file, from the folder of editions: `2022-04-trust-buy/rights.yaml`.
    package let file: String
    /// Both count from 1; 1:1 where the whole file is meant.
    package let line: Int
    package let column: Int
    /// What is wrong.
    package let problem: String
    /// What would be right.
    package let remedy: String

    package init(file: String, line: Int, column: Int, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String {
        remedy.isEmpty ? "\(file):\(line):\(column): \(problem)" : "\(file):\(line):\(column): \(problem); \(remedy)"
    }
}

/// Everything wrong in a folder of editions, in order of file and place.
package struct RulebookErrors: Error, Hashable, CustomStringConvertible {
    package let errors: [RulebookError]

    package init(_ errors: [RulebookError]) { self.errors = errors }

    package var description: String {
        let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
        return "The rulebooks have \(count):\n" + errors.map { "  \($0)\n" }.joined()
    }
}

/// Where something stands.
struct Place: Hashable, Sendable {
    let file: String
    let line: Int
    let column: Int

    static func start(of file: String) -> Place { Place(file: file, line: 1, column: 1) }
}

/// Collects what is wrong, so that one run tells a policy operator everything.
///
/// A class because the readers of one folder share it; it never leaves the loading of that folder.
final class Problems {
    /// More errors than a person will read; a broken megabyte would make a hundred thousand.
    static let limit = 500

    private var found: [RulebookError] = []
    private var seen: Set<RulebookError> = []

    var isEmpty: Bool { found.isEmpty }

    func add(_ place: Place, _ problem: String, _ remedy: String = "") {
        guard found.count < Problems.limit else { return }
        let error = RulebookError(
            file: place.file, line: place.line, column: place.column, problem: problem, remedy: remedy)
        if seen.insert(error).inserted { found.append(error) }
    }

    var sorted: RulebookErrors {
        RulebookErrors(
            found.sorted { ($0.file, $0.line, $0.column, $0.problem) < ($1.file, $1.line, $1.column, $1.problem) })
    }
}
