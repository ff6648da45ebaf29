import SuretyDomain
import SuretyLabels
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("State rows")
struct StateCodingTests {
    private func fact(_ id: String, _ body: FactBody) -> Fact {
        Fact(id: FactID(id), source: "test", at: Instant(milliseconds: 1_532_309_405_000), body: body)
    }

    @Test("read back what was written, optional instants included")
    func shop() throws {
        var state = ShopState()
        state.shop.change(.gained, fact("f1", .shopOpened(ShopOpened(shop: ID("s"), kind: "ordinary"))))
        state.shop.change(.gained, fact("f2", .productDelisted(shop: ID("s"), product: ID("p"))))
        state.masks[ID("v@1")] = Mask(missed: 5, unknown: 1 << 63)
        #expect(try ShopState(stateBytes: state.stateBytes) == state)
        let shop = try Shop(stateBytes: state.shop.stateBytes)
        #expect(shop == state.shop)
    }

    @Test("of cases, money and homes read back what was written")
    func cases() throws {
        var generator = SeededGenerator.announced(for: "state rows")
        for _ in 0..<500 {
            try check(generator.order())
            try check(generator.aftersales())
            try check(generator.instruction())
            try check(generator.sourceState())
            try check(generator.sourceCopy())
            try check(generator.consumerState())
            try check(generator.caseSummary())
        }
    }

    @Test("of kept answers read back what was written, for every refusal there is")
    func answers() throws {
        var generator = SeededGenerator.announced(for: "kept answers")
        var codes: Set<String> = []
        for _ in 0..<2_000 {
            let refusal = generator.refusal()
            codes.insert(refusal.code)
            try check(Outcome.refused(refusal))
        }
        try check(Outcome.accepted(number: 7))
        try check(Outcome.duplicate(number: .max))
        #expect(codes.count == 28)
    }

    @Test("that were damaged are refused or read, never trapped on")
    func fuzzed() {
        var generator = SeededGenerator.announced(for: "damaged state rows")
        for _ in 0..<3_000 {
            var bytes = generator.bool() ? generator.aftersales().stateBytes : generator.order().stateBytes
            for _ in 0...generator.below(3) { bytes[generator.below(bytes.count)] = UInt8(generator.below(256)) }
            _ = try? Case(stateBytes: bytes)
            _ = try? Order(stateBytes: bytes)
            _ = try? Instruction(stateBytes: bytes)
            _ = try? Outcome(stateBytes: bytes)
        }
    }

    private func check<Value: StateCoded & Equatable>(_ value: Value) throws {
        let bytes = value.stateBytes
        let read = try Value(stateBytes: bytes)
        #expect(read == value)
        #expect(read.stateBytes == bytes)
        #expect(throws: StateFault.self) { try Value(stateBytes: bytes + [0]) }
        #expect(throws: StateFault.self) { try Value(stateBytes: Array(bytes.dropLast())) }
    }

    @Test("refuse what no writer of ours can have written")
    func damaged() {
        let bytes = ShopState().stateBytes
        #expect(throws: StateFault.self) { try ShopState(stateBytes: Array(bytes.dropLast())) }
        #expect(throws: StateFault.self) { try ShopState(stateBytes: bytes + [0]) }
    }
}
