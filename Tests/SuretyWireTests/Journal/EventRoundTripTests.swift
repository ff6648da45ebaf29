import SuretyLabels
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("An event")
struct EventRoundTripTests {
    @Test("of any kind, and any message within, is read back from its bytes as it was")
    func roundTrip() throws {
        var generator = SeededGenerator.announced(for: "events")
        var kinds: Set<EventKind> = []
        for _ in 0..<4_000 {
            let event = generator.event()
            let bytes = EventCodec.encode(event)
            let kind = EventCodec.kind(of: event)
            kinds.insert(kind)
            let decoded = try EventCodec.decode(kind: kind.rawValue, schema: EventCodec.schema, bytes)
            #expect(decoded == event)
            #expect(EventCodec.encode(decoded) == bytes)
        }
        #expect(kinds == Set(EventKind.allCases))
    }

    /// What a receiver's journal holds of a message is what the sender's event said of it.
    @Test("that is delivered says the same to its receiver")
    func delivered() throws {
        var generator = SeededGenerator.announced(for: "deliveries")
        for _ in 0..<2_000 {
            let event = generator.event()
            #expect((event.message != nil) == (event.route != .nobody))
            guard let message = event.message else { continue }
            let received = JournalEvent.received(from: generator.partition(), number: 1, message)
            let bytes = EventCodec.encode(received)
            let kind = EventKind.received.rawValue
            #expect(try EventCodec.decode(kind: kind, schema: EventCodec.schema, bytes) == received)
        }
    }
}
