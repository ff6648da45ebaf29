import SuretyDomain
import SuretyTestKitCore
import Testing

@Suite("An anchor of an order")
struct OrderAnchorTests {
    let first = Almanacs.at(2022, 3, 1, 9)
    let second = Almanacs.at(2022, 3, 2, 9)

    @Test("is not there before it was reached", arguments: Anchor.allCases)
    func unreached(anchor: Anchor) {
        #expect(Order().instant(of: anchor) == nil)
        #expect(OrderScene().order.instant(of: anchor) == (anchor == .paid ? OrderScene.paidAt : nil))
    }

    @Test("of payment is the earliest, should a source tell two")
    func paid() {
        var scene = OrderScene()
        if let payment = scene.order.payment { scene.tell(.orderPaid(payment.value), at: first) }
        #expect(scene.order.instant(of: .paid) == OrderScene.paidAt)
    }

    @Test("of dispatch is the first that tells that anything has left")
    func dispatched() {
        var scene = OrderScene()
        scene.step(.collected, at: second)
        #expect(scene.order.instant(of: .dispatched) == second)
        scene.step(.dispatched, at: first, parcel: "p1")
        #expect(scene.order.instant(of: .dispatched) == first)
    }

    @Test("of signing is a signature for the whole order, or the last of all its parcels'")
    func signed() {
        var whole = OrderScene()
        whole.step(.dispatched, at: first, parcel: "p1")
        whole.step(.dispatched, at: first, parcel: "p2")
        whole.step(.signed, at: second)
        #expect(whole.order.signedAt == second)
        var each = OrderScene()
        each.step(.dispatched, at: first, parcel: "p1")
        each.step(.dispatched, at: first, parcel: "p2")
        each.step(.signed, at: second, parcel: "p2")
        #expect(each.order.signedAt == nil)
        each.step(.signed, at: second.adding(hours: 1), parcel: "p1")
        each.step(.signed, at: second.adding(hours: 9), parcel: "p1")
        #expect(each.order.signedAt == second.adding(hours: 1))
    }

    @Test("of receipt and of the end is what was told or what time did, whichever is earlier")
    func ended() {
        var scene = OrderScene()
        scene.pass {
            $0.receivedAt = second
            $0.closedAt = second
        }
        #expect(scene.order.receiptConfirmedAt == second && scene.order.closedAt == second)
        scene.step(.receiptConfirmed, at: first)
        scene.step(.closed, at: second.adding(hours: 1))
        #expect(scene.order.instant(of: .receiptConfirmed) == first && scene.order.closedAt == second)
    }

    @Test("comes from the sources that told of payment and of the way")
    func sources() {
        var scene = OrderScene()
        #expect(scene.order.sources == ["market"])
        let step = OrderStepped(shop: "shop", order: "order", step: .dispatched)
        scene.retract(scene.step(.dispatched, at: first))
        #expect(scene.order.sources == ["market"])
        var order = scene.order
        order.change(.gained, Fact(id: "scan", source: "carrier", at: first, body: .orderStepped(step)))
        #expect(order.sources == ["market", "carrier"])
    }
}
