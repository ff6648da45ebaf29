/// An identifier that cannot be mistaken for another kind's. Its text is 1 to 64 bytes, as the parsers ensure.
package struct ID<Kind>: Hashable, Comparable, Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }

    /// By bytes, as the databases compare: two spellings that look alike are two ids.
    package static func == (lhs: ID, rhs: ID) -> Bool {
        lhs.text.hasSameBytes(as: rhs.text)
    }

    package func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

    /// By bytes, the order both databases use.
    package static func < (lhs: ID, rhs: ID) -> Bool { lhs.text.bytesPrecede(rhs.text) }
}

extension String {
    /// Byte equality, over the memory itself: comparing views element by element is ten times slower.
    package func hasSameBytes(as other: String) -> Bool {
        withBytes(other) { $0.count == $1.count && $0.elementsEqual($1) }
            ?? utf8.elementsEqual(other.utf8)
    }

    /// The order of the bytes.
    package func bytesPrecede(_ other: String) -> Bool {
        withBytes(other) { $0.lexicographicallyPrecedes($1) } ?? utf8.lexicographicallyPrecedes(other.utf8)
    }

    @inline(__always)
    private func withBytes(
        _ other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool? {
        utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in body(left, right) }
        } ?? nil
    }
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
