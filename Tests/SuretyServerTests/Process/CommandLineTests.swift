import Foundation
import SuretyTestKit
import Testing

extension ProcessTests {
    @Suite("The command line") struct CommandLineTests {
        let folder: String

        init() throws { folder = try TestFolder.make() }

        @Test("While a server holds the file, commands run in it: what they do shows at once on both sides")
        func throughTheSocket() throws {
            let serving = try ServingProgram(in: folder)
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/market.sqlite.sock")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let key = try makeKey(in: folder)
            let auditor = try makeKey(in: folder, role: "auditor")
            #expect(try serving.post("/v1/facts", Facts.array(Facts.lit()), key: key).integer("/accepted") == 7)
            #expect(try serving.post("/v1/facts", Facts.payment("p"), key: auditor).status == 403)

            let lit = try Program.run(
                "explain", "product", "mangoes", "--at", "2022-05-01T12:00:00+08:00", "--database", "market.sqlite",
                in: folder)
            #expect(lit.status == 0 && lit.out.hasPrefix("Trust Buy is lit on product mangoes"), "\(lit)")
            try (Facts.rightOff("instant-refund") + "\n").write(
                toFile: "\(folder)/off.ndjson", atomically: true, encoding: .utf8)
            // A relative path is the caller's, not the server's.
            let imported = try Program.run("import", "--database", "market.sqlite", "off.ndjson", in: folder)
            #expect(imported.status == 0 && imported.out.hasPrefix("1 facts recorded"), "\(imported)")
            let path = "/v1/shops/orchard/products/mangoes/explanation?at=2022-05-01T12:00:00%2B08:00"
            #expect(try serving.get(path, key: auditor).bool("/lit") == false)

            let list = try Program.run("key", "list", "--database", "market.sqlite", in: folder)
            #expect(list.lines.count == 2 && !list.out.contains(key.suffix(48)), "\(list)")
            let id = String(key.split(separator: "_")[1])
            #expect(try Program.run("key", "revoke", id, "--database", "market.sqlite", in: folder).status == 0)
            #expect(try serving.post("/v1/facts", Facts.payment("p"), key: key).isProblem(401, "unauthorised"))
            #expect(try Program.run("key", "revoke", id, "--database", "market.sqlite", in: folder).status == 1)
            #expect(try serving.stop().status == 0)
        }

        @Test("What it ends with tells a script whether the answer is yes, no, a misuse or a fault")
        func exitStatus() throws {
            let facts = Facts.lit().joined(separator: "\n")
            try facts.write(toFile: "\(folder)/lit.ndjson", atomically: true, encoding: .utf8)
            func run(_ arguments: String...) throws -> Program.Ended {
                try Program(arguments, in: folder, environment: ["SURETY_DATABASE": "market.sqlite"]).end()
            }
            for isServed in [false, true] {
                let serving = isServed ? try ServingProgram(in: folder) : nil
                let at = ["--at", "2022-05-01T12:00:00+08:00"]
                #expect(try run("import", "lit.ndjson").status == 0)
                #expect(try run("explain", "product", "mangoes", at[0], at[1]).status == 0)
                let no = try run("explain", "product", "mangoes", at[0], "2022-04-19T12:00:00+08:00")
                #expect(no.status == 1 && !no.out.isEmpty, "\(no)")
                for nowhere in [
                    try run("explain", "product", "pears", at[0], at[1]), try run("explain", "shop", "nowhere"),
                ] {
                    #expect(nowhere.status == 1 && nowhere.err.hasPrefix("surety: there is no "), "\(nowhere)")
                }
                let mistyped = try run("explain", "product", "mangoes", "--at", "yesterday")
                #expect(mistyped.status == 2 && mistyped.err.contains("a time is written like"), "\(mistyped)")
                let missing = try run("import", "missing.ndjson")
                #expect(missing.status == 3, "\(missing)")
                #expect(missing.err.contains("missing.ndjson: cannot be opened: No such file"), "\(missing)")
                #expect(try run("history", "--shop", "nowhere").status == 1)
                #expect(try run("verify").status == 0)
                try serving?.stop()
            }
            for arguments in [
                ["fly"], ["explain"], ["labels", "--limit=-1"], ["history", "--shop", "s", "--limit=-1"],
            ] {
                let ended = try Program(arguments, in: folder).end()
                #expect(ended.status == 2, "\(arguments): \(ended)")
            }
            #expect(try run().out.contains("SUBCOMMANDS:"))
            let help = try run("import", "--help")
            #expect(help.status == 0 && help.out.contains("USAGE: surety import") && help.err.isEmpty, "\(help)")
            #expect(try run("version").out.hasPrefix("surety "))
        }

        @Test("Output that cannot be written is a fault, not a short answer")
        func fullOutput() throws {
            try Facts.lit().joined(separator: "\n").write(
                toFile: "\(folder)/lit.ndjson", atomically: true, encoding: .utf8)
            #expect(try Program.run("import", "--database", "market.sqlite", "lit.ndjson", in: folder).status == 0)
            let ended = try Program.run("export", "--database", "market.sqlite", in: folder, out: "/dev/full")
            #expect(ended.status == 3 && ended.err.contains("cannot write the output"), "\(ended)")
        }

        @Test("What one database exports another imports: the same facts, the same labels, and both verify")
        func exportAndImport() throws {
            try (Facts.lit() + [Facts.payment("p"), Facts.rightOff("spoilage-refund")]).joined(separator: "\n").write(
                toFile: "\(folder)/facts.ndjson", atomically: true, encoding: .utf8)
            #expect(try Program.run("import", "--database", "one.sqlite", "facts.ndjson", in: folder).status == 0)
            let export = "\(folder)/export.ndjson"
            #expect(try Program.run("export", "--database", "one.sqlite", in: folder, out: export).status == 0)
            let copied = try Program.run(
                "import", "--database", "two.sqlite", "/dev/stdin", "--json", in: folder, input: export)
            #expect(copied.status == 0 && copied.out.contains(#""accepted":9,"duplicate":0,"rejected":0"#), "\(copied)")
            let counts = try ["one.sqlite", "two.sqlite"].map { database in
                let facts = try Program.run("export", "--database", database, in: folder)
                let verified = try Program.run("verify", "--database", database, "--json", in: folder)
                #expect(verified.status == 0 && verified.out.contains(#""findings":0"#), "\(verified)")
                let explained = try Program.run(
                    "explain", "product", "mangoes", "--at", "2022-05-01T12:00:00+08:00", "--database", database,
                    in: folder)
                return [facts.out.withoutAliases, verified.out, explained.out]
            }
            #expect(counts[0] == counts[1])
        }

        @Test("A broken rulebook is shown with file, line and column, and exits with 1")
        func rulebookCheck() throws {
            let good = try Program.run("rulebook", "check", in: folder)
            #expect(good.status == 0 && good.err.isEmpty, "\(good)")
            try FileManager.default.copyItem(atPath: "\(Program.checkout)/Rulebooks", toPath: "\(folder)/broken")
            let file = "\(folder)/broken/2022-04-trust-buy/programmes/trust-buy.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("seven-day-return", with: "seven-day-retrun").write(
                toFile: file, atomically: true, encoding: .utf8)
            let bad = try Program.run("rulebook", "check", "--rulebooks", "broken", in: folder)
            #expect(bad.status == 1, "\(bad)")
            #expect(bad.err.contains(/trust-buy\.yaml:\d+:\d+: .*seven-day-retrun/), "\(bad)")
            #expect(bad.err.contains("seven-day-return"), "it says what would be right: \(bad)")
            let served = try Program.run("labels", "--rulebooks", "broken", in: folder)
            #expect(served.status == 3 && served.err.contains("trust-buy.yaml:"), "\(served)")
            let none = try Program.run("rulebook", "check", "--rulebooks", "nowhere", in: folder)
            #expect(none.status != 0 && none.err.contains("nowhere"), "\(none)")
        }
    }
}

extension String {
    /// Aliases are random, a database's own.
    fileprivate var withoutAliases: String { replacing(/c-[0-9a-f]{24}/, with: "c-…") }
}
