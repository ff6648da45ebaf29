import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("A product's label by gates and bars")
struct GatesTests {
    @Test("asks for a score of 4.50, of which 4.49 falls short")
    func score() throws {
        var scene = try Scene([.gate(.score(atLeast: 450))])
        scene.open("tea")
        #expect(scene.verdict("gate.shop.score") == .unknown)
        #expect(!scene.isLit(on: "tea"), "no data is not a yes")
        scene.score(449)
        #expect(scene.verdict("gate.shop.score") == .missed)
        scene.score(450)
        #expect(scene.isLit(on: "tea"))
    }

    @Test("goes by the score that happened last, not by the one told last")
    func lateScore() throws {
        var scene = try Scene([.gate(.score(atLeast: 450))])
        scene.open("tea")
        scene.score(450)
        scene.tell(.experienceScored(.init(shop: scene.shop, hundredths: 300)), at: scene.now.adding(hours: -1))
        #expect(scene.isLit(on: "tea"))
    }

    @Test("lets a shop of 90 days in at midnight, counted from the day after it opened")
    func age() throws {
        var scene = try Scene([.gate(.age(atLeast: 90))], now: Almanacs.at(2022, 5, 1, 14, 30))
        scene.open("tea")
        scene.move(to: Almanacs.at(2022, 7, 30, 23, 59, 59, millisecond: 999))
        #expect(scene.verdict("gate.shop.age") == .missed)
        // 2 May is its first day; 30 July is its ninetieth and ends here.
        scene.move(to: Almanacs.at(2022, 7, 31))
        #expect(scene.isLit(on: "tea"))
    }

    @Test("goes by the first opening of a shop that opened twice")
    func openedTwice() throws {
        var scene = try Scene([.gate(.age(atLeast: 1))])
        scene.open("tea")
        scene.move(hours: 72)
        #expect(scene.isLit(on: "tea"))
        scene.tell(.shopOpened(.init(shop: scene.shop, kind: "ordinary")))
        #expect(scene.isLit(on: "tea"))
    }

    @Test("has the promoter's clauses only where a promoter sells")
    func promoter() throws {
        var scene = try Scene([.gate(.score(.promoter, atLeast: 430), .age(.promoter, atLeast: 30))])
        scene.open("tea")
        #expect(scene.isLit(on: "tea"))
        scene.tell(.promoterListed(.init(shop: scene.shop, product: "tea", promoter: "mei")))
        #expect(!scene.isLit(on: "tea", promoter: "mei"), "nothing is known of her")
        scene.tell(.promoterJoined("mei"))
        scene.tell(.promoterScored(.init(promoter: "mei", hundredths: 430)))
        scene.move(hours: 31 * 24)
        #expect(scene.isLit(on: "tea", promoter: "mei"))
        scene.pay("with", "tea", promoter: "mei")
        #expect(scene.carried(by: "with") == [.trustBuy])
        scene.tell(.promoterScored(.init(promoter: "mei", hundredths: 429)))
        #expect(!scene.isLit(on: "tea", promoter: "mei"))
        #expect(scene.isLit(on: "tea"))
        scene.pay("with-less", "tea", promoter: "mei")
        scene.pay("without", "tea")
        #expect(scene.carried(by: "with-less") == [])
        #expect(scene.carried(by: "without") == [.trustBuy])
    }

    @Test("is barred by a severe violation while it runs, and by no other")
    func violation() throws {
        var scene = try Scene([.gate(bars: [.severeViolation])])
        scene.open("tea")
        let severe = ViolationDetermined(shop: scene.shop, violation: "v1", severity: .severe)
        let mild = ViolationDetermined(shop: scene.shop, violation: "v2", severity: .mild)
        scene.tell(.violationDetermined(mild))
        #expect(scene.isLit(on: "tea"))
        scene.tell(.violationDetermined(severe))
        #expect(!scene.isLit(on: "tea"))
        scene.move(hours: 1)
        scene.tell(.violationEnded(shop: scene.shop, violation: "v2"))
        #expect(!scene.isLit(on: "tea"))
        scene.tell(.violationEnded(shop: scene.shop, violation: "v1"))
        #expect(scene.isLit(on: "tea"))
        scene.move(hours: 1)
        scene.tell(.violationDetermined(severe))
        #expect(!scene.isLit(on: "tea"), "the same violation, begun again")
        scene.tell(.violationEnded(shop: scene.shop, violation: "v1"))
        #expect(scene.isLit(on: "tea"), "ended at the very instant it began")
    }

    @Test("is barred by a deposit below what is required, not by one that just meets it")
    func deposit() throws {
        var scene = try Scene([.gate(bars: [.depositShortfall])])
        scene.open("tea")
        let stated = { (balance: Int64) in
            FactBody.depositStated(.init(shop: "shop", balance: balance, required: 50_000, currency: .cny))
        }
        #expect(scene.isLit(on: "tea"), "no shortfall is known")
        scene.tell(stated(49_999))
        #expect(!scene.isLit(on: "tea"))
        scene.tell(stated(50_000))
        #expect(scene.isLit(on: "tea"))
    }

    @Test("is barred on one product by a failed inspection, until that product is relisted after it")
    func inspection() throws {
        var scene = try Scene([.gate(bars: [.failedInspection])])
        scene.open("tea", "cup")
        let first = Inspection(shop: scene.shop, product: "tea", inspection: "i1")
        let second = Inspection(shop: scene.shop, product: "tea", inspection: "i2")
        scene.tell(.inspectionFailed(first))
        scene.tell(.inspectionFailed(second))
        #expect(!scene.isLit(on: "tea"))
        #expect(scene.isLit(on: "cup"))
        scene.tell(.productRelisted(first))
        #expect(!scene.isLit(on: "tea"), "the other one stands")
        scene.tell(.productRelisted(second))
        #expect(scene.isLit(on: "tea"), "relisted at the very instant it failed")
        scene.move(hours: 1)
        scene.tell(.inspectionFailed(second))
        #expect(!scene.isLit(on: "tea"))
    }

    @Test("allows twice the market's share of bad reviews, and has no data while there is none")
    func marketMean() throws {
        var scene = try Scene([.gate(.negativeAtMostTwiceTheMean)])
        scene.open("tea")
        // Two bad of four here, and none bad of four elsewhere: the market's mean is a quarter, twice that a half.
        for number in 1...4 { reviewed(&scene, OrderID("o\(number)"), score: number <= 2 ? 2 : 5) }
        #expect(scene.verdict("gate.shop.negative") == .unknown, "no mean has been taken")
        for number in 1...4 { reviewed(&scene, OrderID("e\(number)"), score: 5, at: "elsewhere") }
        scene.move(to: Almanacs.at(2022, 6, 2))
        #expect(scene.verdict("gate.shop.negative") == .met)
        reviewed(&scene, "o5", score: 1)
        #expect(scene.verdict("gate.shop.negative") == .missed, "the mean holds until the next is taken")
        scene.move(to: Almanacs.at(2022, 6, 3))
        #expect(scene.verdict("gate.shop.negative") == .met, "three of five, and the mean is three of nine")
    }

    @Test("has no data against a mean of nothing bad, nor against one of too few reviews")
    func meanOfNothing() throws {
        var scene = try Scene([.gate(.negativeAtMostTwiceTheMean)])
        scene.open("tea")
        reviewed(&scene, "o1", score: 5)
        scene.move(to: Almanacs.at(2022, 6, 2))
        reviewed(&scene, "o2", score: 5)
        #expect(scene.verdict("gate.shop.negative") == .unknown, "one review takes no part in the mean")
        scene.move(to: Almanacs.at(2022, 6, 3))
        #expect(scene.verdict("gate.shop.negative") == .unknown, "and a mean of zero is no data")
    }

    private func reviewed(_ scene: inout Scene, _ order: OrderID, score: Int, at shop: ShopID = "shop") {
        let line = PaidLine(line: "l1", product: "tea", quantity: 1, paid: 1_000, freight: 0)
        let paid = OrderPaid(
            shop: shop, order: order, checkout: nil, consumer: "buyer", promoter: nil, room: nil, currency: .cny,
            lines: [line], shown: [])
        scene.tell(.orderPaid(paid))
        scene.tell(.orderReviewed(.init(shop: shop, order: order, score: score)))
    }
}
