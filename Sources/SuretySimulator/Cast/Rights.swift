import SuretyDomain

/// The rights that the simulated shops know, by the rulebook's keys.
enum Rights {
    static let damage: RightKey = ID("damage-refund")
    private static let allergy: RightKey = ID("allergy-refund")
    private static let spoilage: RightKey = ID("spoilage-refund")

    /// What the label asks of every product.
    static let common: [RightKey] = [
        ID("seven-day-return"), ID("instant-refund"), ID("fake-pays-n"), ID("return-freight"), damage,
    ]

    /// What the label asks of the products of some categories.
    static func ofCategory(_ category: String) -> RightKey? {
        switch category.prefix(while: { $0 != "/" }) {
        case "beauty", "mother-and-baby": allergy
        case "food", "fresh", "flowers", "baby-food": spoilage
        default: nil
        }
    }
}
