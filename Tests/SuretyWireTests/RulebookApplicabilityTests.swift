import SuretyDomain
import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("The shipped rights")
struct RulebookApplicabilityTests {
    @Test(
        "apply to the products the rules name and to no others",
        arguments: [
            ("seven-day-return", "clothing", "physical", [], true),
            ("seven-day-return", "fresh/fish", "physical", [], false),
            ("seven-day-return", "freshener", "physical", [], true),
            ("seven-day-return", "newspapers", "physical", [], false),
            ("seven-day-return", "home", "physical", ["custom-made"], false),
            ("seven-day-return", "media", "physical", ["unsealed-media"], false),
            ("instant-refund", "home", "virtual", [], false),
            ("instant-refund", "home", "physical", ["custom-made"], true),
            ("instant-refund-platform", "home", "physical", ["custom-made"], false),
            ("instant-refund-platform", "home", "virtual", [], false),
            ("fake-pays-n", "jade", "virtual", ["custom-made"], true),
            ("return-freight", "clothing", "physical", [], true),
            ("return-freight", "clothing/underwear", "physical", [], false),
            ("return-freight", "furniture/large", "physical", [], false),
            ("return-freight", "furniture", "physical", [], true),
            ("return-freight", "home", "virtual", [], false),
            ("allergy-refund", "beauty/face", "physical", [], true),
            ("allergy-refund", "mother-and-baby", "physical", [], true),
            ("allergy-refund", "food", "physical", [], false),
            ("damage-refund", "home", "physical", [], true),
            ("damage-refund", "home", "virtual", [], false),
            ("spoilage-refund", "flowers", "physical", [], true),
            ("spoilage-refund", "baby-food", "physical", [], true),
            ("spoilage-refund", "clothing", "physical", [], false),
            ("refund-without-return", "home", "physical", [], true),
        ] as [(String, String, String, [String], Bool)])
    func applies(right: String, category: String, trade: String, tags: [String], applies: Bool) throws {
        let book = try #require(try Checkout.rulebooks().book(at: Almanacs.at(2026, 8, 1)))
        let listing = ListingDetails(title: nil, category: category, trade: trade, source: "own", tags: tags)
        #expect(try #require(book.rights[RightKey(right)]).appliesTo.covers(listing) == applies)
    }
}
