import FoundationEssentials
import SuretyWire
import Testing

@Suite("The JSON Schemas of rulebook files")
struct RulebookSchemaTests {
    private static let folder = "docs/reference/rulebook-schema"

    /// With SURETY_UPDATE_REFERENCE=1 the pages are written instead.
    @Test("are those in docs/reference", arguments: RulebookSubject.allCases)
    func current(subject: RulebookSubject) throws {
        let path = "\(Self.folder)/\(subject.rawValue).json"
        let schema = RulebookSchema.json(subject)
        if ProcessInfo.processInfo.environment["SURETY_UPDATE_REFERENCE"] == "1" {
            try Data(schema.utf8).write(to: URL(filePath: "\(Checkout.root)/\(path)"))
        }
        #expect(
            try Checkout.text(path) == schema,
            "\(path) is not what the loader accepts; run the tests once with SURETY_UPDATE_REFERENCE=1")
    }

    @Test("are JSON that names its draft and refuses unknown keys", arguments: RulebookSubject.allCases)
    func wellFormed(subject: RulebookSubject) throws {
        let schema = try JSONDecoder().decode(Schema.self, from: Data(RulebookSchema.json(subject).utf8))
        #expect(schema.dialect == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema.additionalProperties == false)
        #expect(!schema.properties.isEmpty)
    }

    @Test("know every key at the top of every shipped file")
    func shippedKeys() throws {
        for file in try Checkout.rulebookFiles() {
            let name = file.path
            let subject = try #require(self.subject(of: name), "\(name)")
            let schema = try JSONDecoder().decode(Schema.self, from: Data(RulebookSchema.json(subject).utf8))
            let keys = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
                .filter { $0.first?.isLetter == true }
                .compactMap { $0.split(separator: ":").first.map(String.init) }
            #expect(Set(keys).isSubset(of: schema.properties.keys), "\(name)")
            #expect(Set(schema.required).isSubset(of: keys), "\(name)")
        }
    }

    private func subject(of name: String) -> RulebookSubject? {
        if name.contains("/programmes/") { return .programme }
        return RulebookSubject.allCases.first { name.hasSuffix("/\($0.rawValue).yaml") }
    }

    private struct Schema: Decodable {
        var dialect: String
        var properties: [String: Property]
        var required: [String]
        var additionalProperties: Bool

        enum CodingKeys: String, CodingKey {
            case dialect = "$schema"
            case properties, required, additionalProperties
        }

        struct Property: Decodable {
            var description: String
        }
    }
}
