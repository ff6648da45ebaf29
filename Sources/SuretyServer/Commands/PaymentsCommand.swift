import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyWire

struct PaymentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments", abstract: "List orders to pay buyers, tell what became of one, have one tried again.",
        subcommands: [List.self, Settle.self, Retry.self])

    struct List: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "List them. Exits with 1 where there is none.")
        @OptionGroup var options: DatabaseOptions
        @Option(help: "pending, unknown, succeeded, failed or uncovered.") var status: Instruction.Status?
        @Option(help: "List at most so many.") var limit = 50
        @Flag(help: "Print one JSON object a line.") var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit takes 1 or more, not \(limit)") }
        }

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            let zone = engine.localZone
            var (listed, after): (Int, String?) = (0, nil)
            repeat {
                let page = try Payments(engine).list(status: status, after: after, limit: min(limit - listed, 200))
                for payment in page.elements {
                    console.out(json ? Text.json { payment.write(to: &$0, in: zone) } : payment.row(in: zone))
                }
                listed += page.elements.count
                after = page.next
            } while after != nil && listed < limit
            if after != nil, !json { console.out("there are more; see them with a larger --limit\n") }
            return listed > 0 ? .done : .no
        }
    }

    struct Settle: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "Tell what the provider says of one.")
        enum Word: String, ExpressibleByArgument, CaseIterable { case succeeded, failed, unknown }

        @OptionGroup var options: DatabaseOptions
        @Argument(help: "Its id.") var id: String
        @Option(help: "succeeded, failed or unknown.") var outcome: Word
        @Option(help: "Why it failed.") var reason: String?
        @Flag(help: "Print JSON.") var json = false

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            let outcome: PaymentOutcome =
                switch outcome {
                case .succeeded: .succeeded
                case .failed: .failed(reason: reason ?? "")
                case .unknown: .unknown
                }
            return try PaymentsCommand.carryOut(id, engine, console, isJSON: json) {
                try Payments(engine).outcome(outcome, of: InstructionID(id), at: $0)
            }
        }
    }

    struct Retry: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "Have one that failed tried again.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "Its id.") var id: String
        @Flag(help: "Print JSON.") var json = false

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            try PaymentsCommand.carryOut(id, engine, console, isJSON: json) { _ in
                try Payments(engine).retry(InstructionID(id))
            }
        }
    }

    private static func carryOut(
        _ id: String, _ engine: Engine, _ console: Console, isJSON: Bool,
        _ make: (Instant) throws -> CaseDesk.Errand?
    ) throws -> ExitStatus {
        let (desk, zone) = (CaseDesk(engine), engine.localZone)
        let done = try desk.carryOut(make)
        guard let done, let payment = try desk.instruction(InstructionID(id)) else {
            return console.refuse("there is no payment \(id)")
        }
        if case .refused(let refusal) = done.outcome { return console.refuse(refusal.sentence(in: zone)) }
        console.out(isJSON ? Text.json { payment.write(to: &$0, in: zone) } : payment.row(in: zone))
        return .done
    }
}

struct LedgerCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Print what stands on the accounts of a shop's book.")

    @OptionGroup var options: DatabaseOptions
    @Argument(help: "The shop.") var shop: String
    @Flag(help: "Print one JSON object a line.") var json = false

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        guard let balances = try ShopBook(engine).balances(of: ShopID(shop)) else {
            return console.refuse("there is no shop \(shop)")
        }
        for balance in balances {
            let line = Text.json { json in
                json.object { json in
                    json.member("account", balance.account.text)
                    json.member("balance", balance.amount)
                }
            }
            console.out(json ? line : "\(balance.account.text)  \(balance.amount.words)\n")
        }
        if balances.isEmpty, !json { console.out("nothing stands on any account\n") }
        return .done
    }
}

extension Instruction {
    fileprivate func row(in zone: Zone) -> String {
        let next = nextAttempt.map { ", asked next at \(RFC3339.format($0, in: zone))" } ?? ""
        return "\(id.text)  \(status.rawValue)  \(amount.words)  \(order.shop.text)/\(order.order.text)"
            + "  decided \(RFC3339.format(decidedAt, in: zone)), \(attempts) attempts\(next)\n"
    }
}

extension Instruction.Status: ExpressibleByArgument {}
