import FoundationEssentials
import SuretyDomain
import SuretyLabels
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("The canonical bytes of an event")
struct EventGoldenTests {
    @Test("are those that journals hold already", arguments: GoldenEvents.named.map(\.name))
    func golden(name: String) throws {
        let event = try #require(GoldenEvents.named.first { $0.name == name }?.event)
        let bytes = EventCodec.encode(event)
        let file = "events/\(name).json"
        if ProcessInfo.processInfo.environment["SURETY_UPDATE_REFERENCE"] == "1" {
            try Fixtures.write(bytes, to: file)
        }
        let stored = try Fixtures.bytes(file)
        #expect(
            String(decoding: bytes, as: UTF8.self) == String(decoding: stored, as: UTF8.self),
            """
            stored bytes never change: add a schema number with a reader of its own instead. Before the first \
            release, run with SURETY_UPDATE_REFERENCE=1 and say in the commit why
            """)
        let kind = EventCodec.kind(of: event).rawValue
        #expect(try EventCodec.decode(kind: kind, schema: EventCodec.schema, stored) == event)
    }

    @Test("there are of every kind, and of every message")
    func coverage() {
        let kinds = Set(GoldenEvents.named.map { EventCodec.kind(of: $0.event) })
        #expect(kinds == Set(EventKind.allCases).subtracting([.factRecorded]))
        #expect(Set(EventKind.allCases.map(\.word)).count == EventKind.allCases.count)
        let numbers = EventKind.allCases.map(\.rawValue)
        #expect(numbers == Array(1...Int64(EventKind.allCases.count)), "numbers are given out once, in order")
    }

    @Test("have an explanation of every kind in docs/concepts/journal.md", arguments: EventKind.allCases)
    func documented(kind: EventKind) throws {
        let page = String(decoding: try Fixtures.bytes("../../docs/concepts/journal.md"), as: UTF8.self)
        #expect(page.contains("| `\(kind.word)` | "), "explain `\(kind.word)` in docs/concepts/journal.md")
    }

    @Test("are refused, never trapped on, when anything in them is changed", arguments: GoldenEvents.named.map(\.name))
    func damage(name: String) throws {
        let event = try #require(GoldenEvents.named.first { $0.name == name }?.event)
        let kind = EventCodec.kind(of: event).rawValue
        let bytes = EventCodec.encode(event)
        var generator = SeededGenerator.announced(for: "damaged \(name)")
        for _ in 0..<500 {
            var damaged = bytes
            for _ in 0...generator.below(3) { damaged.damage(using: &generator) }
            let wanted = generator.chance(1, in: 8) ? Int64(generator.below(20)) : kind
            guard let read = try? EventCodec.decode(kind: wanted, schema: EventCodec.schema, damaged) else { continue }
            // What can be read can be written again.
            _ = EventCodec.encode(read)
        }
        for end in stride(from: 0, to: bytes.count, by: 7) {
            let cut = Array(bytes[..<end])
            #expect(throws: EventFault.self) { try EventCodec.decode(kind: kind, schema: EventCodec.schema, cut) }
        }
    }

    /// Members left out, one at a time.
    @Test("are refused when a field is missing", arguments: GoldenEvents.named.map(\.name))
    func missing(name: String) throws {
        let event = try #require(GoldenEvents.named.first { $0.name == name }?.event)
        let kind = EventCodec.kind(of: event).rawValue
        guard case .object(let members) = try JSONReader.parse(EventCodec.encode(event)) else {
            Issue.record("an event is an object")
            return
        }
        for index in members.indices where !(event.isLabelOfProduct && members[index].key == "product") {
            var writer = JSONWriter()
            writer.object { json in
                for (place, member) in members.enumerated() where place != index {
                    json.key(text: member.key)
                    json.value(member.value)
                }
            }
            let rest = writer.bytes
            #expect(throws: EventFault.self, "without \(members[index].key)") {
                try EventCodec.decode(kind: kind, schema: EventCodec.schema, rest)
            }
        }
    }
}

extension JournalEvent {
    /// Without its product it is a shop's.
    fileprivate var isLabelOfProduct: Bool {
        if case .labelChanged = self { true } else { false }
    }
}

extension [UInt8] {
    /// Changes, removes, doubles or swaps a byte, as a bad disk or a worse hand would.
    fileprivate mutating func damage(using generator: inout SeededGenerator) {
        guard !isEmpty else { return }
        let index = generator.below(count)
        let marks = Array("\"{}[]:,-0123456789enul.".utf8)
        switch generator.below(5) {
        case 0: self[index] = UInt8(generator.below(256))
        case 1: remove(at: index)
        case 2: insert(marks[generator.below(marks.count)], at: index)
        case 3: insert(contentsOf: Array("99999999999999999".utf8), at: index)
        default: swapAt(index, generator.below(count))
        }
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
        case .array(let values): array(values) { $0.value($1) }
        case .string(let text): string(text)
        case .integer(let number): integer(number)
        case .decimal(let text): raw(Array(text.utf8))
        case .bool(let truth): bool(truth)
        case .null: null()
        }
    }
}
