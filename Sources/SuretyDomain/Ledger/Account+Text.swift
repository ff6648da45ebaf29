extension Account {
    /// The form in rows and JSON: `payable`, `deposit/shop`, `escrow/o-1`. It is stored and never changes.
    package var text: String {
        switch self {
        case .escrow(let order): "escrow/\(order.text)"
        case .payable: "payable"
        case .deposit(let kind): "deposit/\(kind.rawValue)"
        case .budget: "budget"
        case .fees: "fees"
        case .commissions: "commissions"
        case .held(let id): "held/\(id.text)"
        case .buyer: "buyer"
        case .carrier: "carrier"
        case .merchant: "merchant"
        case .platformAdvance: "platform-advance"
        case .platformSubsidy: "platform-subsidy"
        case .penalties: "penalties"
        }
    }

    /// The account of a text, nil where it is none. An id may have slashes of its own.
    package init?(text: String) {
        if let plain = Account.plain.first(where: { $0.text == text }) {
            self = plain
        } else if let id = Account.id(in: text, after: "escrow/") {
            self = .escrow(OrderID(id))
        } else if let id = Account.id(in: text, after: "held/") {
            self = .held(InstructionID(id))
        } else {
            return nil
        }
    }

    /// The accounts of which a book has exactly one.
    package static let plain: [Account] =
        [
            .payable, .budget, .fees, .commissions, .buyer, .carrier, .merchant, .platformAdvance, .platformSubsidy,
            .penalties,
        ] + DepositKind.allCases.map { .deposit($0) }

    private static func id(in text: String, after prefix: String) -> String? {
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        let id = text.utf8.dropFirst(prefix.utf8.count)
        return (1...64).contains(id.count) ? String(Substring(id)) : nil
    }
}
