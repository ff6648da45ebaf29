/// One thing that an order contributes to its shop's windows: an order, a line sold, or a review.
package struct Counted: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case order, sale, review }

    package let kind: Kind
    package let at: Instant
    /// The order's id; for a sale `order#line`.
    package let id: CountedID
    /// The product sold.
    package let product: ProductID?
    /// The review's score.
    package let score: Int
    /// The programmes whose label it carried.
    package let carrying: [ProgrammeKey]

    package init(
        kind: Kind, at: Instant, id: CountedID, product: ProductID? = nil, score: Int = 0,
        carrying: [ProgrammeKey] = []
    ) {
        self.kind = kind
        self.at = at
        self.id = id
        self.product = product
        self.score = score
        self.carrying = carrying
    }
}

extension Order {
    /// All that this order counts for. Brushed orders count for nothing; lines refunded in full before dispatch are
    /// left out; a review counts once the order is known to be paid, the last one told.
    package func counted(as id: OrderID) -> [Counted] {
        guard let payment, brushing.isEmpty else { return [] }
        var counted: [Counted] = []
        let pin = pins[payment.fact]
        let lines = payment.value.lines.filter { !isRefundedBeforeDispatch($0) }
        var carriedByAll: [ProgrammeKey]?
        for line in lines {
            let pinned = pin?.lines.first { $0.line == line.line }
            let carrying = pinned?.labels.map(\.programme) ?? []
            carriedByAll = carriedByAll.map { $0.filter(carrying.contains) } ?? carrying
            counted.append(
                Counted(
                    kind: .sale, at: payment.at, id: CountedID("\(id.text)#\(line.line.text)"), product: line.product,
                    carrying: carrying))
        }
        if let carriedByAll {
            counted.append(Counted(kind: .order, at: payment.at, id: CountedID(id.text), carrying: carriedByAll))
        }
        if let review = reviews.last {
            counted.append(Counted(kind: .review, at: review.at, id: CountedID(id.text), score: review.value))
        }
        return counted
    }

    private func isRefundedBeforeDispatch(_ line: PaidLine) -> Bool {
        guard !refunds.isEmpty else { return false }
        let dispatched = dispatchedAt
        let refunded = refunds.entries.reduce(Int64(0)) { sum, refund in
            let isBefore = dispatched.map { refund.at < $0 } ?? true
            return refund.value.line == line.line && isBefore ? sum + refund.value.amount : sum
        }
        return refunded >= line.paid && refunded > 0
    }
}
