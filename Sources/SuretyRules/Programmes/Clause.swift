package import SuretyDomain

/// One condition of a programme; its place in the list is its bit in a mask.
package struct Clause: Hashable, Sendable {
    package let subject: ClauseSubject
    package let condition: Condition
    /// What a gate asks for; nil for other conditions, and where no edition defines it.
    package let metric: Metric?

    /// Indirect, so that going over a list of clauses hands on one reference each.
    package indirect enum Condition: Hashable, Sendable {
        /// The product is on sale.
        case listed
        /// The shop's kind is not left out.
        case shopKindInScope([String])
        /// The product's source, trade and category are not left out.
        case productInScope(Scope)
        /// Every listed product in scope to which the right applies offers it.
        case shopWideRight(RightKey)
        /// The product offers the right, where it is of these categories and the right applies to it.
        case categoryRight(RightKey, [Category])
        case gate(Gate)
        case bar(Bar)
    }

    /// Names the clause for people and machines, the same in every edition that words it.
    package var key: String {
        switch condition {
        case .listed: "listed"
        case .shopKindInScope: "scope.shop-kind"
        case .productInScope: "scope.product"
        case .shopWideRight(let right): "right.\(right.text)"
        case .categoryRight(let right, _): "category-right.\(right.text)"
        case .gate(let gate): "gate.\(gate.subject.rawValue).\(gate.metric.text)"
        case .bar(let bar): "bar.\(bar.rawValue)"
        }
    }

    /// The clauses of a programme in the order in which a person would read them.
    package static func all(of programme: Programme, _ metrics: [MetricKey: Metric]) -> [Clause] {
        var clauses: [Clause] = []
        if programme.labels == .product {
            clauses.append(Clause(subject: .product, condition: .listed))
            clauses.append(Clause(subject: .product, condition: .productInScope(programme.scope)))
        }
        clauses.append(Clause(subject: .shop, condition: .shopKindInScope(programme.scope.exceptShopKinds)))
        clauses += programme.shopWideRights.map { Clause(subject: .shop, condition: .shopWideRight($0)) }
        for group in programme.categoryRights {
            clauses += group.rights.map { Clause(subject: .product, condition: .categoryRight($0, group.categories)) }
        }
        clauses += programme.gates.map {
            Clause(subject: $0.subject, condition: .gate($0), metric: metrics[$0.metric])
        }
        clauses += programme.bars.map { Clause(subject: $0.subject, condition: .bar($0)) }
        return clauses
    }

    private init(subject: ClauseSubject, condition: Condition, metric: Metric? = nil) {
        self.subject = subject
        self.condition = condition
        self.metric = metric
    }
}
