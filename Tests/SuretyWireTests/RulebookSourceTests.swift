import SuretyWire
import Testing

@Suite("The sources of the shipped rulebooks")
struct RulebookSourceTests {
    @Test("all stand in docs/reference/sources.md, and every source there is used")
    func sources() throws {
        let page = try Checkout.text("docs/reference/sources.md")
        let headings = Set(page.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) })
        var used: Set<String> = []
        for file in try Checkout.rulebookFiles() {
            for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n") {
                for key in keys(in: line) {
                    used.insert(key)
                    #expect(headings.contains(key), "\(file.path) names `\(key)`: add a heading to sources.md")
                }
            }
        }
        #expect(headings.subtracting(used) == [], "headings of sources.md that no figure names")
    }

    /// The list after `source:`; the `source` of a scope says whose goods, and is none.
    private func keys(in line: Substring) -> [String] {
        guard !line.contains("exclude:"), let start = line.split(separator: "source: [").last,
            line.contains("source: ["), let list = start.split(separator: "]").first
        else { return [] }
        return list.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
    }
}
