internal import SuretyRules

/// Reads a tree that was checked against its form; what the check refused reads as nil.
extension PlacedNode {
    var localised: Localised? {
        guard let zh = self["zh"]?.text, let en = self["en"]?.text else { return nil }
        return Localised(zh: zh, en: en)
    }

    /// The texts of a list under a key; none where the key is absent.
    func texts(_ key: String) -> [String] {
        self[key]?.items.compactMap(\.text) ?? []
    }

    func categories(_ key: String) -> [Category] {
        texts(key).map { Category($0) }
    }

    var sources: [String] { texts("source") }
}
