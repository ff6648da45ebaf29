import ArgumentParser
import Dispatch
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyWire

struct ImportCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record facts from a file or folder. Running it again adds nothing.",
        discussion: "Exits with 1 where rows were rejected; the others are recorded nevertheless.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case ndjson, csv, olist }

    @OptionGroup var options: DatabaseOptions
    @Option(help: "How the facts are written.") var format: Format = .ndjson
    @Option(help: "For csv: the type of every row, where there is no column for it.") var type: String?
    @Option(help: "For csv: the source of every row, where there is no column for it.") var source: String?
    @Option(parsing: .unconditional, help: "For olist: the zone of its clock readings, such as -03:00.") var zone:
        String = "-03:00"
    @Flag(help: "Stop at the first rejected row.") var strict = false
    @Flag(help: "Print the counts as JSON.") var json = false
    @Argument(help: "A file, or for olist the folder with its CSV files.") var path: String

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        let path = console.path(path)
        var importer = FactImporter(engine, console, isStrict: strict)
        var notes: [String] = []
        switch format {
        case .ndjson: try importer.run(NDJSONReader(file: path, source: try FileChunks.open(path)))
        case .csv:
            try importer.run(
                CSVFactReader(file: path, type: type, source: source, chunks: try FileChunks.open(path)))
        case .olist:
            guard let zone = Zone(offset: zone) else {
                throw UsageError(message: "--zone takes an offset such as -03:00, not \(zone)")
            }
            let reader = try OlistImport(folder: path, zone: zone)
            try importer.run(reader)
            notes = reader.report.lines
        }
        console.out(json ? importer.count.json : importer.count.text(notes))
        return importer.count.rejected == 0 ? .done : .no
    }
}

/// Feeds facts from a reader to the engine, a chunk a commit, and counts what became of them. One chunk is read while the
/// one before it is recorded.
struct FactImporter {
    private let intake: Intake
    private let console: Console
    private let isStrict: Bool
    private(set) var count = ImportCount()
    private var chunk: [Fact] = []
    private var inFlight: (facts: [Fact], answers: Errand<Result<[Intake.Answer], any Error>>)?
    private let recording = DispatchQueue(label: "surety.import")

    /// Facts that are recorded together. One file takes them in one commit; on PostgreSQL each partition has a commit of
    /// its own, so that it takes more of them to make batches of the same size.
    private let chunkSize: Int

    init(_ engine: Engine, _ console: Console, isStrict: Bool) {
        intake = Intake(engine)
        self.console = console
        self.isStrict = isStrict
        chunkSize = engine.database.engine == .sqlite ? 4_096 : 16_384
    }

    /// Reads to the end. What was committed when a fault ends it stays, and a second run passes over it.
    mutating func run(_ reader: some FactReader) throws {
        var reader = reader
        defer { console.endProgress() }
        do {
            reading: while let row = try reader.next() {
                switch row {
                case .fact(let fact, _): chunk.append(fact)
                case .bad(let bad):
                    count.rejected += 1
                    for message in bad.messages { console.err("rejected: \(message)\n") }
                    if isStrict { break reading }
                }
                guard chunk.count >= chunkSize else { continue }
                try record()
                // Nothing is read behind what is rejected.
                if isStrict { try settle() }
                if isStrict && count.rejected > 0 { return }
            }
        } catch let fault as ImportFault {
            try settle()
            throw fault
        }
        try record()
        try settle()
    }

    /// Hands the chunk over once the one before it is done.
    private mutating func record() throws {
        try settle()
        guard !chunk.isEmpty else { return }
        let (intake, facts) = (intake, chunk)
        inFlight = (facts, Errand(on: recording) { Result { try intake.record(facts) } })
        chunk.removeAll(keepingCapacity: true)
    }

    /// Waits for what is being recorded and counts what became of it.
    private mutating func settle() throws {
        guard let (facts, answers) = inFlight else { return }
        inFlight = nil
        for (fact, answer) in zip(facts, try answers.wait().get()) {
            switch answer {
            case .outcome(.accepted):
                count.accepted += 1
                count.byType[FactType(fact.body).rawValue, default: 0] += 1
            case .outcome(.duplicate), .outcome(.replayed): count.duplicate += 1
            case .outcome(.refused(let refusal)):
                count.rejected += 1
                console.err("rejected: fact \(fact.id.text): \(refusal.sentence)\n")
            case .fault(let error): throw error
            }
        }
        console.progress("\(count.accepted) recorded, \(count.duplicate) known, \(count.rejected) rejected")
    }
}

struct ImportCount {
    var accepted = 0
    var duplicate = 0
    var rejected = 0
    var byType: [String: Int] = [:]

    var json: String {
        var writer = JSONWriter()
        writer.object { json in
            json.member("accepted", Int64(accepted))
            json.member("duplicate", Int64(duplicate))
            json.member("rejected", Int64(rejected))
            json.key("by_type")
            json.object { json in
                for (type, count) in byType.sorted(by: { $0.key < $1.key }) {
                    json.key(text: type)
                    json.integer(Int64(count))
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    func text(_ notes: [String]) -> String {
        let types = byType.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        let lines = ["\(accepted) facts recorded, \(duplicate) known already, \(rejected) rejected"] + types + notes
        return lines.joined(separator: "\n") + "\n"
    }
}
