import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyWire

struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "List and show after-sales cases, open one, and act on one: surety case approve ID --as merchant.",
        subcommands: [List.self, Show.self, Apply.self, CaseActCommand.self], defaultSubcommand: CaseActCommand.self)

    struct List: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "List cases. Exits with 1 where there is none.")
        @OptionGroup var options: DatabaseOptions
        @Flag(help: "Only those that wait for a person.") var needsPerson = false
        @Option(help: "Only those of a shop.") var shop: String?
        @Option(help: "Only those of an order.") var order: String?
        @Option(help: "Only those at a stage, such as awaiting-decision.") var stage: CaseTable.Stage?
        @Option(help: "List at most so many.") var limit = 50
        @Flag(help: "Print one JSON object a line.") var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit takes 1 or more, not \(limit)") }
        }

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            var filter = CaseDesk.Filter()
            filter.shop = shop.map { ShopID($0) }
            filter.order = order.map { OrderID($0) }
            filter.stage = stage
            filter.needsPerson = needsPerson
            let zone = engine.localZone
            var listed = 0
            repeat {
                filter.limit = min(limit - listed, 200)
                let page = try CaseDesk(engine).list(filter)
                for aftersales in page.elements {
                    console.out(json ? Text.json { aftersales.write(to: &$0, in: zone) } : aftersales.row(in: zone))
                }
                listed += page.elements.count
                filter.after = page.next
            } while filter.after != nil && listed < limit
            if filter.after != nil, !json { console.out("there are more; see them with a larger --limit\n") }
            return listed > 0 ? .done : .no
        }
    }

    struct Show: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(abstract: "Tell all that there is to see of a case.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The case's id.") var id: String
        @Flag(help: "Print JSON.") var json = false

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            guard let file = try CaseDesk(engine).file(CaseID(id)) else {
                return console.refuse("there is no case \(id)")
            }
            let zone = engine.localZone
            console.out(
                json
                    ? Text.json { file.write(to: &$0, for: .adjudicator, in: zone) }
                    : CaseText(file, in: zone).text)
            return .done
        }
    }

    struct Apply: ParsableCommand, EngineCommand {
        static let configuration = CommandConfiguration(
            abstract: "Claim under a guarantee in a buyer's name. Exits with 1 where it is refused.")
        @OptionGroup var options: DatabaseOptions
        @Option(help: "The shop.") var shop: String
        @Option(help: "The order.") var order: String
        @Option(help: "The consumer, as the marketplace names them.") var consumer: String
        @Option(help: "The right, such as seven-day-return.") var right: String
        @Option(help: "A line and how many units of it: 1 or 1:2. May be given again.") var line: [ClaimedUnits]
        @Option(help: "Less than all that the guarantee gives, in minor units.") var amount: Int64?
        @Option(help: "What the buyer says.") var reason: String?
        @Flag(help: "Only say what would happen.") var dryRun = false
        @Flag(help: "Print JSON.") var json = false

        func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
            let application = CaseDesk.Application(
                shop: ShopID(shop), order: OrderID(order), consumer: consumer, right: RightKey(right), units: line,
                amount: amount, note: reason)
            return try CaseOutput(engine, console, isJSON: json, isDryRun: dryRun)
                .carryOut(.aftersales(.unknownOrder)) { try CaseDesk(engine).claim(application, at: $0) }
        }
    }
}

/// `surety case approve ID`, and all else that parties do to a case.
struct CaseActCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Do something to a case. Exits with 1 where it is refused.")

    enum Actor: String, ExpressibleByArgument, CaseIterable { case merchant, consumer, adjudicator, `operator` }

    @OptionGroup var options: DatabaseOptions
    @Argument(
        help: "contact, approve, refund-only, refuse, send-back, confirm, dispute, withdraw, reopen or settle.")
    var act: CaseAct.Kind
    @Argument(help: "The case's id.") var id: String
    @Option(name: .customLong("as"), help: "In whose name.") var actor: Actor = .adjudicator
    @Option(help: "send-back: the carrier.") var carrier: String?
    @Option(help: "send-back: the waybill's number.") var waybill: String?
    @Option(help: "settle: refund or refuse.") var outcome: CaseAct.Settlement?
    @Option(help: "What the party says.") var note: String?
    @Option(help: "Only if the case is still at this version.") var version: Int64?
    @Flag(help: "Only say what would happen.") var dryRun = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws { _ = try wanted() }

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        let (desk, caseID, wanted) = (CaseDesk(engine), CaseID(id), try wanted())
        return try CaseOutput(engine, console, isJSON: json, isDryRun: dryRun)
            .carryOut(.aftersales(.unknownCase)) { instant in
                guard let claim = try desk.file(caseID)?.aftersales.opening.claim else { return nil }
                let actor: Acting.Actor =
                    switch actor {
                    case .merchant: .merchant(claim.order.shop)
                    case .consumer: .consumer(claim.consumer)
                    case .adjudicator, .operator: .adjudicator
                    }
                return desk.act(wanted, on: caseID, by: actor, at: instant, version: version, note: note)
            }
    }

    private func wanted() throws -> CaseAct {
        switch act {
        case .contact: return .contact
        case .approve: return .approve
        case .refundOnly: return .refundOnly
        case .refuse: return .refuse
        case .sendBack:
            guard let carrier, let waybill else { throw ValidationError("send-back takes --carrier and --waybill") }
            for text in [carrier, waybill] where !(1...64).contains(text.utf8.count) {
                throw ValidationError("--carrier and --waybill have 1 to 64 bytes each")
            }
            return .sendBack(Waybill(carrier: carrier, number: waybill))
        case .confirm: return .confirm
        case .dispute: return .dispute
        case .withdraw: return .withdraw
        case .reopen: return .reopen
        case .settle:
            guard let outcome else { throw ValidationError("settle takes --outcome refund or --outcome refuse") }
            return .settle(outcome)
        }
    }
}

/// Carries out what a command asks for and says what came of it.
struct CaseOutput {
    private let engine: Engine
    private let console: Console
    private let isJSON: Bool
    private let isDryRun: Bool

    init(_ engine: Engine, _ console: Console, isJSON: Bool, isDryRun: Bool) {
        self.engine = engine
        self.console = console
        self.isJSON = isJSON
        self.isDryRun = isDryRun
    }

    func carryOut(
        _ missing: Refusal, _ make: (Instant) throws -> CaseDesk.Errand?
    ) throws -> ExitStatus {
        let (desk, zone) = (CaseDesk(engine), engine.localZone)
        if isDryRun {
            guard let errand = try make(engine.surroundings.now()) else { return refuse(missing) }
            let (outcome, events) = try desk.rehearse(errand)
            if case .refused(let refusal) = outcome { return refuse(refusal) }
            let rehearsal = Rehearsal(events)
            console.out(isJSON ? Text.json { rehearsal.write(to: &$0, in: zone) } : rehearsal.sentence)
            return .done
        }
        guard let (errand, outcome) = try desk.carryOut(make) else { return refuse(missing) }
        if case .refused(let refusal) = outcome { return refuse(refusal) }
        guard let id = errand.caseID, let file = try desk.file(id) else { return .done }
        console.out(
            isJSON
                ? Text.json { file.write(to: &$0, for: .adjudicator, in: zone) } : CaseText(file, in: zone).text)
        return .done
    }

    private func refuse(_ refusal: Refusal) -> ExitStatus { console.refuse(refusal.sentence(in: engine.localZone)) }
}

extension Console {
    /// The answer is no, and why.
    func refuse(_ sentence: String) -> ExitStatus {
        err("surety: \(sentence)\n")
        return .no
    }
}

extension Engine {
    /// The zone in which people here read times: that of the rules in force.
    var localZone: Zone { library.almanac(at: surroundings.now())?.zone ?? .utc }
}

extension Text {
    /// One JSON object, as a line.
    static func json(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 2_048)
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

extension CaseTable.Stage: ExpressibleByArgument {}
extension CaseAct.Kind: ExpressibleByArgument {}
extension CaseAct.Settlement: ExpressibleByArgument {}

extension ClaimedUnits: ExpressibleByArgument {
    /// `1`, or `1:2` for two units of line 1.
    package init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let line = parts.first, !line.isEmpty, let quantity = parts.count == 1 ? 1 : Int64(parts[1]) else {
            return nil
        }
        self.init(line: LineID(String(line)), quantity: quantity)
    }
}
