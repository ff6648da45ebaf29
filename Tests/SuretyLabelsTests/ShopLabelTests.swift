import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("The label of a shop")
struct ShopLabelTests {
    @Test(
        "needs 60 % of orders and 60 % of products sold, and both shares include the 60 %",
        arguments: [
            (Tally(count: 6_000, of: 10_000), Tally(count: 3, of: 5), true),
            (Tally(count: 5_999, of: 10_000), Tally(count: 3, of: 5), false),
            (Tally(count: 3, of: 5), Tally(count: 5_999, of: 10_000), false),
            (Tally(count: 5_999_999, of: 10_000_000), Tally(count: 1, of: 1), false),
            (Tally(count: 1, of: 1), Tally(count: 1, of: 1), true),
        ])
    func shares(orders: Tally, products: Tally, isLit: Bool) throws {
        var block = PaneBlock()
        let now = Almanacs.at(2022, 6, 1, 12)
        let today = Almanacs.china.day(of: now)
        block.add(orders.of, to: .orders, on: today)
        block.add(orders.count, to: .ordersCarrying(.trustBuy), on: today.adding(days: -1))
        block.add(products.of, to: .products, on: today)
        block.add(products.count, to: .productsCarrying(.trustBuy), on: today)
        let mask = try mask(block, at: now)
        #expect(mask.missed == 0 || !isLit)
        #expect(mask.isClear == isLit)
    }

    @Test("looks at today and the fourteen days before it, and at none earlier", arguments: [(14, true), (15, false)])
    func window(daysAgo: Int64, isCounted: Bool) throws {
        let now = Almanacs.at(2022, 6, 1, 12)
        let day = Almanacs.china.day(of: now).adding(days: -daysAgo)
        var block = PaneBlock()
        for counter in [.orders, .ordersCarrying(.trustBuy), .products, .productsCarrying(.trustBuy)]
            as [DayPane.Counter]
        {
            block.add(1, to: counter, on: day)
        }
        let mask = try mask(block, at: now)
        #expect(mask.isClear == isCounted)
        #expect(mask.missed == 0, "nothing counted is no data, not a no")
    }

    /// The mask of the shop under the label, from panes alone.
    private func mask(_ block: PaneBlock, at now: Instant) throws -> Mask {
        let library = try RulebookLibrary(editions: [.plain]) { $0.joined() }
        let version = try #require(library.version(of: .shopLabel, at: now))
        var shop = Shop()
        shop.change(.gained, Fact(id: "f", source: "s", at: now, body: .shopOpened(.init(shop: "s", kind: "ordinary"))))
        let panes = Panes(
            blocks: Dictionary(
                grouping: block.panes, by: { PaneBlock.number(of: $0.key) }
            ).mapValues { panes in
                var block = PaneBlock()
                block.panes = Dictionary(uniqueKeysWithValues: panes.map { ($0.key, $0.value) })
                return block
            }, zone: Almanacs.china)
        return version.mask(
            of: .shop, on: Evidence(at: now, shop: shop, panes: panes, offering: Offering(), marketMean: nil))
    }

    @Test("is not shown where nothing was ordered: no data is neither a yes nor a no")
    func noOrders() throws {
        var scene = try Scene()
        scene.open("tea")
        #expect(scene.verdict("gate.shop.trust-orders", of: .shopLabel) == .unknown)
        #expect(scene.verdict("gate.shop.trust-products", of: .shopLabel) == .unknown)
        #expect(!scene.isShopLabelLit())
    }

    @Test("is lit by three of five and not by two of four, and goes when the window has moved past")
    func threeOfFive() throws {
        var scene = try shopOfTwoKinds()
        for product in ["a", "b", "c"] as [ProductID] { scene.pay(OrderID("o-\(product.text)"), product) }
        for product in ["x", "y"] as [ProductID] { scene.pay(OrderID("o-\(product.text)"), product) }
        #expect(scene.counted(.orders) == Tally(count: 3, of: 5))
        #expect(scene.counted(.productsSold) == Tally(count: 3, of: 5))
        #expect(scene.isShopLabelLit())
        scene.brush("o-a")
        #expect(!scene.isShopLabelLit())
        scene.pay("again", "a")
        #expect(scene.isShopLabelLit())
        scene.move(to: Almanacs.at(2022, 6, 15, 23, 59, 59))
        #expect(scene.isShopLabelLit())
        scene.move(to: Almanacs.at(2022, 6, 16))
        #expect(scene.verdict("gate.shop.trust-orders", of: .shopLabel) == .unknown)
    }

    @Test("counts an order as a trust order only if every line carried the label")
    func everyLine() throws {
        var scene = try shopOfTwoKinds()
        scene.pay("o1", "a", "x")
        #expect(scene.carried(by: "o1") == [.trustBuy])
        #expect(scene.carried(by: "o1", line: "l2") == [])
        #expect(scene.counted(.orders) == Tally(count: 0, of: 1))
        #expect(scene.counted(.productsSold) == Tally(count: 1, of: 2))
        scene.refund("o1", line: "l2")
        #expect(scene.counted(.orders) == Tally(count: 1, of: 1), "the line without it no longer counts")
    }

    @Test("leaves out lines refunded in full before dispatch, and keeps those refunded after, at or in part")
    func refunds() throws {
        var scene = try shopOfTwoKinds()
        let paidAt = scene.now
        for order in ["before", "after", "at", "part", "two-parts", "never-sent"] as [OrderID] {
            scene.pay(order, "a", at: paidAt)
            if order != "never-sent" { scene.dispatch(order, at: paidAt.adding(hours: 10)) }
        }
        scene.move(hours: 24)
        #expect(scene.counted(.orders).of == 6)
        scene.refund("before", line: "l1", at: paidAt.adding(hours: 10).adding(milliseconds: -1))
        #expect(scene.counted(.orders).of == 5)
        scene.refund("after", line: "l1", at: paidAt.adding(hours: 11))
        scene.refund("at", line: "l1", at: paidAt.adding(hours: 10))
        scene.refund("part", line: "l1", amount: 999, at: paidAt.adding(hours: 9))
        scene.refund("two-parts", line: "l1", amount: 999, at: paidAt.adding(hours: 9))
        #expect(scene.counted(.orders).of == 5)
        scene.refund("two-parts", line: "l1", amount: 1, at: paidAt.adding(hours: 9))
        #expect(scene.counted(.orders).of == 4)
        scene.refund("never-sent", line: "l1")
        #expect(scene.counted(.orders).of == 3)
    }

    @Test("counts a line again when its dispatch turns out to have been earlier than its refund")
    func lateDispatch() throws {
        var scene = try shopOfTwoKinds()
        scene.pay("o1", "a")
        scene.move(hours: 5)
        scene.refund("o1", line: "l1")
        #expect(scene.counted(.orders).of == 0)
        scene.dispatch("o1", at: scene.now.adding(hours: -1))
        #expect(scene.counted(.orders).of == 1)
    }

    @Test("leaves brushing out of everything: the order, its products and its review")
    func brushing() throws {
        var scene = try shopOfTwoKinds()
        scene.pay("o1", "a")
        scene.review("o1", score: 1)
        #expect(scene.counted(.reviews) == Tally(count: 1, of: 1))
        scene.brush("o1")
        #expect(scene.counted(.orders) == Tally())
        #expect(scene.counted(.productsSold) == Tally())
        #expect(scene.counted(.reviews) == Tally())
    }

    @Test("counts a product by its latest paid line, whenever that is told")
    func latestLine() throws {
        var scene = try shopOfTwoKinds()
        scene.pay("o1", "a")
        #expect(scene.counted(.productsSold) == Tally(count: 1, of: 1))
        scene.move(hours: 1)
        scene.switchOff(.fakePays, on: "a")
        scene.pay("o2", "a")
        #expect(scene.counted(.productsSold) == Tally(count: 0, of: 1))
        scene.pay("o0", "a", at: scene.now.adding(hours: -2))
        #expect(scene.counted(.productsSold) == Tally(count: 0, of: 1), "an earlier sale told later")
        scene.brush("o2")
        #expect(scene.counted(.productsSold) == Tally(count: 1, of: 1), "the one before it is the latest again")
    }

    @Test("counts an order once, by the earlier of two payments told of it")
    func paidTwice() throws {
        var scene = try shopOfTwoKinds()
        scene.pay("o0", "a")
        scene.move(hours: 48)
        scene.pay("o1", "a", "b")
        #expect(scene.counted(.productsSold) == Tally(count: 2, of: 2))
        scene.pay("o1", "x", at: scene.now.adding(hours: -24))
        #expect(scene.counted(.orders) == Tally(count: 1, of: 2))
        #expect(scene.counted(.productsSold) == Tally(count: 1, of: 2), "a by the order before, x, and b no more")
    }

    /// a, b and c carry the label; x and y lack a right of their category and do not.
    private func shopOfTwoKinds() throws -> Scene {
        var scene = try Scene()
        scene.open("a", "b", "c")
        scene.list("x", in: "beauty")
        scene.list("y", in: "beauty")
        return scene
    }
}
