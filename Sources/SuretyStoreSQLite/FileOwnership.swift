internal import SuretyStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The lock that keeps a second process off a database file, held until this object goes; the kernel releases it
/// when the process ends in whatever way. Two processes would each have a writer, which invites the WAL-reset bug of
/// older SQLite and ends batching.
///
/// The lock is on a file of its own: SQLite's locks on the database are per process and would be lost when any other
/// descriptor of that file is closed. The file stays when the lock goes, since deleting it would race.
final class FileOwnership: Sendable {
    private let descriptor: Int32

    init(ofDatabase path: String) throws(StoreError) {
        let lockPath = path + ".lock"
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .refused("cannot create \(lockPath): \(lastSystemError())") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = lastSystemError()
            let owner = Self.owner(descriptor)
            close(descriptor)
            guard isHeld else { throw .refused("cannot lock \(lockPath): \(reason)") }
            throw .refused("database \(path) is in use by \(owner); only one process may have it open")
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        // The number only serves the message above; a disk too full to take it is found out soon enough.
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit {
        // Closing alone would leave the lock with a child that was forked meanwhile and has not yet become a program
        // of its own.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func owner(_ descriptor: Int32) -> String {
        let text = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { buffer in
            let count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
            return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        }
        guard let process = text.split(separator: "\n").first.flatMap({ Int32($0) }) else { return "another process" }
        return "process \(process)"
    }
}

/// The text of `errno`.
func lastSystemError() -> String { String(cString: strerror(errno)) }
