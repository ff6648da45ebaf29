import Foundation
package import SuretyRules
import SuretyWire

/// The editions that ship with Surety, for tests that want the real rules.
package enum ShippedRulebooks {
    package static var library: RulebookLibrary { get throws { try loaded.get() } }

    /// The same as it was before an edition was published.
    package static func library(before edition: String) throws -> RulebookLibrary {
        try RulebookLibrary(editions: library.editions.prefix { $0.key != edition }, digest: RulebookFolder.digest(of:))
    }

    private static let loaded = Result { try RulebookFolder.load(path: "\(ShippedRulebooks.root)/Rulebooks") }

    /// The package's folder: this file lies four levels below it.
    private static var root: String {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }
}
