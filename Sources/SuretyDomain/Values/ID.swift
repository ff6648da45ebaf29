/// An identifier that cannot be mistaken for another kind's. Its text is 1 to 64 bytes, as the parsers ensure.
///
/// Public and inlinable, as are instants and timelines, since Swift 6.3 specialises across modules nothing that is
/// `package`.
public struct ID<Kind>: Hashable, Comparable, Sendable {
    public let text: String
    @inlinable
    public init(_ text: String) { self.text = text }

    /// By bytes, as the databases compare: two spellings that look alike are two ids.
    @inlinable
    public static func == (lhs: ID, rhs: ID) -> Bool { lhs.text.hasSameBytes(as: rhs.text) }

    @inlinable
    public func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

    /// By bytes, the order both databases use.
    @inlinable
    public static func < (lhs: ID, rhs: ID) -> Bool { lhs.text.bytesPrecede(rhs.text) }
}

extension String {
    /// Byte equality.
    @inlinable
    public func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && order(of: other) == 0
    }

    /// The order of the bytes.
    @inlinable
    public func bytesPrecede(_ other: String) -> Bool { order(of: other) < 0 }

    /// Negative before `other`, zero where the bytes are the same. Over the memory itself and by words: ids begin alike,
    /// and comparing views element by element is ten times slower.
    public func order(of other: String) -> Int {
        var (left, right) = (self, other)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let (left, right) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
                let common = min(left.count, right.count)
                var offset = 0
                while offset + 8 <= common {
                    let first = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian
                    let second = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian
                    if first != second { return first < second ? -1 : 1 }
                    offset += 8
                }
                while offset < common {
                    if left[offset] != right[offset] { return left[offset] < right[offset] ? -1 : 1 }
                    offset += 1
                }
                return left.count - right.count
            }
        }
    }
}

package enum ShopKind {}
package enum ProductKind {}
package enum OrderKind {}
package enum LineKind {}
package enum ParcelKind {}
package enum PromoterKind {}
package enum ConsumerKind {}
public enum FactKind {}
package enum CountedKind {}
public enum SourceKind {}
package enum CaseKind {}
package enum InstructionKind {}

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
/// An after-sales case: minted here, it begins with its partition.
package typealias CaseID = ID<CaseKind>
/// An instruction to move money outside: random and stored, the same however often it is sent.
package typealias InstructionID = ID<InstructionKind>
/// Who tells facts.
package typealias SourceID = ID<SourceKind>
