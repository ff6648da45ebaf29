/// How the cells of a row become the fields of a fact: a column `amount.currency` is a field within a field, and
/// `lines.0.paid` one of the first element of an array.
struct CSVTemplate {
    indirect enum Part {
        case cell(Int, name: String)
        case object([(name: String, part: Part)])
        case array([Part])
    }

    private let root: Part

    /// Nothing but the columns' names; the reason where they cannot be understood.
    init(columns: [String]) throws(HeaderFault) {
        var root = Part.object([])
        let known = Set(FactType.envelope + FactType.allCases.flatMap(\.fields))
        for (index, column) in columns.enumerated() {
            let path = column.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.count <= 3, !path.contains("") else { throw HeaderFault("\"\(column)\" is no field's name") }
            guard known.contains(path[0]) else {
                let suggestion = Suggestion.clause(for: path[0], among: known.sorted())
                throw HeaderFault("no fact has a field \"\(JSONPointer.token(path[0]))\"\(suggestion)")
            }
            guard let grown = root.adding(path[...], cell: index) else {
                throw HeaderFault("\"\(column)\" does not go with the columns before it (elements count from 0)")
            }
            root = grown
        }
        self.root = root
    }

    struct HeaderFault: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    /// Empty cells are absent.
    func value(of cells: [String]) -> JSONValue { root.value(of: cells) ?? .object([]) }
}

extension CSVTemplate.Part {
    /// This part with one more cell in it; nil where the path is taken, or leaves out an element of an array.
    fileprivate func adding(_ path: ArraySlice<String>, cell: Int) -> CSVTemplate.Part? {
        guard let name = path.first else { return nil }
        let rest = path.dropFirst()
        switch self {
        case .cell: return nil
        case .object(var members):
            let existing = members.firstIndex { $0.name == name }
            guard let part = CSVTemplate.Part.grown(existing.map { members[$0].part }, name, rest, cell) else {
                return nil
            }
            if let existing { members[existing].part = part } else { members.append((name, part)) }
            return .object(members)
        case .array(var elements):
            guard let index = Int(name), (0...elements.count).contains(index), index < FactLimits.shown else {
                return nil
            }
            let existing = index < elements.count ? elements[index] : nil
            guard let part = CSVTemplate.Part.grown(existing, name, rest, cell) else { return nil }
            if existing != nil { elements[index] = part } else { elements.append(part) }
            return .array(elements)
        }
    }

    private static func grown(
        _ part: CSVTemplate.Part?, _ name: String, _ rest: ArraySlice<String>, _ cell: Int
    ) -> CSVTemplate.Part? {
        guard let next = rest.first else { return part == nil ? .cell(cell, name: name) : nil }
        let empty: CSVTemplate.Part = Int(next) == nil ? .object([]) : .array([])
        return (part ?? empty).adding(rest, cell: cell)
    }

    fileprivate func value(of cells: [String]) -> JSONValue? {
        switch self {
        case .cell(let index, let name):
            return cells[index].isEmpty ? nil : CSVTemplate.Part.value(of: cells[index], in: name)
        case .object(let parts):
            let members = parts.compactMap { name, part in
                part.value(of: cells).map { JSONMember(key: name, value: $0) }
            }
            return members.isEmpty ? nil : .object(members)
        case .array(let parts):
            let elements = parts.map { $0.value(of: cells) }
            // A gap stays, so that the fault of its missing fields points at the right columns.
            let count = (elements.lastIndex { $0 != nil } ?? -1) + 1
            return count == 0 ? nil : .array(elements.prefix(count).map { $0 ?? .object([]) })
        }
    }

    /// Cells are text; only these fields hold numbers. What is none stays text, and the decoder says what is wrong.
    private static func value(of cell: String, in name: String) -> JSONValue {
        switch name {
        case "tags": .array(cell.split(separator: ";").map { .string(String($0)) })
        case "quantity", "paid", "freight", "amount", "score":
            cell.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") < 10 }
                ? Int64(cell).map { .integer($0) } ?? .string(cell) : .string(cell)
        default: .string(cell)
        }
    }
}
