import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("Damaged rulebooks")
struct RulebookDamageTests {
    let files: [RulebookFile]

    init() throws {
        files = try Checkout.rulebookFiles()
    }

    @Test("cut short anywhere give a library or errors, never a trap")
    func truncated() {
        for (index, file) in files.enumerated() {
            for length in stride(from: 0, to: file.bytes.count, by: 37) {
                check(replacing: index, with: Array(file.bytes.prefix(length)), "\(file.path) cut at \(length)")
            }
        }
    }

    @Test("with any bytes changed, lost or doubled give a library or errors, never a trap", arguments: [9, 20_260_809])
    func mutated(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for round in 0..<400 {
            let index = chance.int(in: 0...files.count - 1)
            var bytes = files[index].bytes
            for _ in 0..<chance.int(in: 1...4) { damage(&bytes, &chance) }
            check(replacing: index, with: bytes, "seed \(seed), round \(round), \(files[index].path)")
        }
    }

    @Test("that are no text at all give errors", arguments: [10])
    func binary(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for round in 0..<100 {
            let bytes = (0..<chance.int(in: 1...400)).map { _ in UInt8(chance.int(in: 0...255)) }
            let index = chance.int(in: 0...files.count - 1)
            check(replacing: index, with: bytes, "seed \(seed), round \(round)", mustFail: true)
        }
    }

    private func check(replacing index: Int, with bytes: [UInt8], _ what: String, mustFail: Bool = false) {
        var damaged = files
        damaged[index] = RulebookFile(path: files[index].path, bytes: bytes)
        do {
            _ = try RulebookFolder.load(files: damaged)
            if mustFail { Issue.record("\(what) was accepted") }
        } catch {
            let isPlaced = error.errors.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.problem.isEmpty }
            #expect(!error.errors.isEmpty && isPlaced, "\(what): \(error)")
        }
    }

    private func damage(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = chance.int(in: 0...bytes.count - 1)
        let length = min(chance.int(in: 1...30), bytes.count - at)
        switch chance.int(in: 0...4) {
        case 0: bytes[at] = UInt8(chance.int(in: 0...255))
        case 1: bytes.removeSubrange(at..<at + length)
        case 2: bytes.insert(contentsOf: bytes[at..<at + length], at: chance.int(in: 0...bytes.count))
        case 3: bytes.insert(chance.pick(Array("[]{}:-,#\"'|>%@`?\n\t ".utf8)), at: at)
        default: bytes.swapAt(at, chance.int(in: 0...bytes.count - 1))
        }
    }
}
