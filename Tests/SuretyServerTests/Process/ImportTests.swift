import Foundation
import HTTPTypes
import SuretyTestKit
import Testing

extension ProcessTests {
    @Suite("surety import") struct Import {
        let folder: String

        init() throws { folder = try TestFolder.make() }

        @Test("The Olist sample is taken, and a second run adds nothing")
        func olist() throws {
            let sample = "\(Program.checkout)/Tests/Fixtures/olist"
            func run() throws -> Program.Ended {
                try Program.run(
                    "import", "--format", "olist", "--json", "--database", "market.sqlite", sample, in: folder)
            }
            let first = try run()
            let counts = try #require(first.counts, "\(first)")
            #expect(counts.accepted == 38 && counts.duplicate == 0, "\(first)")
            let second = try run()
            #expect(second.counts?.accepted == 0 && second.counts?.duplicate == 38, "\(second)")
            #expect(second.counts?.rejected == counts.rejected && second.status == first.status)
            #expect(try exported(folder) == 38)
            #expect(try Program.run("verify", "--database", "market.sqlite", in: folder).status == 0)
        }

        @Test("Bad rows are told with file and line, the others are taken, and the exit status says so")
        func badRows() throws {
            let csv = """
                id,type,at,source,shop
                a,shop-opened,2022-04-20T10:00:00+08:00,test,s-1
                b,shop-opned,2022-04-20T10:00:00+08:00,test,s-2
                c,shop-opened,2022-04-20,test,s-3
                d,shop-opened,2022-04-20T10:00:00+08:00,test,s-4
                e,shop-opened,2022-04-20T10:0
                """
            let ended = try run(csv, "rows.csv", "--format", "csv")
            #expect(ended.status == 1 && ended.counts?.accepted == 2 && ended.counts?.rejected == 3, "\(ended)")
            #expect(ended.err.contains("rows.csv:3: /type: there is no fact \"shop-opned\"; did you mean"), "\(ended)")
            #expect(ended.err.contains("rows.csv:4: /at: "), "\(ended)")
            #expect(ended.err.contains("rows.csv:6: this row has 3 cells, the header 5"), "\(ended)")
            #expect(try exported(folder) == 2)
        }

        @Test("With --strict it stops at the first bad row and keeps what came before it")
        func strict() throws {
            let lines = [Facts.lit()[0], "{\"id\":", Facts.lit()[1]]
            let ended = try run(lines.joined(separator: "\n"), "rows.ndjson", "--strict")
            #expect(ended.status == 1 && ended.counts?.accepted == 1 && ended.counts?.rejected == 1, "\(ended)")
            #expect(ended.err.contains("rows.ndjson:2: "), "\(ended)")
            #expect(try exported(folder) == 1)
            let again = try run(lines.joined(separator: "\n"), "rows.ndjson")
            #expect(again.counts?.accepted == 1 && again.counts?.duplicate == 1, "\(again)")
        }

        @Test("A file cut off within a quoted cell, without the columns it needs, or of other bytes is told so")
        func brokenFiles() throws {
            let quoted = try run(
                "id,type,at,source,shop\na,shop-opened,\"2022-04-20T10:00", "quoted.csv", "--format", "csv")
            #expect(quoted.status == 1 && quoted.err.contains("quoted.csv:2: "), "\(quoted)")
            let header = try run("id,id\n1,2\n", "header.csv", "--format", "csv")
            #expect(header.status == 3 && header.err.contains("header.csv:1: "), "\(header)")
            let binary = try run(String(decoding: [UInt8](0...255), as: UTF8.self), "binary.ndjson")
            #expect(binary.status == 1 && binary.counts?.accepted == 0, "\(binary)")
            let empty = try run("", "empty.ndjson")
            #expect(empty.status == 0 && empty.counts?.accepted == 0, "\(empty)")
            let directory = try Program.run("import", "--database", "market.sqlite", folder, in: folder)
            #expect(directory.status == 3 && directory.err.contains("cannot be read: Is a directory"), "\(directory)")
            let zone = try Program.run(
                "import", "--database", "market.sqlite", "--format", "olist", "--zone", "Brasilia", folder, in: folder)
            #expect(zone.status == 2 && zone.err.contains("not Brasilia"), "\(zone)")
            #expect(try exported(folder) == 0)
        }

        private func run(_ text: String, _ file: String, _ options: String...) throws -> Program.Ended {
            try text.write(toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
            return try Program(["import", "--database", "market.sqlite", "--json", file] + options, in: folder).end()
        }
    }
}

extension Program.Ended {
    /// What `surety import --json` counted.
    fileprivate var counts: (accepted: Int64, duplicate: Int64, rejected: Int64)? {
        let answer = Answer(status: 0, headers: [:], body: Array(out.utf8))
        guard let accepted = answer.integer("/accepted"), let duplicate = answer.integer("/duplicate"),
            let rejected = answer.integer("/rejected")
        else { return nil }
        return (accepted, duplicate, rejected)
    }
}
