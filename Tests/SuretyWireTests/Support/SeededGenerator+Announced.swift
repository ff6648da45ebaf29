import Glibc
import SuretyTestKitCore

extension SeededGenerator {
    /// A generator whose seed is `SURETY_SEED`, or drawn and printed, so that a failed run can be had again.
    static func announced(for test: String) -> SeededGenerator {
        let given = getenv("SURETY_SEED").flatMap { UInt64(String(cString: $0)) }
        let generator = SeededGenerator(seed: given ?? UInt64.random(in: 0...9_999_999))
        print("\(test): SURETY_SEED=\(generator.seed)")
        return generator
    }

    mutating func below(_ bound: Int) -> Int { int(in: 0...bound - 1) }

    mutating func chance(_ numerator: Int, in denominator: Int) -> Bool { below(denominator) < numerator }
}
