/// Swift without its comments and the words of its literals: every character of those is a space, so that lines and
/// columns stay where they were. Code interpolated into a literal is code.
struct SwiftText {
    let code: String

    init(_ source: String) {
        var blanker = Blanker(Array(source.utf8))
        code = blanker.run()
    }

    private struct Blanker {
        private let source: [UInt8]
        private var result: [UInt8]
        private var at = 0
        /// What encloses the place read: literals, and the parentheses of code within them.
        private var around: [Enclosure] = []

        private enum Enclosure {
            case literal(hashes: Int, isLong: Bool)
            case interpolation(depth: Int)
        }

        init(_ source: [UInt8]) {
            self.source = source
            result = source
        }

        mutating func run() -> String {
            while at < source.count {
                if case .literal(let hashes, let isLong) = around.last {
                    literal(hashes, isLong)
                } else {
                    code()
                }
            }
            return String(decoding: result, as: UTF8.self)
        }

        private mutating func code() {
            guard Blanker.marks.contains(source[at]) else {
                at += 1
                return
            }
            if starts("//") { return blank(while: { $0 != UInt8(ascii: "\n") }) }
            if starts("/*") { return comment() }
            if opensLiteral() { return }
            if case .interpolation(let depth) = around.last {
                let change = source[at] == UInt8(ascii: "(") ? 1 : source[at] == UInt8(ascii: ")") ? -1 : 0
                around.removeLast()
                if depth + change > 0 { around.append(.interpolation(depth: depth + change)) }
            }
            at += 1
        }

        /// The bytes at which something may begin or end.
        private static let marks = Set("/\"#()".utf8)

        private mutating func opensLiteral() -> Bool {
            var hashes = 0
            while at + hashes < source.count, source[at + hashes] == UInt8(ascii: "#") { hashes += 1 }
            guard starts("\"", after: hashes) else { return false }
            let isLong = starts("\"\"\"", after: hashes)
            blank(hashes + (isLong ? 3 : 1))
            around.append(.literal(hashes: hashes, isLong: isLong))
            return true
        }

        private mutating func literal(_ hashes: Int, _ isLong: Bool) {
            let marks = String(repeating: "#", count: hashes)
            if starts("\\\(marks)(") {
                blank(hashes + 2)
                around.append(.interpolation(depth: 1))
            } else if starts("\\\(marks)") {
                blank(hashes + 2)
            } else if starts((isLong ? "\"\"\"" : "\"") + marks) {
                blank(hashes + (isLong ? 3 : 1))
                around.removeLast()
            } else {
                blank(1)
            }
        }

        private mutating func comment() {
            var depth = 0
            repeat {
                let change = starts("/*") ? 1 : starts("*/") ? -1 : 0
                depth += change
                blank(change == 0 ? 1 : 2)
            } while depth > 0 && at < source.count
        }

        private func starts(_ text: String, after offset: Int = 0) -> Bool {
            source[min(at + offset, source.count)...].starts(with: text.utf8)
        }

        private mutating func blank(while isIn: (UInt8) -> Bool) {
            while at < source.count, isIn(source[at]) { blank(1) }
        }

        private mutating func blank(_ count: Int) {
            for _ in 0..<count where at < source.count {
                if source[at] != UInt8(ascii: "\n") { result[at] = UInt8(ascii: " ") }
                at += 1
            }
        }
    }
}

extension SwiftText {
    /// Functions and initialisers with the lines they take, their signatures among them.
    static func functions(in code: String) -> [(name: String, line: Int, length: Int)] {
        let code = Array(code.utf8)
        var found: [(name: String, line: Int, length: Int)] = []
        var line = 1
        for index in code.indices {
            if code[index] == UInt8(ascii: "\n") { line += 1 }
            guard code[index] == UInt8(ascii: "f") || code[index] == UInt8(ascii: "i") else { continue }
            guard let name = function(at: index, in: code) else { continue }
            guard let length = length(from: index, in: code) else { continue }
            found.append((name, line, length))
        }
        return found
    }

    /// The name of the function that is declared here.
    private static func function(at index: Int, in code: [UInt8]) -> String? {
        guard index == 0 || !isPartOfName(code[index - 1]) && code[index - 1] != UInt8(ascii: ".") else { return nil }
        let rest = code[index...].prefix(120)
        if rest.starts(with: "func ".utf8) {
            return String(decoding: rest.dropFirst(5).prefix { $0 != UInt8(ascii: "(") }, as: UTF8.self)
        }
        guard rest.starts(with: "init".utf8), let next = rest.dropFirst(4).first else { return nil }
        return [UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "?")].contains(next) ? "init" : nil
    }

    /// The lines from a declaration to the end of its body; nil where it has none.
    private static func length(from start: Int, in code: [UInt8]) -> Int? {
        var (braces, parentheses, lines) = (0, 0, 1)
        var wasLineBreak = false
        for byte in code[start...] {
            switch byte {
            case UInt8(ascii: "("): parentheses += 1
            case UInt8(ascii: ")"): parentheses -= 1
            case UInt8(ascii: "{"): braces += 1
            case UInt8(ascii: "}"):
                braces -= 1
                if braces <= 0 { return braces == 0 ? lines : nil }
            case UInt8(ascii: "\n"):
                // A requirement of a protocol ends with its line, or before an empty one.
                if braces == 0, parentheses == 0, wasLineBreak { return nil }
                lines += 1
            default: break
            }
            if byte == UInt8(ascii: "\n") { wasLineBreak = true } else if byte > 32 { wasLineBreak = false }
        }
        return nil
    }

    static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }
}
