/// SplitMix64 and what is drawn from it. The standard library may one day map bits to ranges otherwise, and a simulated
/// marketplace is to be the same for ever: so the mapping is here too, and in whole numbers only.
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `bound` − 1; `bound` is at least 1.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True `perMille` times in a thousand.
    mutating func happens(_ perMille: Int) -> Bool { below(1_000) < perMille }

    /// One of `choices`, which has some.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }

    /// So many hours, to the millisecond.
    mutating func hours(_ range: ClosedRange<Int>) -> Int64 {
        Int64(within(range.lowerBound * 3_600_000...range.upperBound * 3_600_000))
    }
}
