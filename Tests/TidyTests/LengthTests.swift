import Testing

@Suite("Length")
struct LengthTests {
    @Test("a file of sources has at most 400 lines, one of tests 600")
    func files() {
        for file in Repository.files(ending: ".swift", ".c", ".h") {
            let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            let most = file.isSource ? 400 : 600
            #expect(
                count <= most,
                "\(file) has \(count) lines: move a subject of its own into a file of its own, named for it")
        }
    }

    @Test("a function has at most 70 lines")
    func functions() {
        for file in Repository.swift {
            for function in SwiftText.functions(in: file.code) where function.length > 70 {
                #expect(
                    Self.tables.contains("\(file.path) \(function.name)"),
                    """
                    \(file):\(function.line) \(function.name) has \(function.length) lines: give its parts names, as \
                    functions below it; a state machine that is one table may be listed in LengthTests
                    """)
            }
        }
    }

    @Test("the tests see functions as they are")
    func sight() {
        let text = SwiftText(
            #"""
            protocol P { func asked(of: Int) -> Int }
            // func commented() {
            func short() -> String { "} \(nested("{").map { $0 }) /* no comment */" }
            func long(
                _ a: Int
            ) {
                if a > 1 { return }
            }
            """#)
        let functions = SwiftText.functions(in: text.code)
        #expect(functions.map(\.name) == ["short", "long"])
        #expect(functions.map(\.line) == [3, 4])
        #expect(functions.map(\.length) == [1, 5])
    }

    /// State machines: a table of every state and command, as long as it has to be. `path name`.
    private static let tables: Set<String> = []
}
