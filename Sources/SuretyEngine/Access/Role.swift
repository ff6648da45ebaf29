package import SuretyDomain

/// What a caller is, which decides what it may do.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case integrator, `operator`, auditor
    /// Decides what was handed to a person.
    case adjudicator
    /// One shop.
    case merchant
    /// One consumer of the marketplace.
    case consumer

    /// What a key of this role is for; nil where it is for the whole marketplace.
    package var scope: ScopeKind? {
        switch self {
        case .integrator, .operator, .auditor, .adjudicator: nil
        case .merchant: .shop
        case .consumer: .consumer
        }
    }

    package enum ScopeKind: String, Hashable, Sendable { case shop, consumer }
}

/// How far a caller sees: what lies beyond is to them as if it were not there.
package enum Reach: Hashable, Sendable {
    case marketplace
    case shop(ShopID)
    /// The consumer as the marketplace names them.
    case consumer(String)
}

/// A key for nobody: its role asks for a shop or consumer that was not named, or the other way round.
package enum ScopeFault: Error, Hashable, Sendable {
    case missing(Role, Role.ScopeKind)
    case unwanted(Role)

    package var sentence: String {
        switch self {
        case .missing(let role, let kind): "a key of role \(role.rawValue) is for one \(kind.rawValue): name it"
        case .unwanted(let role): "a key of role \(role.rawValue) is for the whole marketplace: name nobody"
        }
    }
}
