import SuretyDomain
import SuretyEngine
import SuretyTestKitCore
import Synchronization

/// Who pays the buyers of a simulated market, as badly as a real one: it fails, it is silent before it has paid and after,
/// and says what it has to say late and twice. Under one id it pays once.
final class ScriptedProvider: PaymentProvider {
    private let state: Mutex<State>

    private struct State {
        var chance: SeededGenerator
        var isWell = false
        var paid: [InstructionID: Money] = [:]
        var late: [Word] = []
    }

    /// Something that it said and that has not been heard yet.
    struct Word {
        let instruction: Instruction
        let outcome: PaymentOutcome
    }

    init(seed: UInt64) { state = Mutex(State(chance: SeededGenerator(seed: seed))) }

    func pay(_ instruction: Instruction) -> PaymentOutcome {
        state.withLock { state in
            let isPaid = state.paid[instruction.id] != nil
            switch state.isWell ? 0 : state.chance.int(in: 1...10) {
            // What it has paid it cannot take back.
            case 1 where !isPaid, 2 where !isPaid:
                let failed = PaymentOutcome.failed(reason: "no such account")
                state.late.append(Word(instruction: instruction, outcome: failed))
                return failed
            // It never got there.
            case 3: return .unknown
            // It has paid, and nobody hears of it now.
            case 4, 5:
                state.paid[instruction.id] = instruction.amount
                state.late.append(Word(instruction: instruction, outcome: .succeeded))
                return .unknown
            default:
                state.paid[instruction.id] = instruction.amount
                state.late.append(Word(instruction: instruction, outcome: .succeeded))
                return .succeeded
            }
        }
    }

    /// One of the words that are still to be heard, or are heard again.
    func lateWord(_ chance: inout SeededGenerator) -> Word? {
        let words = state.withLock { $0.late }
        return words.isEmpty ? nil : chance.pick(words)
    }

    /// From now on it pays whatever it is asked.
    func recover() { state.withLock { $0.isWell = true } }

    var paid: [InstructionID: Money] { state.withLock { $0.paid } }
}
