import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyStore
import SuretyWire

/// Faults in a sentence for the one who ran the command.
enum FaultText {
    static func sentence(for error: any Error) -> String {
        switch error {
        case let error as UsageError: error.message
        case let error as StoreError: sentence(for: error)
        case let error as RulebookErrors: error.description
        case let error as ImportFault: error.message
        case let error as ListeningFault: error.message
        case let error as ExplanationRefusal: sentence(for: error)
        default: "something went wrong (\(type(of: error)))"
        }
    }

    private static func sentence(for error: StoreError) -> String {
        switch error {
        case .duplicate(let what): "a row is there already: \(what)"
        case .unavailable(let why): "the database cannot be reached: \(why)"
        case .commitUnknown(let why): "the connection was lost at COMMIT (\(why)); look before trying again"
        case .refused(let why): why
        case .corrupt(let what): "the database is damaged: \(what)"
        case .disk(let what): "the disk failed or is full: \(what)"
        case .statement(let what): "a statement was not accepted: \(what)"
        }
    }

    static func sentence(for refusal: ExplanationRefusal) -> String {
        switch refusal {
        case .unknownShop(let shop): "there is no shop \(shop.text)"
        case .unknownProduct(let key): "shop \(key.shop.text) has no product \(key.product.text)"
        case .ambiguousProduct(let product, let shops) where shops.isEmpty: "there is no product \(product.text)"
        case .ambiguousProduct(let product, let shops):
            "product \(product.text) is sold by several shops; name one with --shop: "
                + shops.map(\.text).joined(separator: ", ")
        case .unknownProgramme(let key, let known):
            "there is no programme \(key.text); known: \(known.map(\.text).joined(separator: ", "))"
        case .unknownEdition(let key, let known): "there is no edition \(key); known: \(known.joined(separator: ", "))"
        case .notInForce(let key, let at):
            "\(key.text) is not in force at \(RFC3339.format(at)); ask as if with --edition"
        }
    }
}
