import CSimulatedDisk
package import SuretyStore
package import SuretyStoreSQLite

/// A disk in memory that loses power and fails as told, the same way under the same seed (Sources/CSimulatedDisk).
/// Used by one thread at a time. Close a database before `restart`, as a process that died would have.
package final class SimulatedDisk {
    fileprivate let disk: OpaquePointer

    package init(seed: UInt64) { disk = simdisk_create(seed) }

    deinit { simdisk_destroy(disk) }

    package enum Fault: CaseIterable, Sendable {
        /// A write fails after an arbitrary part of it.
        case writeError
        /// A write is done in part and the power goes.
        case tornWrite
        /// From a write on nothing can grow, until `freeSpace`.
        case full
        /// A sync fails and an arbitrary part of the data will never be durable, though later syncs succeed.
        case syncError
        /// The power goes before, or after, a write or sync.
        case crashBefore, crashAfter

        fileprivate var kind: simdisk_fault {
            switch self {
            case .writeError: SIMDISK_WRITE_ERROR
            case .tornWrite: SIMDISK_TORN_WRITE
            case .full: SIMDISK_FULL
            case .syncError: SIMDISK_SYNC_ERROR
            case .crashBefore: SIMDISK_CRASH_BEFORE
            case .crashAfter: SIMDISK_CRASH_AFTER
            }
        }
    }

    /// Lets the fault happen at the `nth` operation from now that it concerns, 1 being the next: a write (truncations
    /// and deletions count), a sync, or for crashes either. At most eight at a time.
    package func schedule(_ fault: Fault, at nth: Int) {
        precondition(simdisk_schedule(disk, fault.kind, Int64(nth)), "more than eight faults are scheduled")
    }

    package func cancelFaults() { simdisk_cancel_faults(disk) }

    /// How many scheduled faults have not happened yet.
    package var faultsLeft: Int { Int(simdisk_faults_left(disk)) }

    package func freeSpace() { simdisk_free_space(disk) }

    /// The power goes: what was synced survives, of the rest an arbitrary part. Open databases only fail from now on.
    package func crash() { simdisk_crash(disk) }

    /// The power is back: databases can be opened again.
    package func restart() { simdisk_restart(disk) }

    /// The process is killed and the system goes on: open databases only fail from now on, and the next one opened sees
    /// all that was written, durable or not.
    package func kill() { simdisk_kill(disk) }

    package var isCrashed: Bool { simdisk_is_crashed(disk) }
    package var writes: Int { Int(simdisk_writes(disk)) }
    package var syncs: Int { Int(simdisk_syncs(disk)) }
    /// How many syncs have failed while the power was on: a process that met one must end.
    package var failedSyncs: Int { Int(simdisk_failed_syncs(disk)) }

    /// What SQLite takes for the time, in milliseconds since 1970.
    package func setTime(_ milliseconds: Int64) { simdisk_set_time(disk, milliseconds) }

    /// A digest of all operations so far, equal for equal seeds and work.
    package var digest: UInt64 { simdisk_digest(disk) }

    /// What a reader sees of a file; nil where there is none.
    package func contents(of path: String) -> [UInt8]? {
        let size = simdisk_read_file(disk, path, nil, 0)
        guard size >= 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            count = Int(simdisk_read_file(disk, path, buffer.baseAddress, size))
        }
    }

    fileprivate var vfs: String { String(cString: simdisk_vfs_name(disk)) }
}

extension SQLiteDatabase {
    /// The database on a simulated disk, made where there is none. Opening it writes, so that it may meet a fault.
    package convenience init(
        on disk: SimulatedDisk, synchronous: Synchronous = .full, checkpointFrames: Int = defaultCheckpointFrames
    ) throws(StoreError) {
        try self.init(
            path: "/surety.sqlite", vfs: disk.vfs, synchronous: synchronous, checkpointFrames: checkpointFrames)
    }
}
