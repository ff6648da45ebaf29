import SuretyStore
import SuretyStoreSQLite
import SuretyTestKit
import Testing

/// What a commit promises, tried against every moment at which the power can go or the disk can fail.
@Suite struct SimulatedDiskTests {
    @Test(
        "What was acknowledged survives and what was not is whole or absent, at every write and sync",
        arguments: SimulatedDisk.Fault.allCases)
    func everyFault(_ fault: SimulatedDisk.Fault) throws {
        for seed in UInt64(1)...3 {
            var nth = 0
            var hit = true
            while hit {
                nth += 1
                let run = try PowerCut(seed: seed &* 1000 &+ UInt64(nth), fault: fault, nth: nth).run()
                hit = run.wasHit
                #expect(run.loss == nil, "\(fault) \(nth), seed \(seed): \(run.loss ?? "")")
            }
            #expect(nth > 15, "the faults never came into the work: \(fault) ended at \(nth)")
        }
    }

    @Test("Making the database can be cut off anywhere and then begins anew")
    func opening() throws {
        var nth = 0
        var hit = true
        while hit {
            nth += 1
            let disk = SimulatedDisk(seed: UInt64(nth))
            disk.schedule(.crashAfter, at: nth)
            _ = try? PowerCut.prepare(disk)
            hit = disk.isCrashed
            disk.cancelFaults()
            disk.crash()
            disk.restart()
            let database = try SQLiteDatabase(on: disk)
            try #expect(database.integrity() == "ok", "cut at \(nth)")
            try database.close()
        }
        #expect(nth > 5)
    }

    /// NORMAL is what GRDB's pool would leave.
    @Test(
        "With less than synchronous=FULL the same work does lose what it acknowledged, so these tests can fail",
        arguments: [SQLiteDatabase.Synchronous.off, .normal])
    func control(_ synchronous: SQLiteDatabase.Synchronous) throws {
        let losses = try (1...40).filter { nth in
            let cut = PowerCut(seed: UInt64(nth), fault: .crashBefore, nth: nth * 3, synchronous: synchronous)
            return try cut.run().loss != nil
        }
        #expect(losses.count > 10, "\(losses)")
    }

    @Test("The same seed gives the same outcome, byte for byte")
    func determinism() throws {
        for seed in UInt64(1)...10 {
            let cut = PowerCut(seed: seed, fault: .tornWrite, nth: Int(seed) * 9)
            let (first, second) = (try cut.run(), try cut.run())
            #expect(first == second)
            #expect(!first.file.isEmpty)
        }
        let digests = try (1...10).map { try PowerCut(seed: $0, fault: .tornWrite, nth: 50).run().digest }
        #expect(Set(digests).count > 1, "the seed changes nothing")
    }

    @Test("A full disk refuses the transaction, and the next one goes through when there is room again")
    func full() throws {
        let disk = SimulatedDisk(seed: 7)
        let database = try PowerCut.prepare(disk)
        try PowerCut.transaction(0, on: database)
        disk.schedule(.full, at: 2)
        let error = #expect(throws: StoreError.self) { try PowerCut.transaction(1, on: database) }
        #expect(error?.isDisk == true)
        disk.freeSpace()
        try PowerCut.transaction(1, on: database)
        try #expect(PowerCut.rows(database) == PowerCut.expected(2))
        try #expect(database.integrity() == "ok")
        try database.close()
    }

    @Test("After a failed fsync nothing more is acknowledged, though the disk would pretend that all is well")
    func failedSync() throws {
        let disk = SimulatedDisk(seed: 8)
        let database = try PowerCut.prepare(disk)
        disk.schedule(.syncError, at: 1)
        for _ in 0..<2 {
            let error = #expect(throws: StoreError.self) { try PowerCut.transaction(0, on: database) }
            #expect(error?.isDisk == true)
        }
        try database.close()
    }

    @Test("What a process finds after another's failed fsync is durable before anybody builds on it")
    func foundAfterFailedSync() throws {
        for seed in UInt64(1)...20 {
            let disk = SimulatedDisk(seed: seed)
            let database = try PowerCut.prepare(disk)
            try PowerCut.transaction(0, on: database)
            disk.schedule(.syncError, at: 1)
            #expect(throws: StoreError.self) { try PowerCut.transaction(1, on: database) }
            disk.kill()
            try? database.close()
            let next = try SQLiteDatabase(on: disk)
            let found = try PowerCut.rows(next)
            disk.crash()
            try? next.close()
            disk.restart()
            let last = try SQLiteDatabase(on: disk)
            try #expect(PowerCut.rows(last) == found, "seed \(seed)")
            try last.close()
        }
    }

    @Test("After a checkpoint's failed fsync the next write is refused; SQLite's own checkpoint ignores it")
    func failedCheckpoint() throws {
        var refused = 0
        for nth in 1...6 {
            let disk = SimulatedDisk(seed: 9)
            let database = try PowerCut.prepare(disk, checkpointFrames: 1)
            disk.schedule(.syncError, at: nth)
            // Where it is the commit's own fsync that fails there is nothing to see here.
            guard (try? PowerCut.transaction(0, on: database)) != nil, disk.faultsLeft == 0 else { continue }
            let error = #expect(throws: StoreError.self) { try PowerCut.transaction(1, on: database) }
            #expect(error?.isDisk == true)
            try #expect(PowerCut.rows(database) == PowerCut.expected(1))
            refused += 1
            try? database.close()
        }
        #expect(refused > 0)
    }

    @Test("Reading after the power went fails in a way that can be told")
    func deadHandle() throws {
        let disk = SimulatedDisk(seed: 10)
        let database = try PowerCut.prepare(disk)
        disk.crash()
        let error = #expect(throws: StoreError.self) { try PowerCut.transaction(0, on: database) }
        #expect(error?.isDisk == true)
        #expect(throws: StoreError.self) { try SQLiteDatabase(on: disk) }
        try? database.close()
        disk.restart()
        disk.setTime(86_400_000)
        let again = try SQLiteDatabase(on: disk)
        let day = try again.read { try $0.run("SELECT date('now')")[0].text(0) }
        #expect(day == "1970-01-02")
        try again.close()
    }
}

extension StoreError {
    fileprivate var isDisk: Bool {
        guard case .disk = self else { return false }
        return true
    }
}
