import SuretyWire
import Testing

@Suite("The reference page of facts")
struct FactReferenceTests {
    private func lines() throws -> [String] {
        let bytes = try Fixtures.bytes("../../docs/reference/import-formats.md")
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("has the row of every type", arguments: FactType.allCases)
    func types(type: FactType) throws {
        let fields = type.fields.map { "`\($0)`" }.joined(separator: ", ")
        let row = "| `\(type.rawValue)` | \(fields) |"
        #expect(try lines().contains(row), "put this row into docs/reference/import-formats.md: \(row)")
    }

    @Test("explains every code of a fault", arguments: FactFault.Code.allCases)
    func codes(code: FactFault.Code) throws {
        let isExplained = try lines().contains { $0.hasPrefix("| `\(code.rawValue)` | ") }
        #expect(isExplained, "explain `\(code.rawValue)` in docs/reference/import-formats.md")
    }
}
