import SuretyDomain
import SuretyWire
import Testing

@Suite("The canonical bytes of a fact")
struct FactGoldenTests {
    @Test("are those that journals hold already", arguments: FactType.allCases)
    func golden(type: FactType) throws {
        let fact = GoldenFacts.fact(of: type)
        let stored = try Fixtures.bytes("facts/\(type.rawValue).json")
        #expect(
            String(decoding: FactCodec.encode(fact), as: UTF8.self) == String(decoding: stored, as: UTF8.self),
            "stored bytes never change: add a new form instead")
        #expect(try FactCodec.decode(stored) == fact)
    }
}
