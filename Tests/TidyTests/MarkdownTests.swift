import Testing

@Suite("Markdown")
struct MarkdownTests {
    @Test("a page has exactly one title", arguments: Repository.files(ending: ".md"))
    func titles(page: Repository.File) {
        let titles = page.prose.filter { $0.text.hasPrefix("# ") }
        #expect(
            titles.count == 1,
            "\(page) has \(titles.count) lines that begin with `# `: one is the title, others begin with `## `")
    }

    @Test("a link leads to a file that is there", arguments: Repository.files(ending: ".md"))
    func links(page: Repository.File) {
        for (number, text) in page.prose {
            for target in Self.targets(in: text) where !Self.leadsAway(target) {
                let path = target.prefix { $0 != "#" }
                guard !path.isEmpty else { continue }
                #expect(
                    Repository.exists(Self.resolve(String(path), from: page.path)),
                    "\(page):\(number) links to \(target), which is not there: mend the link or write the page")
            }
        }
    }

    /// What stands in the parentheses of `[text](target)`.
    private static func targets(in line: Substring) -> [Substring] {
        line.split(separator: "](", omittingEmptySubsequences: false).dropFirst().map { rest in
            rest.prefix { $0 != ")" && $0 != " " }
        }
    }

    private static func leadsAway(_ target: Substring) -> Bool {
        target.contains("://") || target.hasPrefix("mailto:")
    }

    private static func resolve(_ target: String, from page: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = page.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
            switch part {
            case ".": break
            case "..": parts = parts.dropLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}

extension Repository.File {
    /// Its lines with their numbers, without those of code.
    fileprivate var prose: [(number: Int, text: Substring)] {
        var isCode = false
        return lines.enumerated().compactMap { number, line in
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isCode.toggle()
                return nil
            }
            return isCode ? nil : (number + 1, line)
        }
    }
}
