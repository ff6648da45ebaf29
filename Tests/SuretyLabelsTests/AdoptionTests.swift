import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("Editions met for the first time")
struct AdoptionTests {
    /// What a shop's products offer is kept under the version's key, which stays when an edition slipped in before an
    /// announced one changes what that version says.
    @Test("are counted by what they say, also where one slips in before an announced one")
    func slippedIn() throws {
        let right = { (applicability: Applicability) in
            let title = Localised(zh: "", en: "")
            return Right(key: .fakePays, title: title, appliesTo: applicability, multiplier: nil, source: [])
        }
        let announced = Edition.of(
            "2022-06-20", from: Almanacs.at(2022, 6, 20),
            EditionContent(programmes: [.trustBuy: .trustBuy(bars: [.depositShortfall])]))
        let slipped = Edition.of(
            "2022-06-10", from: Almanacs.at(2022, 6, 10),
            EditionContent(rights: [.fakePays: right(Applicability(exceptCategories: [Category("toys")]))]))
        var scene = try Scene([.plain, announced])
        scene.open("tea")
        scene.switchOff(.fakePays, on: "tea")
        let known = scene.market.workspace(of: .shop(scene.shop))
        let library = try RulebookLibrary(editions: [.plain, slipped, announced]) { $0.joined(separator: "+") }
        var workspace = Workspace(
            partition: known.partition, library: library, nextNumber: known.nextNumber, now: scene.now,
            isComplete: true)
        for (key, state) in known.shops.all { workspace.shops.load(key, state) }
        for (key, state) in known.products.all { workspace.products.load(key, state) }
        workspace.catalogues = known.catalogues
        let chore = ChoreKey(due: scene.now, kind: .adopt)
        workspace.chores.set(chore, .adopt(.init()))
        workspace.stretches[.start] = [.shop(scene.shop)]
        _ = workspace.execute(.fire(chore))
        let version = try #require(library.version(of: .trustBuy, at: Almanacs.at(2022, 6, 20)))
        #expect(workspace.shops[scene.shop]?.masks[version.key] == Mask())
    }
}
