import Foundation
import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("The reference page on cases")
struct CaseReferenceTests {
    private static let path = "docs/reference/cases.md"
    /// The checkout these tests stand in, three folders up.
    private static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }

    /// With SURETY_UPDATE_REFERENCE=1 the page is written instead.
    @Test("says what the code does")
    func current() throws {
        let text = try CaseReferencePage.text()
        let file = Self.root.appending(path: Self.path)
        if ProcessInfo.processInfo.environment["SURETY_UPDATE_REFERENCE"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(
            try String(contentsOf: file, encoding: .utf8) == text,
            "\(Self.path) is not what cases do; run the tests once with SURETY_UPDATE_REFERENCE=1")
    }

    @Test("takes its cases from the stages they stand for")
    func situations() throws {
        for stage in CaseTable.Stage.allCases {
            for situation in try CaseMatrix.situations(at: stage) {
                #expect(situation.subject.stageName == stage, "\(situation.particular ?? "")")
                #expect(situation.subject.isOpen == !stage.isEnd)
            }
        }
    }
}
