package import SuretyDomain

/// A fact as JSON: what the marketplace sends, and what the journal keeps and hashes.
///
/// The canonical form has the fields in the order of `FactType`, no white space, whole numbers only, instants in UTC
/// with milliseconds, defaults spelled out and nothing that is absent. Once released, it is never changed: the bytes of
/// old facts are in journals.
package enum FactCodec {
    /// The fact of one JSON object, or everything that is wrong with it.
    package static func decode(_ value: JSONValue) throws(FactFaults) -> Fact {
        var fields = FactFields(value, at: .fact)
        let id: FactID = fields.id("id")
        let type = fields.type()
        let at = fields.instant("at")
        let source = fields.text("source")
        let corrects: FactID? = fields.optionalID("corrects")
        if let corrects, corrects == id { fields.note(.selfReference, "corrects", "a fact cannot correct itself") }

        let body = type.map { fields.body(of: $0) }
        if let type {
            fields.close(type.rawValue, knows: FactType.envelope + type.fields)
            if case .factRetracted(let retraction) = body {
                fields.check(retraction, of: id, corrects: corrects)
            }
        }
        if let faults = FactFaults(fields.faults) { throw faults }
        // Without a body the type was missing or unknown, which has been noted and thrown above.
        guard let body else { throw FactFaults(FactFault(.unknownType, at: "/type", "there is no such fact")) }
        return Fact(id: id, source: source, at: at, corrects: corrects, body: body)
    }

    package static func decode(_ bytes: UnsafeBufferPointer<UInt8>) throws(FactFaults) -> Fact {
        let value: JSONValue
        do {
            value = try JSONReader.parse(bytes, limits: FactLimits.json)
        } catch {
            throw FactFaults(error)
        }
        return try decode(value)
    }

    package static func decode(_ bytes: [UInt8]) throws(FactFaults) -> Fact {
        try bytes.withUnsafeBufferPointer { (buffer) throws(FactFaults) in try decode(buffer) }
    }

    /// The canonical bytes.
    package static func encode(_ fact: Fact) -> [UInt8] {
        var writer = JSONWriter(capacity: 640)
        encode(fact, to: &writer)
        return writer.bytes
    }

    package static func encode(_ fact: Fact, to writer: inout JSONWriter) {
        writer.object { json in
            json.field("id", fact.id)
            json.field("type", FactType(fact.body).rawValue)
            json.field("at", fact.at)
            json.field("source", fact.source)
            json.field("corrects", fact.corrects)
            json.fields(of: fact.body)
        }
    }
}
