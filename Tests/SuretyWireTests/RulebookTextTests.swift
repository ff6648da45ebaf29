import SuretyDomain
import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("Rulebooks in words")
struct RulebookTextTests {
    let library: RulebookLibrary
    let v1: Rulebook
    let v2: Rulebook

    init() throws {
        library = try Checkout.rulebooks()
        v1 = try #require(library.book(ofEdition: "2022-04-trust-buy"))
        v2 = try #require(library.book(ofEdition: "2022-09-trust-buy-v2"))
    }

    @Test("differ by what the second Trust Buy changed, in English")
    func difference() {
        let lines = RulebookText.diff(from: v1, to: v2, .en).split(separator: "\n").map(String.init)
        #expect(
            lines.drop { !$0.contains("trust-buy (") }.prefix(10) == [
                "~ trust-buy (Trust Buy)",
                "    + not goods traded as: virtual, local-service",
                "    asked of every product in scope: +return-freight +damage-refund",
                "    + shop's experience score: at least 4.50",
                "    + shop's age in days: at least 90 days",
                "    + shop's share of reviews scored 2 or less: at most 2.00 × the market mean, "
                    + "over 14 days and today so far",
                "    + promoter's experience score: at least 4.30",
                "    + promoter's age in days: at least 30 days",
                "    + barred by: a severe violation while it runs, a failed inspection until relisting, "
                    + "a deposit below what is required",
                "    - asked in clothing, shoes, bags, outdoor, home, accessories: return-freight",
            ])
    }

    @Test("differ by what the second Trust Buy changed, in Chinese")
    func differenceInChinese() {
        let text = RulebookText.diff(from: v1, to: v2, .zh)
        #expect(text.contains("~ trust-buy (信任购)"))
        #expect(text.contains("全店商品须开通: +return-freight +damage-refund"))
        #expect(text.contains("店铺 体验分: 不低于 4.50"))
    }

    @Test("name the old and the new of a wait, and the waits that are lifted", arguments: Language.allCases)
    func changedWaits(language: Language) throws {
        let before = try #require(library.book(ofEdition: "2022-05-receipt"))
        let text = RulebookText.diff(from: before, to: v2, language)
        #expect(text.hasPrefix(ClaimTexts.changedWaits(language)), "\(text)")
    }

    @Test("word what a right grants, the waits of a case and the clock of an order", arguments: Language.allCases)
    func claims(language: Language) {
        let text = RulebookText.show(v2, language)
        for part in ClaimTexts.shown(language) { #expect(text.contains(part), "\(part)\n\(text)") }
    }

    @Test("name the old and the new of a changed figure, and the title with it")
    func changedFigure() throws {
        let book = try #require(library.book(at: Almanacs.at(2022, 4, 14)))
        let text = RulebookText.diff(from: book, to: v1, .en)
        #expect(text.contains("~ fake-pays-n (Fake pays nine)\n"))
        #expect(text.contains("times the price on top: 10 → 9\n"))
    }

    @Test("say nothing of two books that say the same", arguments: Language.allCases)
    func same(language: Language) {
        #expect(RulebookText.diff(from: v2, to: v2, language) == "")
    }

    @Test("go both ways: what one difference adds the other takes away")
    func reversed() {
        let text = RulebookText.diff(from: v2, to: v1, .en)
        #expect(text.contains("- instant-refund-platform (Instant refund, by the platform) — no more\n"))
        #expect(text.contains("asked of every product in scope: -return-freight -damage-refund\n"))
    }

    @Test("show every right, metric and programme of a book", arguments: Language.allCases)
    func shown(language: Language) {
        let text = RulebookText.show(v2, language)
        for right in v2.rights.values {
            #expect(text.contains("\(right.key.text) — \(right.title.text(in: language))"))
        }
        for key in v2.metrics.keys { #expect(text.contains("\(key.text) — ")) }
        for programme in v2.programmes.values { #expect(text.contains(programme.title.text(in: language))) }
        #expect(text.contains(v2.digest))
    }

    @Test("list every edition with its digest, and every wording")
    func checked() {
        let text = RulebookText.check(library)
        for edition in library.editions { #expect(text.contains("\(edition.key)  ") && text.contains(edition.digest)) }
        #expect(
            text.contains("trust-buy@2022-04-trust-buy  2022-04-15T00:00+08:00 – 2022-09-23T00:00+08:00  10 clauses"))
    }
}
