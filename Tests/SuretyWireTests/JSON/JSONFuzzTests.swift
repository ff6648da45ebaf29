import SuretyDomain
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("Whatever the bytes are")
struct JSONFuzzTests {
    @Test("the reader returns or throws, and what it returns it reads again from its own writing")
    func randomBytes() throws {
        var generator = SeededGenerator.announced(for: "random bytes as JSON")
        let alphabet = Array("{}[]\",:\\u0dD8eE+-.17 tfn\n\"\"a".utf8) + [0x00, 0x80, 0xC3, 0xA9, 0xED, 0xF0, 0xFF]
        for _ in 0..<20_000 {
            let isAnything = generator.chance(1, in: 4)
            let bytes = (0..<generator.below(60)).map { _ in
                isAnything ? UInt8(generator.below(256)) : alphabet[generator.below(alphabet.count)]
            }
            try check(bytes)
        }
    }

    @Test("a good text with some bytes changed, cut out or put in is read or refused")
    func mutations() throws {
        var generator = SeededGenerator.announced(for: "changed facts")
        for _ in 0..<5_000 {
            var bytes = FactCodec.encode(generator.fact())
            for _ in 0...generator.below(3) where !bytes.isEmpty {
                let place = generator.below(bytes.count)
                switch generator.below(4) {
                case 0: bytes[place] = UInt8(generator.below(256))
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8(generator.below(128)), at: place)
                default: bytes.removeLast(min(bytes.count - 1, generator.below(bytes.count)))
                }
            }
            try check(bytes)
            guard let fact = try? FactCodec.decode(bytes) else { continue }
            #expect(try FactCodec.decode(FactCodec.encode(fact)) == fact)
        }
    }

    private func check(_ bytes: [UInt8]) throws {
        guard let value = try? JSONReader.parse(bytes) else { return }
        var writer = JSONWriter()
        writer.value(value)
        #expect(try JSONReader.parse(writer.bytes).isSame(as: value), "\(bytes)")
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ value: JSONValue) {
        switch value {
        case .object(let members):
            object { json in
                for member in members {
                    json.key(text: member.key)
                    json.value(member.value)
                }
            }
        case .array(let elements): array(elements) { $0.value($1) }
        case .string(let text): string(text)
        case .integer(let number): integer(number)
        case .decimal(let text): raw(Array(text.utf8))
        case .bool(let bool): self.bool(bool)
        case .null: null()
        }
    }
}

extension JSONValue {
    /// Equal but for the places of the members.
    fileprivate func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let left), .object(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.key == $1.key && $0.value.isSame(as: $1.value) }
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        default: self == other
        }
    }
}
