/// Stored state is a cache of the journal in a compact form of our own: it may change with the format level, since
/// every row can be rebuilt. Values are written in declared order; dictionaries in order of their keys.
package protocol StateCoded {
    func write(to writer: inout StateWriter)
    init(from reader: inout StateReader) throws(StateFault)
}

/// Bytes of a row that no writer of ours could have written.
package struct StateFault: Error, Hashable {
    package let reason: String
}

extension StateCoded {
    package var stateBytes: [UInt8] {
        var writer = StateWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Reads a whole row; bytes left over are a fault.
    package init(stateBytes bytes: [UInt8]) throws(StateFault) {
        var reader = StateReader(bytes)
        try self.init(from: &reader)
        guard reader.isAtEnd else { throw StateFault(reason: "\(reader.left) bytes left over") }
    }
}

package struct StateWriter {
    package private(set) var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(128) }

    package mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func integer(_ value: Int64) {
        unsigned(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            unsigned(UInt64(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    package mutating func blob(_ value: [UInt8]) {
        unsigned(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    package mutating func list<Element>(_ elements: [Element], _ write: (inout StateWriter, Element) -> Void) {
        unsigned(UInt64(elements.count))
        for element in elements { write(&self, element) }
    }

    package mutating func list(_ elements: [some StateCoded]) { list(elements) { $1.write(to: &$0) } }

    package mutating func optional(_ value: (some StateCoded)?) {
        bytes.append(value == nil ? 0 : 1)
        value?.write(to: &self)
    }

    package mutating func dictionary<Key: Comparable & StateCoded>(_ values: [Key: some StateCoded]) {
        list(values.sorted { $0.key < $1.key }) { writer, entry in
            entry.key.write(to: &writer)
            entry.value.write(to: &writer)
        }
    }
}

package struct StateReader {
    private let bytes: [UInt8]
    private var offset = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var isAtEnd: Bool { offset == bytes.count }
    package var left: Int { bytes.count - offset }

    package mutating func unsigned() throws(StateFault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard offset < bytes.count, shift < 64 else { throw StateFault(reason: "a number is cut off") }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    package mutating func integer() throws(StateFault) -> Int64 {
        let raw = try unsigned()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    package mutating func count() throws(StateFault) -> Int {
        let count = try unsigned()
        guard count <= UInt64(left) else { throw StateFault(reason: "a length of \(count) with \(left) bytes left") }
        return Int(count)
    }

    package mutating func text() throws(StateFault) -> String {
        let count = try count()
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    package mutating func blob() throws(StateFault) -> [UInt8] {
        let count = try count()
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    package mutating func list<Element>(
        _ read: (inout StateReader) throws(StateFault) -> Element
    ) throws(StateFault) -> [Element] {
        let count = try count()
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    package mutating func list<Element: StateCoded>() throws(StateFault) -> [Element] {
        let count = try count()
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try Element(from: &self)) }
        return elements
    }

    package mutating func optional<Value: StateCoded>() throws(StateFault) -> Value? {
        try unsigned() == 0 ? nil : try Value(from: &self)
    }

    package mutating func dictionary<Key: StateCoded & Hashable, Value: StateCoded>()
        throws(StateFault) -> [Key: Value]
    {
        let count = try count()
        var values: [Key: Value] = [:]
        values.reserveCapacity(count)
        for _ in 0..<count {
            let key = try Key(from: &self)
            values[key] = try Value(from: &self)
        }
        return values
    }
}
