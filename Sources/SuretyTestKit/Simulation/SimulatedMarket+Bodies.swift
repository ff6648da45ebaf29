import SuretyDomain
import SuretyTestKitCore

/// What the facts of a simulated market say.
extension SimulatedMarket {
    static let products = ["dress", "cream", "cake", "voucher"].map { ProductID($0) }
    static let rights = [
        "seven-day-return", "instant-refund", "fake-pays-n", "return-freight", "damage-refund", "allergy-refund",
    ].map { RightKey($0) }

    /// What is claimed under; the last is carried out by nothing yet.
    static let claimable = ["seven-day-return", "seven-day-return", "instant-refund", "instant-refund", "fake-pays-n"]
        .map {
            RightKey($0)
        }

    mutating func listing(of product: ProductID, by shop: ShopID) -> FactBody {
        let category =
            switch product.text {
            case "dress": "clothing"
            case "cream": "beauty"
            case "cake": "food/snacks"
            default: "vouchers"
            }
        let trade = product.text == "voucher" ? "virtual" : "physical"
        let goods = chance.happens(oneIn: 10) ? "third-party" : "own"
        return .productListed(
            ProductListed(
                shop: shop, product: product,
                details: ListingDetails(title: nil, category: category, trade: trade, source: goods, tags: [])))
    }

    mutating func body() -> FactBody {
        let shop = chance.pick(shops)
        return switch chance.int(in: 1...20) {
        case 1...5: payment(in: shop)
        case 6...10: ofAnOrder() ?? payment(in: shop)
        case 11...14: ofAProduct(of: shop)
        case 15...17: ofTheShop(shop)
        case 18: chance.bool() ? .sourceCaughtUp(SourceCaughtUp()) : standing(of: chance.pick(consumers))
        default: ofAPromoter()
        }
    }

    /// Something of the same kind in the same home.
    mutating func body(like other: FactBody) -> FactBody {
        switch other.home {
        case .promoter(let promoter): .promoterScored(PromoterScored(promoter: promoter, hundredths: score()))
        case .shop(let shop):
            switch other {
            case .orderPaid(let paid): payment(in: shop, order: paid.order)
            default: chance.bool() ? ofAProduct(of: shop) : ofTheShop(shop)
            }
        case .consumer(let consumer): standing(of: consumer)
        case .platform: .sourceCaughtUp(SourceCaughtUp())
        }
    }

    private mutating func standing(of consumer: String) -> FactBody {
        let standing = chance.pick(Standing.allCases)
        return .consumerStood(ConsumerStood(consumer: ConsumerID(consumer), standing: standing, reason: nil))
    }

    private mutating func payment(in shop: ShopID, order: OrderID? = nil) -> FactBody {
        let order = order ?? OrderID("order-\(orders.count + 1)")
        let lines = (1...chance.int(in: 1...3)).map { index in
            PaidLine(
                line: LineID("\(index)"), product: chance.pick(SimulatedMarket.products), quantity: 1,
                paid: chance.int64(in: 1...9_900), freight: 0)
        }
        let isShown = chance.happens(oneIn: 5)
        let paid = OrderPaid(
            shop: shop, order: order, checkout: nil, consumer: ConsumerID(chance.pick(consumers)),
            promoter: chance.bool() ? chance.pick(promoters) : nil, room: nil, currency: .cny, lines: lines,
            shown: isShown ? [ShownLabel(line: LineID("1"), programme: ProgrammeKey("trust-buy"))] : [])
        orders.append(paid)
        return .orderPaid(paid)
    }

    private mutating func ofAnOrder() -> FactBody? {
        guard !orders.isEmpty else { return nil }
        let paid = chance.pick(orders)
        let (shop, order) = (paid.shop, paid.order)
        switch chance.int(in: 1...8) {
        case 1...3:
            return .orderStepped(OrderStepped(shop: shop, order: order, step: chance.pick(OrderStep.allCases)))
        case 4, 5:
            let line = chance.pick(paid.lines)
            let amount = chance.bool() ? line.paid : line.paid / 2
            return .lineRefunded(
                LineRefunded(shop: shop, order: order, line: line.line, amount: amount, currency: .cny))
        case 6, 7: return .orderReviewed(OrderReviewed(shop: shop, order: order, score: chance.int(in: 1...5)))
        default: return .brushingMarked(shop: shop, order: order)
        }
    }

    private mutating func ofAProduct(of shop: ShopID) -> FactBody {
        let product = chance.pick(SimulatedMarket.products)
        let inspection = Inspection(shop: shop, product: product, inspection: "inspection-\(chance.int(in: 1...2))")
        let offer = PromoterListing(shop: shop, product: product, promoter: chance.pick(promoters))
        return switch chance.int(in: 1...8) {
        case 1, 2: listing(of: product, by: shop)
        case 3: .productDelisted(shop: shop, product: product)
        case 4: switching(of: shop, product)
        case 5: .inspectionFailed(inspection)
        case 6: .productRelisted(inspection)
        case 7: .promoterListed(offer)
        default: .promoterUnlisted(offer)
        }
    }

    private mutating func ofTheShop(_ shop: ShopID) -> FactBody {
        let violation = "violation-\(chance.int(in: 1...2))"
        return switch chance.int(in: 1...8) {
        case 1: .shopOpened(ShopOpened(shop: shop, kind: chance.pick(["ordinary", "auction"])))
        case 2, 3: .experienceScored(ExperienceScored(shop: shop, hundredths: score()))
        case 4, 5: switching(of: shop, nil)
        case 6:
            .violationDetermined(
                ViolationDetermined(
                    shop: shop, violation: violation, severity: chance.pick(ViolationSeverity.allCases)))
        case 7: .violationEnded(shop: shop, violation: violation)
        default:
            .depositStated(
                DepositStated(shop: shop, balance: chance.int64(in: 0...2) * 1_000, required: 1_000, currency: .cny))
        }
    }

    private mutating func ofAPromoter() -> FactBody {
        let promoter = chance.pick(promoters)
        return chance.happens(oneIn: 4)
            ? .promoterJoined(promoter)
            : .promoterScored(PromoterScored(promoter: promoter, hundredths: score()))
    }

    private mutating func switching(of shop: ShopID, _ product: ProductID?) -> FactBody {
        .rightSwitched(
            RightSwitched(
                shop: shop, product: product, right: chance.pick(SimulatedMarket.rights),
                isOn: !chance.happens(oneIn: 3)))
    }

    private mutating func score() -> Int { chance.int(in: 380...500) }
}
