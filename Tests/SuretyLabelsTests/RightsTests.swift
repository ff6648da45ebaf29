import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("A product's label by its rights")
struct RightsTests {
    @Test("is lit when every listed product offers all that the shop must offer")
    func lit() throws {
        var scene = try Scene()
        scene.open("tea", "cup")
        #expect(scene.isLit(on: "tea"))
        #expect(scene.isLit(on: "cup"))
    }

    @Test("darkens on all products when one of them lacks a right, and is back when that one is delisted")
    func oneLacks() throws {
        var scene = try Scene()
        scene.open("tea", "cup")
        scene.switchOff(.fakePays, on: "cup")
        #expect(!scene.isLit(on: "tea"))
        #expect(!scene.isLit(on: "cup"))
        scene.delist("cup")
        #expect(scene.isLit(on: "tea"))
        #expect(!scene.isLit(on: "cup"), "what is not on sale carries nothing")
        scene.list("cup")
        #expect(!scene.isLit(on: "tea"), "its own switch is still off")
        scene.switchOn(.fakePays, on: "cup")
        #expect(scene.isLit(on: "tea"))
    }

    @Test("goes by a product's own switch before the shop's, whichever came first")
    func ownSwitch() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.switchOff(.fakePays)
        #expect(!scene.isLit(on: "tea"))
        scene.switchOn(.fakePays, on: "tea")
        #expect(scene.isLit(on: "tea"))
        scene.switchOff(.fakePays)
        #expect(scene.isLit(on: "tea"))
    }

    @Test("darkens only on the product that lacks a right of its category")
    func categoryRight() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.list("cream", in: "beauty/face")
        #expect(scene.isLit(on: "tea"))
        #expect(!scene.isLit(on: "cream"))
        #expect(scene.verdict("category-right.allergy-refund", on: "cream") == .missed)
        scene.switchOn(.allergyRefund, on: "cream")
        #expect(scene.isLit(on: "cream"))
    }

    @Test("does not ask a product for a right that cannot be given on it")
    func notApplicable() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.switchOff(.sevenDayReturn)
        #expect(!scene.isLit(on: "tea"))
        scene.delist("tea")
        scene.list("ring", tags: ["custom-made"])
        #expect(scene.isLit(on: "ring"))
    }

    @Test("is not asked of products out of scope, and never given to them")
    func outOfScope() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.list("resold", source: "third-party")
        scene.switchOff(.fakePays, on: "resold")
        #expect(scene.isLit(on: "tea"))
        #expect(!scene.isLit(on: "resold"))
        #expect(scene.verdict("scope.product", on: "resold") == .missed)
    }

    @Test("is not given in shops of a kind left out, and is unknown in a shop never heard of")
    func shopKind() throws {
        var scene = try Scene()
        scene.open("tea", kind: "auction")
        #expect(scene.verdict("scope.shop-kind") == .missed)
        var unopened = try Scene()
        unopened.list("tea")
        #expect(unopened.verdict("scope.shop-kind") == .unknown)
        #expect(unopened.verdict("right.fake-pays-n") == .missed, "a right never mentioned is not met")
    }

    @Test("moves with the product to another category")
    func relisted() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.list("tea", in: "beauty")
        #expect(!scene.isLit(on: "tea"))
        scene.list("tea", in: "beautyful-things")
        #expect(scene.isLit(on: "tea"), "a category that only begins alike is another")
    }

    @Test("comes back when an edition that worded it otherwise has ended")
    func season() throws {
        let season = Edition.of(
            "season", from: Almanacs.at(2022, 6, 10), until: Almanacs.at(2022, 6, 20),
            EditionContent(programmes: [.trustBuy: .trustBuy(gates: [.score(atLeast: 450)])]))
        var scene = try Scene([.plain, season])
        scene.open("tea", "cup")
        scene.delist("cup")
        #expect(scene.isLit(on: "tea"))
        scene.move(to: Almanacs.at(2022, 6, 10))
        #expect(!scene.isLit(on: "tea"))
        scene.switchOff(.fakePays, on: "tea")
        scene.move(to: Almanacs.at(2022, 6, 20))
        #expect(!scene.isLit(on: "tea"))
        scene.switchOn(.fakePays, on: "tea")
        #expect(scene.isLit(on: "tea"))
    }
}
