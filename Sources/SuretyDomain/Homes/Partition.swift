/// One of the 64 places a home can live in, on every engine, for ever.
package struct Partition: Hashable, Comparable, Sendable {
    /// 0 to 63.
    package let index: Int

    package static let count = 64
    package static let all: [Partition] = (0..<count).map { Partition(unchecked: $0) }

    private init(unchecked index: Int) { self.index = index }

    package init?(index: Int) {
        guard (0..<Partition.count).contains(index) else { return nil }
        self.index = index
    }

    /// FNV-1a with a final mix. It is part of the storage format: changing it would lose every home.
    init(hashing kind: String, _ id: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in kind.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 32
        hash = hash &* 0x9e37_79b9_7f4a_7c15
        index = Int(hash >> 58)
    }

    /// What is stored in the `partition` column: integers that the hash of a distributed PostgreSQL spreads evenly,
    /// one into each 64th of its range.
    package var stored: Int64 { Partition.storedValues[index] }

    package init?(stored: Int64) {
        guard let index = Partition.storedValues.firstIndex(of: stored) else { return nil }
        self.index = index
    }

    package static func < (lhs: Partition, rhs: Partition) -> Bool { lhs.index < rhs.index }
}
