import SuretyDomain
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("A fact")
struct FactRoundTripTests {
    @Test("of every type is read back from its canonical bytes as it was", arguments: FactType.allCases)
    func roundTrip(type: FactType) throws {
        var generator = SeededGenerator.announced(for: "facts of type \(type.rawValue)")
        for _ in 0..<300 {
            let fact = generator.fact(of: type)
            let bytes = FactCodec.encode(fact)
            let decoded = try FactCodec.decode(bytes)
            #expect(decoded == fact)
            #expect(FactCodec.encode(decoded) == bytes)
            #expect(FactType(decoded.body) == type)
        }
    }

    @Test("has the fields its type declares, in that order", arguments: FactType.allCases)
    func declaredFields(type: FactType) throws {
        var generator = SeededGenerator.announced(for: "fields of \(type.rawValue)")
        var seen = Set<String>()
        for _ in 0..<100 {
            let value = try JSONReader.parse(FactCodec.encode(generator.fact(of: type)))
            guard case .object(let members) = value else {
                Issue.record("a fact is an object")
                return
            }
            let keys = members.map(\.key)
            #expect(keys == (FactType.envelope + type.fields).filter(keys.contains))
            seen.formUnion(keys)
        }
        let expected = FactType.envelope.filter { type != .factRetracted || $0 != "corrects" } + type.fields
        #expect(seen == Set(expected))
    }

    @Test("may be sent with its fields in any order, with white space, and with what has a standard left out")
    func lenience() throws {
        let text = """
            { "goods": "third-party", "category": "food/snacks", "source": "catalogue", "product": "p", "shop": "s",
              "title": null, "at": "2022-04-15T08:00:00+08:00", "type": "product-listed", "id": "f-1" }
            """
        let fact = try FactCodec.decode(Array(text.utf8))
        #expect(
            String(decoding: FactCodec.encode(fact), as: UTF8.self) == """
                {"id":"f-1","type":"product-listed","at":"2022-04-15T00:00:00.000Z","source":"catalogue","shop":"s",\
                "product":"p","category":"food/snacks","trade":"physical","goods":"third-party"}
                """)
    }

    @Test("may tell a score as text or as a number", arguments: ["\"4.50\"", "4.5", "4.50", "\"4.5\"", "4.500"])
    func scores(score: String) throws {
        let text = #"{"id":"f","type":"experience-scored","at":"2022-04-15T00:00:00Z","source":"x","shop":"s","score":"#
        let fact = try FactCodec.decode(Array("\(text)\(score)}".utf8))
        #expect(fact.body == .experienceScored(ExperienceScored(shop: ID("s"), hundredths: 450)))
    }

    @Test("has a type for every step of an order, named alike", arguments: OrderStep.allCases)
    func steps(step: OrderStep) {
        #expect(FactType(step).rawValue == step.rawValue)
        #expect(FactType(name: step.rawValue) == FactType(step))
    }
}
