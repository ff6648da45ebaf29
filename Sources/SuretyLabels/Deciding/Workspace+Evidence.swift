package import SuretyDomain
import SuretyRules

/// What verdicts are based on, taken from the rows at hand.
extension Workspace {
    /// The evidence on a shop as of an instant at or before now, but for what its products offer: that is the one part
    /// that differs between versions.
    func evidence(on shop: ShopID, _ state: ShopState, at instant: Instant) -> Evidence {
        Evidence(
            at: instant, shop: state.shop, panes: panes(of: shop, state.shop, at: instant), offering: Offering(),
            marketMean: market[partition]?.mean(at: instant, zone: zone))
    }

    /// The counts of the days that a window ending at an instant can reach.
    func panes(of shop: ShopID, _ facts: Shop, at instant: Instant) -> Panes {
        var blocks: [Int64: PaneBlock] = [:]
        for number in blockNumbers(endingAt: instant) {
            blocks[number] = self.blocks[BlockKey(shop: shop, number: number)]
        }
        let isEarlier = facts.lastReview.map { instant < $0 } ?? false
        return Panes(blocks: blocks, excluding: isEarlier ? Array(laterReviews[shop] ?? []) : [], zone: zone)
    }

    package func blockNumbers(endingAt instant: Instant) -> ClosedRange<Int64> {
        let last = zone.day(of: instant)
        let first = last.adding(days: -Int64(library.longestWindowDays))
        return PaneBlock.number(of: first)...PaneBlock.number(of: last)
    }

    /// What the shop's products offer: as counted, or, as of an instant before the last change or under a wording that
    /// has ended and is not counted for any more, counted again.
    func offering(
        of shop: ShopID, _ state: ShopState, under version: ProgrammeVersion, at instant: Instant
    ) -> Offering {
        let isCurrent = state.shop.lastCatalogueChange.map { $0 <= instant } ?? true
        let isKept = versions.contains { $0.key == version.key }
        if isCurrent, isKept, let offering = state.offerings[version.key] { return offering }
        var offering = Offering()
        guard !version.programme.shopWideRights.isEmpty else { return offering }
        for id in catalogue(of: shop) ?? [] {
            guard let product = products[ProductKey(shop: shop, product: id)]?.product else { continue }
            offering.count(product, of: state.shop, at: instant, under: version, by: 1)
        }
        return offering
    }
}

extension Evidence {
    /// What there is to say of a promoter alone.
    package static func on(promoter: Promoter, at instant: Instant, zone: Zone) -> Evidence {
        Evidence(
            at: instant, shop: Shop(), panes: Panes(blocks: [:], zone: zone), offering: Offering(), marketMean: nil,
            promoter: promoter)
    }
}
