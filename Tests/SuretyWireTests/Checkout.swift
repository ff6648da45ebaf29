import FoundationEssentials
import SuretyRules
import SuretyWire
import Testing

/// The checkout these tests stand in.
enum Checkout {
    /// The nearest folder above this file that has the rulebooks.
    static let root: String = {
        var parts = #filePath.split(separator: "/").dropLast()
        while !parts.isEmpty {
            let folder = "/" + parts.joined(separator: "/")
            if FileManager.default.fileExists(atPath: folder + "/Rulebooks") { return folder }
            parts = parts.dropLast()
        }
        return "."
    }()

    static func rulebooks() throws(RulebookErrors) -> RulebookLibrary {
        try RulebookFolder.load(path: "\(root)/Rulebooks")
    }

    /// Every file of every shipped edition.
    static func rulebookFiles() throws -> [RulebookFile] {
        let folder = URL(filePath: "\(root)/Rulebooks").resolvingSymlinksInPath()
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        try #require(names.count > 10, "the shipped editions are not under \(folder.path)")
        return try names.sorted().map {
            RulebookFile(path: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0))))
        }
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
    }
}
