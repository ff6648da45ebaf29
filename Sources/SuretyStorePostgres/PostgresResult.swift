import CPostgres
import SuretyStore

/// One answer of the server, freed at the end of its life. Rows come in binary.
struct PostgresResult: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { PQclear(handle) }

    var status: ExecStatusType { PQresultStatus(handle) }
    /// What the server calls the command it carried out: COMMIT answers ROLLBACK where the transaction had failed.
    var commandTag: String { String(cString: PQcmdStatus(handle)) }

    /// A field of an error by its letter: libpq's PG_DIAG constants are macros that Swift does not see.
    func errorField(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(handle, Int32(letter.value)).map { String(cString: $0) }
    }

    func rows() throws(StoreError) -> [SQLRow] {
        let columns = PQnfields(handle)
        var types: [Oid] = []
        for column in 0..<columns { types.append(PQftype(handle, column)) }
        var rows: [SQLRow] = []
        rows.reserveCapacity(Int(PQntuples(handle)))
        for row in 0..<PQntuples(handle) {
            var values: [SQLValue] = []
            values.reserveCapacity(types.count)
            for column in 0..<columns {
                values.append(try value(row, column, types[Int(column)]))
            }
            rows.append(SQLRow(values: values))
        }
        return rows
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws(StoreError) -> SQLValue {
        guard PQgetisnull(handle, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
        switch type {
        case PostgresType.bytes: return .bytes(Array(bytes))
        // And the system's names, unknown, CHAR and VARCHAR.
        case PostgresType.text, 19, 705, 1042, 1043: return .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.integer, 21, 23, 26: return .integer(integer(bytes))
        // A comparison in a select list is 0 or 1, as on SQLite.
        case 16: return .integer(bytes.first == 1 ? 1 : 0)
        // SUM of integers is a numeric on PostgreSQL, an integer on SQLite.
        case 1700: return .integer(try BinaryNumeric(bytes).integer())
        case 2278: return .null
        default:
            let name = PQfname(handle, column).map { String(cString: $0) } ?? "\(column)"
            throw .statement("column \(name) has a type (\(type)) that SQLite does not share; CAST it")
        }
    }

    /// A big-endian signed integer of two, four or eight bytes; `oid` is unsigned.
    private func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        switch bytes.count {
        case 2: Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 4: Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        default: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        }
    }
}

/// PostgreSQL's binary `numeric`: digits in base 10 000, most significant first.
private struct BinaryNumeric {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func integer() throws(StoreError) -> Int64 {
        let digits = Int(field(0))
        let weight = Int(field(1))
        let isNegative = UInt16(bitPattern: field(2)) == 0x4000
        guard digits <= weight + 1, UInt16(bitPattern: field(2)) & 0x8000 == 0 else { throw notAnInteger }
        var value: Int64 = 0
        for place in 0..<max(weight + 1, 0) {
            let digit = place < digits ? Int64(field(4 + place)) : 0
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, overflow) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !tooLarge, !overflow else { throw notAnInteger }
            value = sum
        }
        return value
    }

    private func field(_ index: Int) -> Int16 {
        Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: Int16.self))
    }

    private var notAnInteger: StoreError { .statement("a number in an answer is not a whole number of 64 bits") }
}
