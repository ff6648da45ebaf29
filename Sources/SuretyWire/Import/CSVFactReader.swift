/// Facts as a table with a header: one a row, columns named as the fields are. See `docs/reference/import-formats.md`.
package struct CSVFactReader: FactReader {
    private let file: String
    private let defaults: [JSONMember]
    private var rows: CSVReader
    private var header: (template: CSVTemplate, columns: Int)?

    /// `type` and `source` hold for rows that do not tell their own.
    package init(file: String, type: String? = nil, source: String? = nil, chunks: @escaping ChunkSource) {
        self.file = file
        defaults = [("type", type), ("source", source)].compactMap { name, value in
            value.map { JSONMember(key: name, value: .string($0)) }
        }
        rows = CSVReader(chunks)
    }

    package mutating func next() throws(ImportFault) -> ImportRow? {
        if header == nil { header = try readHeader() }
        guard let header, let row = try rows.next() else { return nil }
        switch row {
        case .broken(let line, let reason): return .bad(BadRow(file: file, line: line, .malformedRow, reason))
        case .record(let record):
            guard record.cells.count == header.columns else {
                let message = "this row has \(record.cells.count) cells, the header \(header.columns)"
                return .bad(BadRow(file: file, line: record.line, .malformedRow, message))
            }
            do {
                let fact = try FactCodec.decode(complete(header.template.value(of: record.cells)))
                return .fact(fact, line: record.line)
            } catch {
                return .bad(BadRow(file: file, line: record.line, faults: error))
            }
        }
    }

    /// Nil for an empty file, which has no facts.
    private mutating func readHeader() throws(ImportFault) -> (CSVTemplate, Int)? {
        switch try rows.next() {
        case nil: return nil
        case .broken(_, let reason): throw .badHeader(file: file, reason: reason)
        case .record(let record):
            do {
                return (try CSVTemplate(columns: record.cells), record.cells.count)
            } catch {
                throw .badHeader(file: file, reason: error.reason)
            }
        }
    }

    private func complete(_ value: JSONValue) -> JSONValue {
        guard !defaults.isEmpty, case .object(let members) = value else { return value }
        return .object(members + defaults.filter { value[$0.key] == nil })
    }
}
