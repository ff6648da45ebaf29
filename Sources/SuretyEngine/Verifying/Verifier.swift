package import SuretyDomain
import SuretyLabels
import SuretyRules
package import SuretyStore
import SuretyWire

/// Rebuilds a database's state from its journal and compares: state = fold(events).
package struct Verifier {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Report: Sendable {
        package var events: Int64 = 0
        package var batches: Int64 = 0
        package var rows: Int64 = 0
        /// What does not hold, each in a sentence; empty where all does.
        package var findings: [String] = []
    }

    /// Verifies every partition; `progress` hears after each.
    package func verify(progress: (Partition) -> Void = { _ in }) throws -> Report {
        var report = Report()
        for partition in Partition.all {
            // One state of the database, so that a partition can be verified while others write to it.
            try engine.database.read { try verify(partition, $0, &report) }
            progress(partition)
        }
        return report
    }

    private func verify(_ partition: Partition, _ session: any SQLSession, _ report: inout Report) throws {
        let start = Instant(milliseconds: 0)
        var workspace = Workspace(
            partition: partition, library: engine.library, nextNumber: 1, now: start, isComplete: true)
        var chain = ChainCheck(partition, batches: try batches(of: partition, session))
        var cursor: Int64 = 0
        while case let events = try JournalReader.events(of: partition, after: cursor, in: session),
            let last = events.last
        {
            for event in events {
                chain.take(event)
                try fold(event, into: &workspace)
            }
            cursor = last.number
        }
        report.events += chain.count
        report.batches += Int64(chain.batches.count)
        report.findings += chain.findings + (try headFindings(partition, chain, session))
        for (table, value) in StateRows.tables { try compare(table, value, workspace, session, &report) }
    }

    private func fold(_ event: StoredEvent, into workspace: inout Workspace) throws {
        let decoded = try event.decoded()
        workspace.fold(decoded, number: event.number, recordedAt: event.recordedAt)
        guard case .factRecorded(let fact) = decoded else { return }
        let key = FactKey(source: fact.source, id: fact.id)
        workspace.facts.change(key, fresh: FactRecord(digest: [], number: 0, standing: .foretold)) {
            $0.digest = Digest.sha256(event.payload)
        }
    }

    private func compare(
        _ table: Table, _ value: Int, _ workspace: Workspace, _ session: any SQLSession, _ report: inout Report
    ) throws {
        var expected = StateRows.expected(table, workspace)
        let columns = table.columns.dropFirst().map { "\"\($0.name)\"" }.joined(separator: ", ")
        let sql = SQL(
            trusted: "SELECT \(columns) FROM \"\(table.name)\" WHERE partition = $1",
            values: [workspace.partition.sqlValue])
        for row in try session.run(sql) {
            report.rows += 1
            let key = Array(row.values.prefix(table.keyLength - 1))
            let stored = Array(row.values.dropFirst(value - 1))
            guard let rebuilt = expected.removeValue(forKey: key) else {
                report.findings.append("\(table.name) \(key.words) is stored, but the journal does not make it")
                continue
            }
            if rebuilt != stored && !isSameShop(table, stored, rebuilt, kept: workspace.versions) {
                report.findings.append("\(table.name) \(key.words) is stored otherwise than the journal makes it")
            }
        }
        for key in expected.keys { report.findings.append("\(table.name) \(key.words) is missing") }
    }

    /// What a shop offers is counted for a wording when it is first asked for, and no longer once the wording has ended:
    /// after new editions were adopted, only what is there and still kept can be compared.
    private func isSameShop(
        _ table: Table, _ stored: [SQLValue], _ rebuilt: [SQLValue], kept: [ProgrammeVersion]
    ) -> Bool {
        guard table.name == Tables.shop.name, case .bytes(let storedBytes)? = stored.last,
            case .bytes(let rebuiltBytes)? = rebuilt.last
        else { return false }
        guard var left = try? ShopState(stateBytes: storedBytes), var right = try? ShopState(stateBytes: rebuiltBytes)
        else { return false }
        let kept = Set(kept.map(\.key))
        left.offerings = left.offerings.filter { kept.contains($0.key) }
        right.offerings = right.offerings.filter { left.offerings[$0.key] != nil }
        return left == right
    }

    private func batches(of partition: Partition, _ session: any SQLSession) throws -> [SQLRow] {
        try session.run(
            """
            SELECT first_number, last_number, recorded_at, chain FROM batch
            WHERE partition = \(partition.stored) ORDER BY last_number
            """)
    }

    private func headFindings(
        _ partition: Partition, _ chain: ChainCheck, _ session: any SQLSession
    ) throws -> [String] {
        let row = try session.run("SELECT next_number, chain FROM head WHERE partition = \(partition.stored)").first
        guard let row else { return ["partition \(partition.index) has no head"] }
        let isRight = try row.integer(0) == chain.count + 1 && row.bytes(1) == chain.link
        return isRight ? [] : ["the head of partition \(partition.index) is not where its journal ends"]
    }
}

extension Partition: SQLBindable { package var sqlValue: SQLValue { .integer(stored) } }

extension [SQLValue] {
    /// A row's key for people.
    fileprivate var words: String {
        map { value in
            switch value {
            case .text(let text): text
            case .integer(let number): String(number)
            case .bytes, .null: "?"
            }
        }.joined(separator: "/")
    }
}
