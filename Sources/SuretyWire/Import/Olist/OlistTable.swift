/// One of the dataset's files: rows by the names of their columns, whatever order those have.
struct OlistTable {
    struct Row {
        let line: Int
        /// The cells of the columns asked for, in the order asked.
        let cells: [String]
    }

    private let file: String
    private var rows: CSVReader
    private let width: Int
    private let places: [Int]

    init(file: String, columns: [String], source: @escaping ChunkSource) throws(ImportFault) {
        self.file = file
        var rows = CSVReader(source)
        guard case .record(let header) = try rows.next() else {
            throw .badHeader(file: file, reason: "the first line names the columns: \(columns.joined(separator: ", "))")
        }
        var places: [Int] = []
        for column in columns {
            guard let place = header.cells.firstIndex(of: column) else {
                throw .badHeader(file: file, reason: "the column \"\(column)\" is missing")
            }
            places.append(place)
        }
        self.rows = rows
        self.places = places
        width = header.cells.count
    }

    mutating func next() throws(ImportFault) -> Result<Row, BadRow>? {
        switch try rows.next() {
        case nil: return nil
        case .broken(let line, let reason): return .failure(BadRow(file: file, line: line, .malformedRow, reason))
        case .record(let record):
            guard record.cells.count == width else {
                let message = "this row has \(record.cells.count) cells, the header \(width)"
                return .failure(BadRow(file: file, line: record.line, .malformedRow, message))
            }
            return .success(Row(line: record.line, cells: places.map { record.cells[$0] }))
        }
    }
}
