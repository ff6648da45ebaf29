internal import SuretyStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The place of a database on disk, looked at before SQLite is: its own errors do not name the file.
struct DatabaseFile {
    /// Absolute and free of links, so that two names of one file meet at one lock.
    let path: String

    init(_ given: String) throws(StoreError) {
        guard !given.isEmpty, !given.utf8.contains(0) else { throw .refused("'\(given)' is not a path") }
        path = try Self.resolve(given)
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .refused("\(given) is a directory, not a database file")
        default: throw .refused("\(given) is not a regular file")
        }
        guard access(path, R_OK | W_OK) == 0 else { throw .refused("cannot open \(given): \(lastSystemError())") }
    }

    /// Makes an empty file that only its owner may read; SQLite gives the WAL and its index the same mode.
    ///
    /// Only for the holder of the lock: closing a descriptor drops the locks SQLite has on that file in this process.
    func createIfMissing() throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw .refused("cannot create \(path): \(lastSystemError())")
        }
    }

    private static func resolve(_ given: String) throws(StoreError) -> String {
        if let path = real(given) { return path }
        guard errno == ENOENT else { throw .refused("cannot open \(given): \(lastSystemError())") }
        // A new file: its folder must be there.
        var parts = given.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.removeLast()
        let folder = parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
        guard !name.isEmpty, let folder = real(folder) else { throw .refused("no folder for \(given)") }
        return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
