import SuretyDomain
import SuretyLabels
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

    @Test("refuse what no writer of ours can have written")
    func damaged() {
        let bytes = ShopState().stateBytes
        #expect(throws: StateFault.self) { try ShopState(stateBytes: Array(bytes.dropLast())) }
        #expect(throws: StateFault.self) { try ShopState(stateBytes: bytes + [0]) }
    }
}
