import Testing

@testable import SuretyWire

@Suite("The examples of docs/reference/rulebook-format.md")
struct RulebookFormatPageTests {
    @Test("have the form the loader checks", arguments: RulebookSubject.allCases)
    func example(subject: RulebookSubject) throws {
        let page = try Checkout.text("docs/reference/rulebook-format.md")
        let heading = "\n## " + (subject == .programme ? "programmes/\\<key\\>.yaml" : subject.fileName) + "\n"
        let section = try #require(page.split(separator: heading).dropFirst().first, "\(heading)")
        let block = try #require(section.split(separator: "```yaml\n").dropFirst().first?.split(separator: "```").first)
        let problems = Problems()
        let node = try #require(YAMLFile.parse(Array(block.utf8), file: "example", problems: problems))
        #expect(FormCheck(problems: problems).check(node, subject.form, subject.rawValue), "\(problems.sorted)")
    }
}
