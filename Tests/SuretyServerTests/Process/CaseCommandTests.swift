import Foundation
import SuretyTestKit
import Testing

extension ProcessTests {
    @Suite("surety case") struct CaseCommands {
        let folder: String

        init() throws { folder = try TestFolder.make() }

        @Test("A return is walked on the command line while a server with a virtual clock holds the file")
        func walk() throws {
            let serving = try ServingProgram(
                in: folder, "--clock", "virtual", "--clock-start", "2022-10-01T10:00:00+08:00", "--payments", "sandbox")
            func run(_ arguments: String...) throws -> Program.Ended {
                try Program(arguments, in: folder, environment: ["SURETY_DATABASE": "market.sqlite"]).end()
            }
            let key = try makeKey(in: folder)
            let line = #"{"line":"1","product":"mangoes","quantity":2,"paid":20000}"#
            let bought =
                #""shop":"orchard","order":"o-1","consumer":"lin","currency":"CNY","lines":[\#(line)]"#
            let at = "2022-10-01T09:00:00+08:00"
            let told = try serving.post(
                "/v1/facts",
                Facts.array(
                    Facts.lit() + [
                        Facts.fact("paid", "order-paid", bought, at: at),
                        Facts.fact("out", "order-dispatched", #""shop":"orchard","order":"o-1""#, at: at),
                    ]), key: key)
            #expect(told.integer("/rejected") == 0, "\(told)")
            #expect(try run("case", "list").status == 1)
            let claim = [
                "case", "apply", "--shop", "orchard", "--order", "o-1", "--consumer", "lin", "--right",
                "seven-day-return", "--line", "1:2",
            ]
            let dry = try Program(
                claim + ["--dry-run"], in: folder, environment: ["SURETY_DATABASE": "market.sqlite"]
            ).end()
            #expect(dry.status == 0 && dry.out.hasSuffix("nothing was written\n"), "\(dry)")
            let opened = try Program(
                claim + ["--reason", "too ripe"], in: folder, environment: ["SURETY_DATABASE": "market.sqlite"]
            ).end()
            #expect(opened.status == 0 && opened.out.contains("awaiting-decision"), "\(opened)")
            #expect(
                opened.out.contains("2022-10-03T10:00:00.000+08:00  the merchant's silence approves it"), "\(opened)")
            #expect(opened.out.contains("the buyer says: too ripe"))
            let twice = try Program(claim, in: folder, environment: ["SURETY_DATABASE": "market.sqlite"]).end()
            #expect(twice.status == 1 && twice.err.hasPrefix("surety: other cases and refunds leave 0"), "\(twice)")
            let listed = try run("case", "list", "--shop", "orchard", "--stage", "awaiting-decision")
            let id = String(try #require(listed.lines.first?.split(separator: " ").first, "\(listed)"))

            let soon = try run("case", "refuse", id, "--as", "merchant")
            #expect(soon.status == 1 && soon.err.contains("contact"), "\(soon)")
            #expect(try run("case", "approve", id, "--as", "merchant").out.contains("awaiting-return"))
            #expect(try run("case", "send-back", id, "--as", "consumer").status == 2)
            let sent = try run("case", "send-back", id, "--as", "consumer", "--carrier", "sf", "--waybill", "B-1")
            #expect(sent.out.contains("the buyer sent the goods back: sf B-1"), "\(sent)")
            let stale = try run("case", "confirm", id, "--as", "merchant", "--version", "1")
            #expect(stale.status == 1, "\(stale)")
            let confirmed = try run("case", "confirm", id, "--as", "merchant", "--json")
            #expect(confirmed.status == 0 && confirmed.out.contains(#""stage":"refunded""#), "\(confirmed)")

            #expect(try waitUntil(within: 30) { try run("payments", "list", "--status", "succeeded").status == 0 })
            let payments = try run("payments", "list")
            #expect(payments.out.contains("200.00 CNY"), "\(payments)")
            let ledger = try run("ledger", "orchard")
            #expect(ledger.status == 0 && !ledger.out.contains("escrow"), "\(ledger)")
            #expect(try run("case", "show", "nothing").status == 1)
            #expect(try run("case", "show", id).out.contains("it was decided to pay the buyer"))
            #expect(try run("payments", "retry", "nothing").status == 1)
            #expect(try run("ledger", "nowhere").status == 1)
            #expect(try run("case", "fly", id).status == 2)
            #expect(try run("key", "create", "--role", "merchant").status == 2)
            let merchant = try run("key", "create", "--role", "merchant", "--for", "orchard")
            #expect(merchant.status == 0)
            let seen = try serving.get("/v1/cases", key: merchant.lines.first.map(String.init))
            #expect(seen.column("/cases", "id") == [id], "\(seen)")
            #expect(try run("key", "list").out.contains("merchant of orchard"))
            #expect(try run("verify").status == 0)
            #expect(try serving.stop().status == 0)
        }

        @Test("A server with a virtual clock goes on where its database was left")
        func clock() throws {
            let key = try makeKey(in: folder, role: "operator")
            let first = try ServingProgram(
                in: folder, "--clock", "virtual", "--clock-start", "2030-10-01T10:00:00+08:00")
            #expect(try first.post("/v1/facts", Facts.lit()[0], key: key).status == 200)
            #expect(try first.post("/v1/test/clock", #"{"advance":"48h"}"#, key: key).status == 200)
            #expect(try first.stop().status == 0)
            let second = try ServingProgram(in: folder, "--clock", "virtual")
            let now = try second.get("/v1/test/clock", key: key).string("/now") ?? ""
            #expect(now >= "2030-10-01T10:00:00.000+08:00", "\(now)")
            #expect(try second.stop().status == 0)
            let wrong = try Program.run("serve", "--clock-start", "2030-10-01T10:00:00Z", in: folder)
            #expect(wrong.status == 2, "\(wrong)")
        }
    }
}
