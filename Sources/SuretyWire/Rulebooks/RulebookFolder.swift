package import SuretyRules

/// A folder of editions, read as a library of rulebooks.
package enum RulebookFolder {
    static let mostFiles = 200

    /// Reads every edition under a folder: one folder each, one file a subject.
    ///
    /// Throws everything that is wrong, not only the first; nothing that a file can hold makes it trap.
    package static func load(path: String) throws(RulebookErrors) -> RulebookLibrary {
        let problems = Problems()
        let files = RulebookFiles.read(path: path, problems: problems)
        return try load(files, problems)
    }

    /// The same of files in memory.
    package static func load(files: [RulebookFile]) throws(RulebookErrors) -> RulebookLibrary {
        try load(files, Problems())
    }

    private static func load(_ files: [RulebookFile], _ problems: Problems) throws(RulebookErrors) -> RulebookLibrary {
        guard files.count <= mostFiles else {
            problems.add(.start(of: "."), "\(files.count) files", "at most \(mostFiles)")
            throw problems.sorted
        }
        var unread: Set<RulebookSubject> = []
        let drafts = read(files, problems, &unread)
        BookCheck(problems: problems, unread: unread).check(drafts)
        if drafts.isEmpty, problems.isEmpty {
            problems.add(.start(of: "."), "there is no edition here", "add a folder such as `2022-04-trust-buy`")
        }
        guard problems.isEmpty else { throw problems.sorted }
        do {
            return try RulebookLibrary(editions: drafts.map(\.edition), digest: digest(of:))
        } catch {
            problems.add(.start(of: "\(error.edition)/edition.yaml"), error.problem)
            throw problems.sorted
        }
    }

    private static func read(
        _ files: [RulebookFile], _ problems: Problems, _ unread: inout Set<RulebookSubject>
    ) -> [EditionDraft] {
        var folders: [String: [RulebookFile]] = [:]
        for file in files {
            let parts = file.path.split(separator: "/")
            guard parts.count >= 2 else {
                problems.add(
                    .start(of: file.path), "a file beside the editions",
                    "editions are folders such as `2022-04-trust-buy`")
                continue
            }
            folders[String(parts[0]), default: []].append(file)
        }
        var drafts: [EditionDraft] = []
        for (folder, files) in folders.sorted(by: { $0.key < $1.key }) {
            var reader = EditionReader(folder: folder, files: files.sorted { $0.path < $1.path }, problems: problems)
            if let draft = reader.read() { drafts.append(draft) }
            unread.formUnion(reader.unread)
        }
        return drafts
    }

    /// SHA-256 over the names and bytes of an edition's files, each with its length before it, in order of name.
    static func digest(of files: [RulebookFile], in folder: String) -> String {
        let named = files.map { (name: Array($0.path.utf8.dropFirst(folder.utf8.count + 1)), bytes: $0.bytes) }
        var hasher = Digest.Hasher()
        for file in named.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
            hasher.updateWithLength(file.name)
            hasher.updateWithLength(file.bytes)
        }
        return Digest.hex(hasher.finish())
    }

    /// SHA-256 over the digests of the editions of a book, in order of their start.
    package static func digest(of editionDigests: [String]) -> String {
        var hasher = Digest.Hasher()
        for digest in editionDigests { hasher.updateWithLength(Array(digest.utf8)) }
        return Digest.hex(hasher.finish())
    }
}
