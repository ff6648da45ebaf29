internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One file of a folder of editions.
package struct RulebookFile: Hashable, Sendable {
    /// From the folder of editions, with `/`: `2022-04-trust-buy/programmes/trust-buy.yaml`.
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Finds and reads the files. Hidden ones (`.DS_Store`, and the `..data` of a mounted volume) and a `README.md` beside
/// the editions are no part of any edition.
enum RulebookFiles {
    static func read(path: String, problems: Problems) -> [RulebookFile] {
        var names: [String] = []
        list(path, under: "", depth: 0, into: &names, problems)
        guard names.count <= RulebookFolder.mostFiles else {
            problems.add(.start(of: "."), "more than \(RulebookFolder.mostFiles) files", "is this the right folder?")
            return []
        }
        return names.sorted().compactMap { name in
            bytes(of: "\(path)/\(name)", name: name, problems).map { RulebookFile(path: name, bytes: $0) }
        }
    }

    private static func list(
        _ root: String, under prefix: String, depth: Int, into names: inout [String], _ problems: Problems
    ) {
        let folder = prefix.isEmpty ? root : "\(root)/\(prefix)"
        guard let found = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            problems.add(.start(of: prefix.isEmpty ? root : prefix), "the folder cannot be read")
            return
        }
        for name in found.sorted() where !name.hasPrefix(".") {
            guard names.count <= RulebookFolder.mostFiles else { return }
            let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
            if path == "README.md" { continue }
            if isFolder("\(root)/\(path)") {
                if depth < 2 {
                    list(root, under: path, depth: depth + 1, into: &names, problems)
                } else {
                    problems.add(.start(of: path), "a folder that no edition has", "only `programmes` stands in one")
                }
            } else {
                names.append(path)
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }

    /// Reads a regular file and at most one byte more than is allowed; a pipe or device would never end.
    private static func bytes(of path: String, name: String, _ problems: Problems) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            problems.add(.start(of: name), "the file cannot be opened")
            return nil
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            problems.add(.start(of: name), "not a regular file")
            return nil
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= YAMLFile.largestSize {
            let count = unistd_read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                problems.add(.start(of: name), "the file cannot be read")
                return nil
            }
            bytes += chunk[..<count]
        }
        return bytes
    }
}

/// `read` by another name: `RulebookFiles.read` hides it.
private func unistd_read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
