import SuretyDomain
import SuretyRules

extension Workspace {
    /// What the lines of an order carry at the instant of payment, as known at this position. The offer shown at
    /// checkout holds where it is better for the buyer.
    func pin(_ paid: OrderPaid, _ fact: Fact) -> Pin {
        guard let book = library.book(at: fact.at) else {
            let lines = paid.lines.map { PinnedLine(line: $0.line, labels: [], rights: []) }
            return Pin(fact: fact.key, book: nil, lines: lines)
        }
        let judged = library.versions(at: fact.at).filter { $0.programme.labels == .product }
            .map { version in (version, base: base(paid, under: version, at: fact.at)) }
        let shop = shops[paid.shop]?.shop ?? Shop()
        let lines = paid.lines.map { line in
            let product = products[ProductKey(shop: paid.shop, product: line.product)]?.product ?? Product()
            var labels: [PinnedLabel] = []
            for (version, base) in judged {
                let key = version.programme.key
                let isLit = base.mask.union(version.mask(of: .product, on: base.evidence.on(product))).isClear
                let wasShown = paid.shown.contains(ShownLabel(line: line.line, programme: key))
                guard isLit || wasShown else { continue }
                labels.append(PinnedLabel(programme: key, edition: version.edition, ground: isLit ? .decided : .shown))
            }
            let rights = rights(on: product, of: shop, in: book, at: fact.at)
            return PinnedLine(line: line.line, labels: labels, rights: rights)
        }
        return Pin(fact: fact.key, book: book.digest, lines: lines)
    }

    /// What the shop's and the promoter's clauses say, which is the same for all lines.
    private func base(
        _ paid: OrderPaid, under version: ProgrammeVersion, at instant: Instant
    ) -> (mask: Mask, evidence: Evidence) {
        var evidence = evidence(on: paid.shop, under: version, at: instant)
        var mask = version.mask(of: .shop, on: evidence)
        if let promoter = paid.promoter {
            evidence = evidence.soldBy(copies[promoter]?.standing?.promoter ?? Promoter())
            mask = mask.union(version.mask(of: .promoter, on: evidence))
        }
        return (mask, evidence)
    }

    private func rights(on product: Product, of shop: Shop, in book: Rulebook, at instant: Instant) -> [RightKey] {
        guard let listing = product.listed(at: instant) else { return [] }
        return book.rights.values
            .filter { $0.appliesTo.covers(listing) && product.offers($0.key, of: shop, at: instant) }
            .map(\.key).sorted()
    }
}
