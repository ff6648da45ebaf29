import SuretyWire
import Testing

@Suite("The examples of docs/reference/rulebook-format.md")
struct RulebookFormatPageTests {
    @Test("have the form the loader checks", arguments: RulebookSubject.allCases)
    func example(subject: RulebookSubject) throws {
        let page = try Checkout.text("docs/reference/rulebook-format.md")
        let heading = "\n## " + (subject == .programme ? "programmes/\\<key\\>.yaml" : subject.fileName) + "\n"
        let section = try #require(page.split(separator: heading).dropFirst().first, "\(heading)")
        let block = try #require(section.split(separator: "```yaml\n").dropFirst().first?.split(separator: "```").first)
        #expect(subject.problems(in: Array(block.utf8), file: "example") == [])
    }
}
