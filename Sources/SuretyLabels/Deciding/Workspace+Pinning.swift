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
        let shop = shops[paid.shop] ?? ShopState()
        var evidence = evidence(on: paid.shop, shop, at: fact.at)
        if let promoter = paid.promoter { evidence.promoter = copies[promoter]?.standing?.promoter ?? Promoter() }
        // What the shop's and the promoter's clauses say is the same for all lines.
        let judged = library.versions(at: fact.at).filter { $0.programme.labels == .product }.map { version in
            evidence.offering = offering(of: paid.shop, shop, under: version, at: fact.at)
            let mask = version.mask(of: .shop, on: evidence)
            guard paid.promoter != nil else { return (version, base: mask) }
            return (version, base: mask.union(version.mask(of: .promoter, on: evidence)))
        }
        let lines = paid.lines.map { line in
            let product = products[ProductKey(shop: paid.shop, product: line.product)]?.product ?? Product()
            evidence.product = product
            var labels: [PinnedLabel] = []
            for (version, base) in judged {
                let key = version.programme.key
                let isLit = base.union(version.mask(of: .product, on: evidence)).isClear
                let wasShown = paid.shown.contains(ShownLabel(line: line.line, programme: key))
                guard isLit || wasShown else { continue }
                labels.append(PinnedLabel(programme: key, edition: version.edition, ground: isLit ? .decided : .shown))
            }
            let rights = rights(on: product, of: shop.shop, in: book, at: fact.at)
            return PinnedLine(line: line.line, labels: labels, rights: rights)
        }
        return Pin(fact: fact.key, book: book.digest, lines: lines)
    }

    private func rights(on product: Product, of shop: Shop, in book: Rulebook, at instant: Instant) -> [RightKey] {
        guard let listing = product.listed(at: instant) else { return [] }
        return book.rights.values
            .filter { right in
                guard right.appliesTo.covers(listing) else { return false }
                return right.isByPlatform || product.offers(right.key, of: shop, at: instant)
            }
            .map(\.key).sorted()
    }
}
