import Foundation
import SuretyRules
import SuretyWire
import Testing

@Suite("The editions that ship")
struct EditionDigestTests {
    /// A decision names the digest of its book, so an edition that has shipped stays as it is.
    @Test("are those whose digests are pinned")
    func digests() throws {
        let library = try RulebookFolder.load(path: "\(Self.root)/Rulebooks")
        let found = library.editions.map { "\($0.digest)  \($0.key)\n" }.joined()
        if ProcessInfo.processInfo.environment["SURETY_UPDATE_REFERENCE"] == "1" {
            try found.write(toFile: Self.pinned, atomically: true, encoding: .utf8)
        }
        let pinned = try String(contentsOfFile: Self.pinned, encoding: .utf8)
        #expect(
            found == pinned,
            """
            an edition was changed, or added. What has shipped never changes: add an edition that overrides it. For a \
            new one, or before the first release, run with SURETY_UPDATE_REFERENCE=1 and say in the commit why
            """)
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    private static let pinned = "\(root)/Tests/Fixtures/rulebooks/DIGESTS"
}
