internal import Yams

/// Bytes to a placed tree, with everything refused that a rulebook must not use.
///
/// Yams resolves an alias into a copy of what it names, so nothing of it can be seen afterwards, and a few lines of
/// nested aliases grow beyond any memory once they are walked. They are therefore found in the bytes, before Yams.
enum YAMLFile {
    static let largestSize = 1_048_576
    static let deepest = 16
    /// Members of one list or mapping: more than any rulebook has, and few enough to compare each with each.
    static let longest = 1_000

    /// The tree of a file, or nil after telling `problems` why there is none.
    static func parse(_ bytes: [UInt8], file: String, problems: Problems) -> PlacedNode? {
        guard bytes.count <= largestSize else {
            problems.add(.start(of: file), "the file has \(bytes.count) bytes", "at most 1 MiB")
            return nil
        }
        guard let text = text(of: bytes, file: file, problems: problems),
            !namesAnchors(bytes, file: file, problems: problems)
        else { return nil }
        do {
            // The basic resolver leaves every scalar a text; the default one runs ten regular expressions on each.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                problems.add(.start(of: file), "the file is empty", "see docs/reference/rulebook-format.md")
                return nil
            }
            return placed(root, file: file, depth: 0, problems: problems)
        } catch let error as YamlError {
            report(error, file: file, problems: problems)
        } catch {
            problems.add(.start(of: file), "the file is not YAML")
        }
        return nil
    }

    private static func text(of bytes: [UInt8], file: String, problems: Problems) -> String? {
        if let zero = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }) {
            problems.add(place(of: zero, in: bytes, file: file), "a control character", "is this a text file?")
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let valid = validPrefix(bytes)
            problems.add(place(of: valid, in: bytes, file: file), "bytes that are not UTF-8", "save the file as UTF-8")
            return nil
        }
        return text
    }

    /// Whether an anchor, alias or tag can begin anywhere: one of `&`, `*`, `!` before a name and not inside a word.
    private static func namesAnchors(_ bytes: [UInt8], file: String, problems: Problems) -> Bool {
        var found = 0
        for (index, byte) in bytes.enumerated() {
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "!") else { continue }
            guard index + 1 < bytes.count, isName(bytes[index + 1]) else { continue }
            if index > 0, isLetter(bytes[index - 1]) { continue }
            found += 1
            problems.add(
                place(of: index, in: bytes, file: file), "anchors, aliases and tags are refused",
                "write it out; in a text, put a space after `\(Character(Unicode.Scalar(byte)))`")
            // To find a place is to read the file again; a file made of anchors would be read for ever.
            if found == 20 { break }
        }
        return found > 0
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xff:
            true
        default: false
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        isLetter(byte) || "_-!<".utf8.contains(byte)
    }

    /// Bytes before the first that is not UTF-8.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var input = bytes.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&input) { length += UTF8.width(scalar) }
        return length
    }

    private static func place(of offset: Int, in bytes: [UInt8], file: String) -> Place {
        let before = bytes[..<offset]
        let line = before.count { $0 == 0x0a } + 1
        let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        // Columns count characters as editors do: continuation bytes of UTF-8 are none.
        let column = bytes[start..<offset].count { $0 & 0xc0 != 0x80 } + 1
        return Place(file: file, line: line, column: column)
    }
}

extension YAMLFile {
    private static func placed(_ node: Node, file: String, depth: Int, problems: Problems) -> PlacedNode? {
        let place = place(of: node.mark, file: file)
        guard depth < deepest else {
            problems.add(place, "nested more than \(deepest) deep", "no rulebook needs that")
            return nil
        }
        guard length(of: node) <= longest else {
            problems.add(place, "\(length(of: node)) members", "at most \(longest)")
            return nil
        }
        switch node {
        case .scalar(let scalar):
            return PlacedNode(place: place, content: .text(scalar.string))
        case .sequence(let sequence):
            let items = sequence.compactMap { placed($0, file: file, depth: depth + 1, problems: problems) }
            return PlacedNode(place: place, content: .list(items))
        case .mapping(let mapping):
            return PlacedNode(
                place: place, content: .table(entries(of: mapping, file: file, depth: depth, problems: problems)))
        case .alias:
            problems.add(place, "anchors and aliases are refused", "write it out")
            return nil
        }
    }

    private static func length(of node: Node) -> Int {
        switch node {
        case .sequence(let sequence): sequence.count
        case .mapping(let mapping): mapping.count
        case .scalar, .alias: 1
        }
    }

    private static func entries(
        of mapping: Node.Mapping, file: String, depth: Int, problems: Problems
    ) -> [PlacedNode.Entry] {
        var entries: [PlacedNode.Entry] = []
        for (key, value) in mapping {
            let place = place(of: key.mark, file: file)
            guard case .scalar(let scalar) = key else {
                problems.add(place, "a key that is not a text", "write a plain key")
                continue
            }
            if scalar.string == "<<" {
                problems.add(place, "merge keys are refused", "write out what is meant")
                continue
            }
            guard let value = placed(value, file: file, depth: depth + 1, problems: problems) else { continue }
            entries.append(PlacedNode.Entry(key: scalar.string, place: place, value: value))
        }
        return entries
    }

    private static func place(of mark: Mark?, file: String) -> Place {
        mark.map { Place(file: file, line: $0.line, column: $0.column) } ?? .start(of: file)
    }

    private static func report(_ error: YamlError, file: String, problems: Problems) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let words = [context.map(\.text), problem].compactMap { $0 }.joined(separator: ", ")
            problems.add(place(of: mark, file: file), "not YAML: \(words)")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "`\(PlacedNode.shortened($0))`" }.joined(separator: ", ")
            problems.add(
                place(of: context.mark, file: file), "the same key stands twice in one mapping: \(names)", "keep one")
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            problems.add(.start(of: file), "not YAML: \(problem)")
        case .no, .memory, .dataCouldNotBeDecoded:
            problems.add(.start(of: file), "the file cannot be read as YAML")
        }
    }
}
