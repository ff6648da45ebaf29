/// An identifier that cannot be mistaken for another kind's. Its text is 1 to 64 bytes, as the parsers ensure.
package struct ID<Kind>: Hashable, Comparable, Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }

    /// By bytes, as the databases compare: two spellings that look alike are two ids.
    package static func == (lhs: ID, rhs: ID) -> Bool {
        lhs.text == rhs.text && lhs.text.utf8.elementsEqual(rhs.text.utf8)
    }

    package func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

    /// By bytes, the order both databases use.
    package static func < (lhs: ID, rhs: ID) -> Bool { lhs.text.utf8.lexicographicallyPrecedes(rhs.text.utf8) }
}

package enum ShopKind {}
package enum ProductKind {}
package enum OrderKind {}
package enum LineKind {}
package enum ParcelKind {}
package enum PromoterKind {}
package enum ConsumerKind {}
package enum FactKind {}
package enum CountedKind {}
package enum SourceKind {}

package typealias ShopID = ID<ShopKind>
package typealias ProductID = ID<ProductKind>
package typealias OrderID = ID<OrderKind>
package typealias LineID = ID<LineKind>
package typealias ParcelID = ID<ParcelKind>
package typealias PromoterID = ID<PromoterKind>
/// A consumer's random alias; the mapping to the marketplace's own identifier is kept apart and can be erased.
package typealias ConsumerID = ID<ConsumerKind>
package typealias FactID = ID<FactKind>
/// Names one thing counted: an order, or `order#line`.
package typealias CountedID = ID<CountedKind>
/// Who tells facts.
package typealias SourceID = ID<SourceKind>
