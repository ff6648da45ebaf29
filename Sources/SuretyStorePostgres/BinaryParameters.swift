import CPostgres
import SuretyStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The values bound to one statement in PostgreSQL's binary form, in buffers that the next statement uses again.
struct BinaryParameters {
    /// One byte ahead, so that an empty value has an address: libpq takes a nil address for NULL.
    private var bytes: [UInt8] = [0]
    private(set) var types: [Oid] = []
    /// Where each value begins; nil for NULL.
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []

    mutating func removeAll() {
        bytes.removeSubrange(1...)
        types.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
    }

    mutating func append(_ value: SQLValue) throws(StoreError) {
        switch value {
        case .null: try append(value, as: PostgresType.inferred)
        case .integer: try append(value, as: PostgresType.integer)
        case .text: try append(value, as: PostgresType.text)
        case .bytes: try append(value, as: PostgresType.bytes)
        }
    }

    mutating func append(_ value: SQLValue, for column: Table.Column) throws(StoreError) {
        guard value.fits(column.type) else { throw column.mismatch(value) }
        try append(value, as: column.type.element)
    }

    /// One column of the rows as an array: dimensions, null flag, element type, length, lower bound, elements.
    mutating func append(
        column index: Int, _ column: Table.Column, of rows: ArraySlice<[SQLValue]>
    ) throws(StoreError) {
        let start = bytes.count
        append(Int32(1))
        append(Int32(0))
        append(column.type.element)
        append(Int32(rows.count))
        append(Int32(1))
        var hasNull = false
        for row in rows {
            let value = row[index]
            guard value.fits(column.type) else { throw column.mismatch(value) }
            if value == .null {
                hasNull = true
                append(Int32(-1))
            } else {
                append(Int32(value.wireLength))
                try appendContents(value)
            }
        }
        if hasNull { bytes[start + 7] = 1 }
        types.append(column.type.array)
        offsets.append(start)
        lengths.append(Int32(bytes.count - start))
    }

    /// Calls `body` with what `PQsendQueryPrepared` wants. Addresses are taken here, after the last append.
    func withPointers<Result>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                body(
                    offsets.map { offset in offset.flatMap { buffer.baseAddress?.advanced(by: $0) } },
                    lengths, [Int32](repeating: 1, count: lengths.count))
            }
        }
    }

    private mutating func append(_ value: SQLValue, as type: Oid) throws(StoreError) {
        types.append(type)
        offsets.append(value == .null ? nil : bytes.count)
        lengths.append(Int32(value.wireLength))
        try appendContents(value)
    }

    private mutating func appendContents(_ value: SQLValue) throws(StoreError) {
        switch value {
        case .null: break
        case .integer(let integer): append(integer)
        case .bytes(let contents): bytes.append(contentsOf: contents)
        case .text(let text):
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            guard !holdsZero(from: start) else {
                throw .statement("a text holds a NUL character, which PostgreSQL cannot keep")
            }
        }
    }

    private func holdsZero(from start: Int) -> Bool {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return false }
            return memchr(base + start, 0, buffer.count - start) != nil
        }
    }

    private mutating func append(_ integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

extension SQLValue {
    /// How many bytes the value takes on the wire, without its length.
    var wireLength: Int {
        switch self {
        case .null: 0
        case .integer: 8
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }

    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .text: "a text"
        case .bytes: "a string of bytes"
        }
    }

    fileprivate func fits(_ type: Table.ColumnType) -> Bool {
        switch (self, type) {
        case (.null, _), (.integer, .integer), (.text, .text), (.bytes, .bytes): true
        default: false
        }
    }
}

extension Table.Column {
    fileprivate func mismatch(_ value: SQLValue) -> StoreError {
        .statement("column \(name) holds \(type), which \(value.kind) is not")
    }
}
