import Foundation
import Testing

/// The files of this repository, as the tidy tests read them. What is built or run is left out.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// A file with its path from the root.
    struct File: Sendable, CustomStringConvertible, CustomTestStringConvertible {
        let path: String
        let text: String
        /// The text of a Swift file without its comments and the words of its literals.
        let code: String

        init(path: String, text: String) {
            self.path = path
            self.text = text
            code = path.hasSuffix(".swift") ? SwiftText(text).code : ""
        }

        var description: String { path }
        var testDescription: String { path }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// `SuretyWire` of `Sources/SuretyWire/Digest.swift`.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var isSource: Bool { path.hasPrefix("Sources/") }
    }

    /// The text files whose names end so.
    static func files(ending endings: String...) -> [File] {
        all.filter { file in endings.contains { file.path.hasSuffix($0) } }
    }

    static let swift = files(ending: ".swift").filter { $0.path != "Package.swift" }

    static let all: [File] = paths.compactMap { path in
        (try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)).map { File(path: path, text: $0) }
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    private static let paths: [String] = {
        var found = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        found.removeAll { $0.hasPrefix(".") && $0 != ".ci" || ["var", "Package.resolved"].contains($0) }
        return found.flatMap(under).filter { path in
            !path.contains("/.") && !path.contains("/work/") && endings.contains { path.hasSuffix($0) }
        }.sorted()
    }()

    private static let endings = [
        ".swift", ".c", ".h", ".md", ".sh", ".yaml", ".json", ".py", ".lua", ".conf", "Makefile", ".ci/run",
    ]

    private static func under(_ name: String) -> [String] {
        (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(name)"))?.map { "\(name)/\($0)" } ?? [name]
    }
}
