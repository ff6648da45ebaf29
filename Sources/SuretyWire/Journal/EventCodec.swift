import SuretyDomain
package import SuretyLabels

/// Journal events as bytes: canonical JSON, stored once and hashed as stored. A form that has shipped never changes; a
/// change is a new schema number with a reader of its own.
package enum EventCodec {
    /// The schema number of every form written now.
    package static let schema: Int64 = 1

    package static func kind(of event: JournalEvent) -> EventKind {
        switch event {
        case .factRecorded: .factRecorded
        case .factTookEffect: .factTookEffect
        case .orderPinned: .orderPinned
        case .labelChanged: .labelChanged
        case .dayTurned: .dayTurned
        case .meanSet: .meanSet
        case .promoterFollowed: .promoterFollowed
        case .promoterStated: .promoterStated
        case .received: .received
        case .caseOpened: .caseOpened
        case .caseMoved: .caseMoved
        case .orderMoved: .orderMoved
        case .transferred: .transferred
        case .instructed: .instructed
        case .instructionMoved: .instructionMoved
        case .sourceAwaited: .sourceAwaited
        case .sourceStated: .sourceStated
        case .consumerStated: .consumerStated
        }
    }

    package static func encode(_ event: JournalEvent) -> [UInt8] {
        if case .factRecorded(let fact) = event { return FactCodec.encode(fact) }
        var writer = JSONWriter()
        encode(event, to: &writer)
        return writer.bytes
    }

    /// The event of stored bytes. A fault means that the journal was damaged or written by a newer version.
    package static func decode(kind: Int64, schema: Int64, _ bytes: [UInt8]) throws(EventFault) -> JournalEvent {
        guard let kind = EventKind(rawValue: kind), schema == EventCodec.schema else {
            throw EventFault(reason: "event kind \(kind) of schema \(schema) is not known to this version")
        }
        if kind == .factRecorded {
            do {
                return .factRecorded(try FactCodec.decode(bytes))
            } catch {
                throw EventFault(reason: error.all.map { "\($0.pointer): \($0.message)" }.joined(separator: "; "))
            }
        }
        do {
            let value = try JSONReader.parse(bytes, limits: JSONLimits(bytes: 1 << 24, depth: 16))
            return try decode(kind, EventFields(value))
        } catch let fault as JSONFault {
            throw EventFault(reason: fault.message)
        } catch let fault as EventFault {
            throw fault
        } catch {
            throw EventFault(reason: "unreadable")
        }
    }
}

/// What an event's `kind` column says. Numbers are never used again for something else.
package enum EventKind: Int64, Sendable, CaseIterable {
    case factRecorded = 1
    case factTookEffect = 2
    case orderPinned = 3
    case labelChanged = 4
    case dayTurned = 5
    case meanSet = 6
    case promoterFollowed = 7
    case promoterStated = 8
    case received = 9
    case caseOpened = 10
    case caseMoved = 11
    case orderMoved = 12
    case transferred = 13
    case instructed = 14
    case instructionMoved = 15
    case sourceAwaited = 16
    case sourceStated = 17
    case consumerStated = 18

    package var word: String {
        switch self {
        case .factRecorded: "fact-recorded"
        case .factTookEffect: "fact-took-effect"
        case .orderPinned: "order-pinned"
        case .labelChanged: "label-changed"
        case .dayTurned: "day-turned"
        case .meanSet: "mean-set"
        case .promoterFollowed: "promoter-followed"
        case .promoterStated: "promoter-stated"
        case .received: "received"
        case .caseOpened: "case-opened"
        case .caseMoved: "case-moved"
        case .orderMoved: "order-moved"
        case .transferred: "transferred"
        case .instructed: "instructed"
        case .instructionMoved: "instruction-moved"
        case .sourceAwaited: "source-awaited"
        case .sourceStated: "source-stated"
        case .consumerStated: "consumer-stated"
        }
    }
}

package struct EventFault: Error, Hashable {
    package let reason: String
}
