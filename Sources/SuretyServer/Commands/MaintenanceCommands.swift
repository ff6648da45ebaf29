import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretyRules
import SuretyStore
import SuretyStoreSQLite
import SuretyWire

struct MigrateCommand: ParsableCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring a database to this version's schema. Running it again changes nothing."
    )

    @OptionGroup var options: DatabaseOptions

    func execute(_ console: Console) throws -> ExitStatus {
        let database = try options.address.open(console)
        defer { try? database.close() }
        let surroundings = Surroundings.live
        let done = try Migrator(database).migrate(at: surroundings.now(), incarnation: surroundings.newID())
        for name in done { console.out("migrated: \(name)\n") }
        if done.isEmpty { console.out("nothing to migrate\n") }
        return .done
    }
}

struct VerifyCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Rebuild all state from the journal and compare. Exits with 1 where something does not hold.")

    @OptionGroup var options: DatabaseOptions
    @Flag(help: "Print JSON.") var json = false

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        let report = try Verifier(engine).verify { partition in
            console.progress("verified partition \(partition.index + 1) of \(Partition.count)")
        }
        console.endProgress()
        for finding in report.findings.prefix(100) { console.err("\(finding)\n") }
        if json {
            var writer = JSONWriter()
            writer.object { json in
                json.member("events", report.events)
                json.member("batches", report.batches)
                json.member("rows", report.rows)
                json.member("findings", Int64(report.findings.count))
            }
            console.out(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        } else {
            console.out(
                "\(report.events) events in \(report.batches) batches, \(report.rows) rows: "
                    + (report.findings.isEmpty
                        ? "all as the journal makes it\n" : "\(report.findings.count) findings\n"))
        }
        return report.findings.isEmpty ? .done : .no
    }
}

struct ExportCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print recorded facts, or the whole journal, one JSON object a line.")

    @OptionGroup var options: DatabaseOptions
    @Flag(help: "Print every event with its place, not only facts.") var journal = false

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        for partition in Partition.all {
            try JournalReader(engine.database, partition).forEach { event in
                let payload = String(decoding: event.payload, as: UTF8.self)
                if journal {
                    console.out(line(partition, event, payload))
                } else if event.kind == EventKind.factRecorded.rawValue {
                    console.out(payload + "\n")
                }
            }
        }
        return .done
    }

    private func line(_ partition: Partition, _ event: StoredEvent, _ payload: String) -> String {
        let kind = EventKind(rawValue: event.kind)?.word ?? String(event.kind)
        return "{\"partition\":\(partition.index),\"number\":\(event.number),\"kind\":\"\(kind)\","
            + "\"recorded_at\":\"\(RFC3339.format(event.recordedAt))\",\"event\":\(payload)}\n"
    }
}

struct VersionCommand: ParsableCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version, and that of the SQLite it runs on.")

    func execute(_ console: Console) throws -> ExitStatus {
        let sqlite = SQLiteDatabase.libraryVersion
        console.out("surety 0.1.0 (stored forms \(FormatLevel.current), SQLite \(sqlite))\n")
        if SQLiteDatabase.hasWALResetBug(version: sqlite) {
            console.out("this SQLite has the WAL-reset bug; one writer in one process, as surety runs it, avoids it\n")
        }
        return .done
    }
}
