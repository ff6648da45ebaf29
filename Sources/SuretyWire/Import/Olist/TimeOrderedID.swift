package import SuretyDomain

/// Identifiers for facts that come without one: the same fact always gets the same, and they sort by time.
///
/// Ten digits of base 32 for the millisecond, one for the kind, thirteen for a hash of what the fact is about:
/// `01bq8nv2e81` + `6xk2…`. Two facts share one only if kind, millisecond and a 64-bit hash agree.
package enum TimeOrderedID {
    private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    /// `rank` is 0 to 31 and orders what happened in the same millisecond.
    package static func make(at instant: Instant, rank: Int, hash: UInt64) -> FactID {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        append(UInt64(max(0, instant.milliseconds)), digits: 10, to: &bytes)
        append(UInt64(rank & 31), digits: 1, to: &bytes)
        append(hash, digits: 13, to: &bytes)
        return ID(String(decoding: bytes, as: UTF8.self))
    }

    /// FNV-1a over the parts, each behind its length, with a final mix. Not meant against anybody.
    package static func hash(_ parts: [String]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in parts {
            hash = (hash ^ UInt64(part.utf8.count)) &* 0x100_0000_01b3
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        hash ^= hash >> 32
        hash = hash &* 0x9e37_79b9_7f4a_7c15
        return hash ^ hash >> 29
    }

    private static func append(_ value: UInt64, digits: Int, to bytes: inout [UInt8]) {
        for place in (0..<digits).reversed() {
            bytes.append(alphabet.utf8Start[Int(value >> (UInt64(place) * 5) & 31)])
        }
    }
}
