import ArgumentParser
import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyRules
import SuretyWire

struct LabelsCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels", abstract: "List products with the labels they carry now, and how many there are.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "List at most so many products.") var limit = 20
    @Flag(help: "List only products that carry a label.") var lit = false
    @Flag(help: "Print one JSON object a line, without the totals.") var json = false

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit takes 0 or more, not \(limit)") }
    }

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        var listed = 0
        let counts = try LabelListing(engine).forEach { answer in
            guard listed < limit, !lit || !answer.labels.isEmpty else { return }
            listed += 1
            console.out(json ? answer.line : answer.row(engine))
        }
        guard !json else { return .done }
        console.out("\(counts.products) products of \(counts.shops) shops")
        for (programme, count) in counts.lit.sorted(by: { $0.key < $1.key }) {
            console.out("; \(programme.text) lit on \(count)")
        }
        console.out("\n")
        return .done
    }
}

extension LabelLookup.Answer {
    fileprivate func row(_ engine: Engine) -> String {
        let labels = labels.map(\.text).joined(separator: ", ")
        return "\(labels.isEmpty ? "○" : "●") \(product.shop.text)/\(product.product.text)  \(labels)\n"
    }

    fileprivate var line: String {
        var writer = JSONWriter()
        writer.object { json in
            json.member("shop", product.shop.text)
            json.member("product", product.product.text)
            json.key("labels")
            json.array(labels) { $0.string($1.text) }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

struct HistoryCommand: ParsableCommand, EngineCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Tell how the clauses of a shop or product have changed, with their causes.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "The shop.") var shop: String
    @Option(help: "The product; without it, the shop's own clauses.") var product: String?
    @Option(help: "The last so many changes.") var limit = 50

    func validate() throws {
        // PostgreSQL takes no negative LIMIT.
        if limit < 0 { throw ValidationError("--limit takes 0 or more, not \(limit)") }
    }

    func execute(_ engine: Engine, _ console: Console) throws -> ExitStatus {
        let shop = ShopID(shop)
        let subject: LabelSubject =
            product.map { .product(ProductKey(shop: shop, product: ProductID($0))) } ?? .shop(shop)
        let changes = try LabelHistory(engine).changes(of: subject, limit: Int64(limit))
        let zone = engine.library.almanac(at: engine.surroundings.now())?.zone ?? .utc
        for change in changes {
            let against = change.missed + change.unknown.map { "\($0) (no data)" }
            let verdict = against.isEmpty ? "nothing against it" : "against it: \(against.joined(separator: ", "))"
            console.out("\(RFC3339.format(change.at, in: zone))  \(change.version.text)  \(verdict)\n")
        }
        return changes.isEmpty ? .no : .done
    }
}
