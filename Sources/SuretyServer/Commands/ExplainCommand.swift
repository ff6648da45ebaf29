import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyWire

struct ExplainCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a label is lit or not, clause by clause. Exits with 1 where it is not.")

    enum Kind: String, ExpressibleByArgument, CaseIterable { case product, shop }

    @OptionGroup var options: DatabaseOptions
    @Argument(help: "product or shop.") var kind: Kind
    @Argument(help: "Its id.") var id: String
    @Option(help: "The product's shop, where its id is not unique.") var shop: String?
    @Option(help: "The programme; by default each that labels such a thing.") var programme: String?
    @Option(help: "The promoter who sells it.") var promoter: String?
    @Option(help: "As of this instant, such as 2022-10-01T00:00:00+08:00; now by default.") var at: String?
    @Option(help: "As if this edition were in force.") var edition: String?
    @Option(name: .customLong("lang"), help: "zh or en.") var language: Language = .en
    @Flag(help: "Print JSON.") var json = false

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        let explainer = Explainer(engine)
        let instant = try Text.instant(at, "--at") ?? engine.surroundings.now()
        let labelled: Labelled = kind == .product ? .product : .shop
        let programmes =
            programme.map { [ProgrammeKey($0)] }
            ?? explainer.programmes(labelling: labelled, at: instant, edition: edition)
        guard !programmes.isEmpty else {
            throw UsageError(
                message:
                    "no programme labels a \(kind.rawValue) at \(RFC3339.format(instant)); ask as if with --edition")
        }
        var isLit = true
        for programme in programmes {
            let explanation = try explainer.explain(
                try question(programme, explainer, at: Text.instant(at, "--at")))
            isLit = isLit && explanation.isLit
            console.out(json ? explanation.jsonText : ExplanationText(explanation, in: language).text)
        }
        return isLit ? .done : .no
    }

    private func question(
        _ programme: ProgrammeKey, _ explainer: Explainer, at instant: Instant?
    ) throws -> Explainer.Question {
        let promoter = promoter.map { PromoterID($0) }
        switch kind {
        case .shop:
            return Explainer.Question(
                programme: programme, shop: ShopID(id), promoter: promoter, at: instant, edition: edition)
        case .product:
            let shop = try shop.map { ShopID($0) } ?? explainer.shop(of: ProductID(id))
            return Explainer.Question(
                programme: programme, shop: shop, product: ProductID(id), promoter: promoter, at: instant,
                edition: edition)
        }
    }
}

extension Language: ExpressibleByArgument {}

extension Explanation {
    fileprivate var jsonText: String {
        var writer = JSONWriter(capacity: 4_096)
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

/// Option values that are more than text.
enum Text {
    static func instant(_ text: String?, _ option: String) throws -> Instant? {
        guard let text else { return nil }
        do {
            return try RFC3339.parse(text)
        } catch {
            throw UsageError(message: "\(option): \(error.rawValue)")
        }
    }
}
