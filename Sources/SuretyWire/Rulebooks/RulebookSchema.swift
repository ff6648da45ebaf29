/// JSON Schema (draft 2020-12) of each subject file, for editors that complete and check YAML while it is written.
///
/// Written from the forms the loader checks. Scalars are described as YAML 1.2 reads them: `4.50` is a number, a date
/// is a text.
package enum RulebookSchema {
    /// The schema of a subject, indented, with a newline at its end; the same text every time.
    package static func json(_ subject: RulebookSubject) -> String {
        let head: [(String, JSONText)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("Surety rulebook: \(subject.fileName)")),
        ]
        return JSONText.object(head + schema(of: subject.form)).text + "\n"
    }

    private static func schema(of form: Form) -> [(String, JSONText)] {
        switch form {
        case .value(let kind): schema(of: kind)
        case .list(let form):
            [
                ("type", .string("array")), ("items", .object(schema(of: form))), ("minItems", .number(1)),
                ("uniqueItems", .bool(true)),
            ]
        case .record(let fields): schema(of: fields)
        case .table(let keys, let form):
            [
                ("type", .string("object")), ("minProperties", .number(1)),
                ("propertyNames", .object(names(of: keys))), ("additionalProperties", .object(schema(of: form))),
            ]
        case .orNone(let form):
            [("anyOf", .array([.object([("const", .string("none"))]), .object(schema(of: form))]))]
        }
    }

    private static func schema(of fields: [Field]) -> [(String, JSONText)] {
        let properties = fields.map { field in
            (field.name, JSONText.object([("description", .string(field.about))] + schema(of: field.form)))
        }
        let required = fields.filter(\.isRequired).map { JSONText.string($0.name) }
        return [("type", .string("object")), ("properties", .object(properties)), ("required", .array(required))]
            + (required.isEmpty ? [("minProperties", .number(1))] : []) + [("additionalProperties", .bool(false))]
    }

    /// Keys of a mapping are texts to a schema, also where YAML reads a number.
    private static func names(of kind: ValueKind) -> [(String, JSONText)] {
        if case .whole = kind { return [("pattern", .string("^[1-9][0-9]*$"))] }
        return schema(of: kind).filter { $0.0 != "type" }
    }

    private static func schema(of kind: ValueKind) -> [(String, JSONText)] {
        let word = "[a-z0-9]+(-[a-z0-9]+)*"
        let date = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        return switch kind {
        case .prose: [("type", .string("string")), ("minLength", .number(1)), ("maxLength", .number(4_000))]
        case .key(_, let longest): text("^\(word)$") + [("maxLength", .number(longest))]
        case .editionKey: text("^[0-9]{4}-(0[1-9]|1[0-2])-\(word)$") + [("maxLength", .number(39))]
        case .category: text("^\(word)(/\(word))*$") + [("maxLength", .number(64))]
        case .choice(let choices): [("enum", .array(choices.map(JSONText.string)))]
        case .whole(_, let range):
            [
                ("type", .string("integer")), ("minimum", .number(range.lowerBound)),
                ("maximum", .number(range.upperBound)),
            ]
        case .days: text("^[1-9][0-9]{0,4} calendar-days$")
        case .term: text("^[1-9][0-9]{0,4}(h| calendar-days| working-days| working-hours)$")
        case .money: text("^(0|[1-9][0-9]*)(\\.[0-9]+)? [A-Z]{3}$")
        case .threshold:
            [
                (
                    "anyOf",
                    .array([
                        .object([("type", .string("number")), ("minimum", .number(0))]),
                        .object(text("^([0-9]+(\\.[0-9]{1,2})?%|[1-9][0-9]{0,4} calendar-days)$")),
                    ])
                )
            ]
        case .holidays: text("^\(date)(\\.\\.\(date))?$")
        case .day: text("^\(date)$")
        case .instant: text("^\(date)T[0-9]{2}:[0-9]{2}(:[0-9]{2})?[+-][0-9]{2}:[0-9]{2}$")
        case .zone: text("^[+-][0-9]{2}:[0-9]{2}$")
        case .hours: text("^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$")
        }
    }

    private static func text(_ pattern: String) -> [(String, JSONText)] {
        [("type", .string("string")), ("pattern", .string(pattern))]
    }
}

/// JSON with its keys in the order given, which no encoder promises.
private indirect enum JSONText {
    case string(String)
    case number(Int)
    case bool(Bool)
    case array([JSONText])
    case object([(String, JSONText)])

    var text: String { written(depth: 0) }

    private func written(depth: Int) -> String {
        switch self {
        case .string(let text): JSONText.quoted(text)
        case .number(let number): String(number)
        case .bool(let bool): String(bool)
        case .array(let items): JSONText.block("[", items.map { $0.written(depth: depth + 1) }, "]", depth)
        case .object(let entries):
            JSONText.block(
                "{", entries.map { "\(JSONText.quoted($0.0)): \($0.1.written(depth: depth + 1))" }, "}", depth)
        }
    }

    private static func block(_ open: String, _ parts: [String], _ close: String, _ depth: Int) -> String {
        if parts.isEmpty { return open + close }
        let indent = String(repeating: "  ", count: depth + 1)
        return "\(open)\n" + parts.map { indent + $0 }.joined(separator: ",\n")
            + "\n" + String(repeating: "  ", count: depth) + close
    }

    /// The schemas hold no control characters; a quote or backslash is all there is to escape.
    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}
