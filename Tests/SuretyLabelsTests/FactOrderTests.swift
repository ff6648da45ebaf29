import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore
import Testing

@Suite("A fact")
struct FactOrderTests {
    @Test("told ahead of its time comes into effect at its time")
    func ahead() throws {
        var scene = try Scene()
        scene.open("tea")
        let at = Almanacs.at(2022, 6, 1, 20)
        scene.tell(
            .rightSwitched(.init(shop: scene.shop, product: nil, right: .fakePays, isOn: false)), at: at, id: "switch")
        #expect(scene.isLit(on: "tea"))
        scene.move(to: at.adding(milliseconds: -1))
        #expect(scene.isLit(on: "tea"))
        scene.move(to: at)
        #expect(!scene.isLit(on: "tea"))
    }

    @Test("told ahead of its time and retracted before it never comes into effect")
    func aheadAndRetracted() throws {
        var scene = try Scene()
        scene.open("tea")
        scene.tell(
            .rightSwitched(.init(shop: scene.shop, product: nil, right: .fakePays, isOn: false)),
            at: scene.now.adding(hours: 5), id: "switch")
        scene.tell(.factRetracted(.init(retracts: "switch", home: .shop(scene.shop))))
        scene.move(hours: 10)
        #expect(scene.isLit(on: "tea"))
    }

    @Test("that lies more than a day ahead is refused")
    func tooFarAhead() throws {
        var scene = try Scene()
        let day = scene.now.adding(hours: 24)
        #expect(scene.tell(.shopOpened(.init(shop: scene.shop, kind: "ordinary")), at: day) == .accepted(number: 3))
        let outcome = scene.tell(
            .shopOpened(.init(shop: scene.shop, kind: "ordinary")), at: day.adding(milliseconds: 1))
        #expect(outcome == .refused(.tooFarAhead(by: 86_400_001)))
    }

    @Test("gives way to its correction, whichever is told first", arguments: [true, false])
    func correction(correctionFirst: Bool) throws {
        var scene = try Scene([.gate(.score(atLeast: 450))])
        scene.open("tea")
        let earlier = scene.now.adding(hours: -1)
        let score = { FactBody.experienceScored(.init(shop: "shop", hundredths: $0)) }
        if correctionFirst { scene.tell(score(460), at: earlier, id: "right", corrects: "wrong") }
        scene.tell(score(440), id: "wrong")
        #expect(scene.isLit(on: "tea") == correctionFirst)
        if !correctionFirst { scene.tell(score(460), at: earlier, id: "right", corrects: "wrong") }
        #expect(scene.isLit(on: "tea"))
    }

    @Test("that was retracted stays so, though the retraction is retracted too")
    func retractedRetraction() throws {
        var scene = try Scene([.gate(.score(atLeast: 450))])
        scene.open("tea")
        scene.tell(.experienceScored(.init(shop: scene.shop, hundredths: 460)), id: "score")
        scene.tell(.factRetracted(.init(retracts: "score", home: .shop(scene.shop))), id: "first")
        scene.tell(.factRetracted(.init(retracts: "first", home: .shop(scene.shop))), id: "second")
        #expect(scene.verdict("gate.shop.score") == .unknown)
    }

    @Test("that was corrected by a fact that is itself corrected has no effect either")
    func chain() throws {
        var scene = try Scene([.gate(.score(atLeast: 450))])
        scene.open("tea")
        let score = { FactBody.experienceScored(.init(shop: "shop", hundredths: $0)) }
        scene.tell(score(460), id: "third", corrects: "second")
        scene.tell(score(400), id: "first")
        scene.tell(score(410), id: "second", corrects: "first")
        #expect(scene.isLit(on: "tea"))
    }

    @Test("told twice is known; another fact under its id is refused, one of another source is not")
    func twice() throws {
        var scene = try Scene()
        let opened = FactBody.shopOpened(.init(shop: scene.shop, kind: "ordinary"))
        let first = scene.tell(opened, id: "f")
        guard case .accepted(let number)? = first else { return #expect(first == nil) }
        #expect(scene.tell(opened, id: "f") == .duplicate(number: number))
        let auction = FactBody.shopOpened(.init(shop: scene.shop, kind: "auction"))
        #expect(scene.tell(auction, id: "f") == .refused(.idAlreadyUsed(number: number)))
        let other = scene.tell(auction, id: "f", source: "agency")
        guard case .accepted? = other else { return #expect(other == nil) }
    }

    @Test("of one shop cannot be corrected by a fact of another")
    func foreign() throws {
        var scene = try Scene()
        scene.tell(.experienceScored(.init(shop: scene.shop, hundredths: 460)), id: "score")
        let neighbour = (1...).lazy.map { ShopID("n\($0)") }
            .first { Home.shop($0).partition == Home.shop("shop").partition }
        let correction = FactBody.experienceScored(.init(shop: try #require(neighbour), hundredths: 300))
        #expect(scene.tell(correction, corrects: "score") == .refused(.correctsForeignFact("score")))
    }

    @Test("of a shop is judged once its promoter's home has told where she stands")
    func promoterStanding() throws {
        var scene = try Scene([.gate(.score(.promoter, atLeast: 430))])
        scene.open("tea")
        scene.tell(.promoterScored(.init(promoter: "mei", hundredths: 430)))
        scene.pay("first", "tea", promoter: "mei")
        #expect(scene.carried(by: "first") == [], "nobody had asked for her standing")
        scene.pay("second", "tea", promoter: "mei")
        #expect(scene.carried(by: "second") == [.trustBuy])
    }

    @Test("of one source is told apart from one of another under the same id at the same instant")
    func sameIDOfTwoSources() throws {
        var verdicts: [Finding.Verdict?] = []
        for sources in [["market", "agency"], ["agency", "market"]] {
            var scene = try Scene([.gate(.score(atLeast: 450))])
            scene.open("tea")
            for source in sources {
                let score = ExperienceScored(shop: scene.shop, hundredths: source == "market" ? 460 : 300)
                scene.tell(.experienceScored(score), id: "f1", source: source)
            }
            verdicts.append(scene.verdict("gate.shop.score"))
        }
        #expect(verdicts[0] == verdicts[1])
        var scene = try Scene([.gate(.score(atLeast: 450))])
        scene.open("tea")
        scene.tell(.experienceScored(.init(shop: scene.shop, hundredths: 460)), id: "f1")
        scene.tell(.experienceScored(.init(shop: scene.shop, hundredths: 460)), id: "f1", source: "agency")
        scene.tell(.factRetracted(.init(retracts: "f1", home: .shop(scene.shop))), source: "agency")
        #expect(scene.verdict("gate.shop.score") == .met, "the market's word still stands")
    }
}
