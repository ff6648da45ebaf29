internal import GRDBSQLite
internal import SuretyStore

/// The WAL that the last process left.
///
/// Where that process ended because an fsync had failed, and the system runs on, the WAL may hold what readers see but
/// no disk ever will: the kernel takes it for written. SQLite would build on it, and the next power cut would take away
/// what was acknowledged since, or leave pages of two times beside each other. Written once more and synced, it is what
/// it seems. (Found by the simulation; it costs a few milliseconds, since the WAL is short.)
struct LeftoverLog {
    private let path: String
    private let vfs: String?

    /// `vfs` is SQLite's name of the file system, nil for its own.
    init(ofDatabase path: String, vfs: String? = nil) {
        self.path = path
        self.vfs = vfs
    }

    /// Writes the same bytes to the same places and syncs them. Does nothing where there is no WAL.
    func makeDurable() throws(StoreError) {
        guard let vfs = sqlite3_vfs_find(vfs),
            let names = sqlite3_create_filename(path, path + "-journal", path + "-wal", 0, nil)
        else { throw .unavailable("SQLite does not know the file system of \(path)") }
        defer { sqlite3_free_filename(names) }
        let name = sqlite3_filename_wal(names)
        var exists: Int32 = 0
        try check(vfs.pointee.xAccess(vfs, name, SQLITE_ACCESS_EXISTS, &exists))
        guard exists != 0 else { return }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: Int(vfs.pointee.szOsFile), alignment: 16)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(vfs.pointee.szOsFile))
        let file = memory.assumingMemoryBound(to: sqlite3_file.self)
        var flags: Int32 = 0
        try check(vfs.pointee.xOpen(vfs, name, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, &flags))
        guard let methods = file.pointee.pMethods?.pointee else { return }
        defer { _ = methods.xClose(file) }
        try rewrite(file, methods)
    }

    private func rewrite(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) throws(StoreError) {
        var size: Int64 = 0
        try check(methods.xFileSize(file, &size))
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: Self.chunk, alignment: 16)
        defer { buffer.deallocate() }
        var offset: Int64 = 0
        while offset < size {
            let count = Int32(min(Int64(Self.chunk), size - offset))
            try check(methods.xRead(file, buffer, count, offset))
            try check(methods.xWrite(file, buffer, count, offset))
            offset += Int64(count)
        }
        if size > 0 { try check(methods.xSync(file, SQLITE_SYNC_NORMAL)) }
    }

    private func check(_ code: Int32) throws(StoreError) {
        guard code != SQLITE_OK else { return }
        throw SQLiteFailure(code: code, message: "the WAL of \(path) cannot be written again").storeError
    }

    private static let chunk = 65_536
}
