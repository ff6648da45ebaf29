import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("What is pinned to an order")
struct PinTests {
    @Test("is what held when it was paid, and nothing that is switched later")
    func pinned() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.pay("o1", "tea")
        scene.switchOff(.fakePays)
        #expect(!scene.isLit(on: "tea"))
        #expect(scene.carried(by: "o1") == [.trustBuy])
        #expect(scene.pin(of: "o1")?.lines.first?.rights == [.fakePays, .instantRefund, .sevenDayReturn])
        scene.pay("o2", "tea")
        #expect(scene.pin(of: "o2")?.lines.first?.rights == [.instantRefund, .sevenDayReturn])
        #expect(scene.carried(by: "o2") == [])
    }

    @Test("is what held at the instant of payment, though the payment is told after the switch")
    func toldLate() throws {
        var scene = try Scene()
        scene.open("tea")
        let paidAt = scene.now.adding(hours: 1)
        scene.move(hours: 2)
        scene.switchOff(.fakePays)
        scene.move(hours: 2)
        scene.pay("o1", "tea", at: paidAt)
        #expect(scene.carried(by: "o1") == [.trustBuy])
        #expect(scene.pin(of: "o1")?.lines.first?.rights.contains(.fakePays) == true)
        scene.pay("o2", "tea", at: paidAt.adding(hours: 1))
        #expect(scene.carried(by: "o2") == [], "switched off at the very instant of payment")
    }

    @Test("under a wording that has ended, is what held then, by all that is known now")
    func endedWording() throws {
        let next = Edition.of(
            "2022-06-10", from: Almanacs.at(2022, 6, 10),
            EditionContent(programmes: [.trustBuy: .trustBuy(gates: [.score(atLeast: 450)])]))
        var scene = try Scene([.plain, next])
        scene.tell(.shopOpened(.init(shop: scene.shop, kind: "ordinary")))
        scene.switchOn(.sevenDayReturn)
        scene.switchOn(.instantRefund)
        scene.list("tea")
        scene.move(to: Almanacs.at(2022, 6, 11))
        let right = RightSwitched(shop: scene.shop, product: nil, right: .fakePays, isOn: true)
        scene.tell(.rightSwitched(right), at: Almanacs.at(2022, 6, 8))
        scene.pay("o1", "tea", at: Almanacs.at(2022, 6, 9))
        #expect(scene.carried(by: "o1") == [.trustBuy])
        scene.pay("o2", "tea", at: Almanacs.at(2022, 6, 7))
        #expect(scene.carried(by: "o2") == [])
    }

    @Test("includes the label that checkout showed, though the rules had not given it")
    func shown() throws {
        var scene = try Scene()
        scene.open("tea", "cup")
        scene.switchOff(.fakePays)
        scene.pay("o1", "tea", "cup", shown: [ShownLabel(line: "l2", programme: .trustBuy)])
        #expect(scene.carried(by: "o1") == [])
        #expect(scene.pin(of: "o1")?.lines[1].labels.map(\.ground) == [.shown])
        scene.switchOn(.fakePays)
        scene.pay("o2", "tea", shown: [ShownLabel(line: "l1", programme: .trustBuy)])
        #expect(scene.pin(of: "o2")?.lines[0].labels.map(\.ground) == [.decided])
    }

    @Test("is nothing for an order paid before every edition, whatever was shown")
    func beforeEveryEdition() throws {
        var scene = try Scene()
        scene.open("tea")
        let shown = [ShownLabel(line: "l1", programme: .trustBuy)]
        scene.pay("o1", "tea", shown: shown, at: Almanacs.at(2022, 4, 15).adding(milliseconds: -1), id: "paid")
        #expect(
            scene.pin(of: "o1") == Pin(fact: FactKey(source: "market", id: "paid"), book: nil, lines: [.nothing("l1")]))
        #expect(scene.counted(.orders) == Tally(count: 0, of: 1))
    }

    @Test("is nothing for a product that was not on sale")
    func notListed() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.pay("o1", "cup")
        #expect(scene.pin(of: "o1")?.lines == [.nothing("l1")])
    }

    @Test("names the edition in force at payment")
    func edition() throws {
        let next = Edition.of(
            "2022-06-10", from: Almanacs.at(2022, 6, 10),
            EditionContent(programmes: [.trustBuy: .trustBuy(bars: [.severeViolation])]))
        var scene = try Scene([.plain, next])
        scene.open("tea")
        scene.move(to: Almanacs.at(2022, 6, 10))
        scene.pay("o1", "tea", at: scene.now.adding(milliseconds: -1))
        scene.pay("o2", "tea", at: scene.now)
        #expect(scene.pin(of: "o1")?.lines.first?.labels.map(\.edition) == ["2022-04"])
        #expect(scene.pin(of: "o2")?.lines.first?.labels.map(\.edition) == ["2022-06-10"])
        #expect(scene.pin(of: "o2")?.book == "2022-04+2022-06-10")
    }

    @Test("leaves a review told before it but written after it out of the judgement")
    func laterReview() throws {
        let gate = Gate.share(.negative, .atMost, percent: 0)
        var scene = try Scene([.gate(gate)])
        scene.open("tea")
        scene.pay("o1", "tea")
        scene.review("o1", score: 5)
        scene.pay("o2", "tea")
        let paidAt = scene.now.adding(hours: 1)
        scene.move(hours: 2)
        scene.review("o2", score: 1)
        scene.pay("o3", "tea", at: paidAt)
        #expect(scene.carried(by: "o3") == [.trustBuy])
        scene.pay("o4", "tea")
        #expect(scene.carried(by: "o4") == [])
    }
}

extension PinnedLine {
    static func nothing(_ line: LineID) -> PinnedLine { PinnedLine(line: line, labels: [], rights: []) }
}
