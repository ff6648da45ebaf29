package import SuretyRules

/// The clauses of a programme version that are not met: bit i is clause i.
package struct Mask: Hashable, Sendable {
    package var missed: UInt64
    /// Clauses on which there is no data, which is not a no, but is not a yes either.
    package var unknown: UInt64

    package init(missed: UInt64 = 0, unknown: UInt64 = 0) {
        self.missed = missed
        self.unknown = unknown
    }

    /// A label is lit where no part has anything against it.
    package var isClear: Bool { missed | unknown == 0 }

    package func union(_ other: Mask) -> Mask {
        Mask(missed: missed | other.missed, unknown: unknown | other.unknown)
    }

    package mutating func set(_ verdict: Finding.Verdict, at index: Int) {
        switch verdict {
        case .met: break
        case .missed: missed |= 1 << UInt64(index)
        case .unknown: unknown |= 1 << UInt64(index)
        }
    }

    /// The verdict on clause `index`.
    package func verdict(at index: Int) -> Finding.Verdict {
        let bit: UInt64 = 1 << UInt64(index)
        if missed & bit != 0 { return .missed }
        return unknown & bit != 0 ? .unknown : .met
    }
}

/// Masks by programme version, kept in order of their keys.
package struct Masks: Hashable, Sendable {
    package private(set) var entries: [Entry] = []

    package struct Entry: Hashable, Sendable {
        package let version: VersionKey
        package var mask: Mask

        package init(version: VersionKey, mask: Mask) {
            self.version = version
            self.mask = mask
        }
    }

    package init() {}

    /// Restores masks from the entries of some.
    package init(restoring entries: [Entry]) { self.entries = entries }

    package subscript(_ version: VersionKey) -> Mask? {
        get { entries.first { $0.version == version }?.mask }
        set {
            let index = entries.firstIndex { !($0.version < version) } ?? entries.count
            let isThere = index < entries.count && entries[index].version == version
            switch (newValue, isThere) {
            case (let mask?, true): entries[index].mask = mask
            case (let mask?, false): entries.insert(Entry(version: version, mask: mask), at: index)
            case (nil, true): entries.remove(at: index)
            case (nil, false): break
            }
        }
    }
}
