package import SuretyDomain

/// Who carries out instructions to pay. It is asked about an id as often as it takes and pays each id once.
package protocol PaymentProvider: Sendable {
    /// Blocks until the provider has answered, or not. Never throws: no answer is an answer of its own.
    func pay(_ instruction: Instruction) -> PaymentOutcome
}

/// A provider for trials, which behaves as badly as a real one when asked to: the last two digits of an amount in minor
/// units say how. Like a real one it pays an id once, however often it is asked.
///
/// | ends in | what happens |
/// | --- | --- |
/// | 91 | it will not pay |
/// | 92 | it does not answer the first time; asked again it has paid |
/// | 93 | it does not answer three times |
/// | 94 | it will not pay the first time; tried again it pays |
/// | else | it pays |
package struct SandboxProvider: PaymentProvider {
    package init() {}

    package func pay(_ instruction: Instruction) -> PaymentOutcome {
        switch (instruction.amount.minorUnits % 100, instruction.attempts) {
        case (91, _): .failed(reason: "the sandbox was asked to fail")
        case (92, 0): .unknown
        case (93, 0...2): .unknown
        case (94, 0): .failed(reason: "the sandbox was asked to fail once")
        default: .succeeded
        }
    }
}
