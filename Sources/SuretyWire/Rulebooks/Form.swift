/// The form of a part of a rulebook file. The loader checks files against it and the JSON Schemas are written from it,
/// so that what an editor suggests is what the loader accepts.
indirect enum Form: Sendable {
    case value(ValueKind)
    /// One or more, each once.
    case list(Form)
    /// Fixed keys.
    case record([Field])
    /// Free keys, the same form under each.
    case table(keys: ValueKind, Form)
    /// The word `none`, or the form.
    case orNone(Form)
}

struct Field: Sendable {
    let name: String
    let form: Form
    let isRequired: Bool
    /// For the operator's editor.
    let about: String

    static func required(_ name: String, _ form: Form, _ about: String) -> Field {
        Field(name: name, form: form, isRequired: true, about: about)
    }

    static func optional(_ name: String, _ form: Form, _ about: String) -> Field {
        Field(name: name, form: form, isRequired: false, about: about)
    }
}

/// What a scalar may be.
enum ValueKind: Hashable, Sendable {
    /// Words for people.
    case prose
    /// `fake-pays-n`: lower-case words joined by hyphens, at most so many letters.
    case key(what: String, longest: Int)
    /// `2022-04-trust-buy`.
    case editionKey
    /// `food` or `food/snacks`.
    case category
    case choice([String])
    case whole(what: String, ClosedRange<Int>)
    /// `14 calendar-days`, at most so many.
    case days(ClosedRange<Int>)
    /// `48h`, `7 calendar-days`, `3 working-days` or `4 working-hours`.
    case term
    /// `300.00 CNY`.
    case money
    /// `4.50`, `60%`, `2.0` or `90 calendar-days`.
    case threshold
    case holidays
    case day
    case instant
    case zone
    case hours
}

extension ValueKind {
    /// Whether a text is such a value.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .prose: (1...4_000).contains(text.utf8.count)
        case .key(_, let longest): text.utf8.count <= longest && ValueKind.isKey(text[...])
        case .editionKey: ValueKind.isEditionKey(text)
        case .category:
            text.utf8.count <= 64
                && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(ValueKind.isKey)
        case .choice(let choices): choices.contains(text)
        case .whole(_, let range): ValueText.whole(text).map(range.contains) ?? false
        case .days(let range): ValueText.days(text).map(range.contains) ?? false
        case .term: ValueText.term(text) != nil
        case .money: ValueText.money(text) != nil
        case .threshold:
            ValueText.hundredths(text) != nil || ValueText.share(text) != nil || ValueText.days(text) != nil
        case .holidays: TimeText.days(text) != nil
        case .day: TimeText.day(text) != nil
        case .instant: TimeText.instant(text) != nil
        case .zone: TimeText.zone(text) != nil
        case .hours: TimeText.hours(text) != nil
        }
    }

    private static func isKey(_ text: Substring) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    ValueText.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                }
        }
    }

    private static func isEditionKey(_ text: String) -> Bool {
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= 39, isKey(parts[2]) else { return false }
        return TimeText.day("\(parts[0])-\(parts[1])-01") != nil
    }

    /// What it is, and how it is written.
    var inWords: (name: String, remedy: String) {
        switch self {
        case .prose: ("a text", "write up to 4,000 bytes of text")
        case .key(let what, let longest):
            (what, "write lower-case letters, digits and hyphens, at most \(longest), such as `trust-buy`")
        case .editionKey: ("the key of an edition", "write year, month and words, such as `2022-04-trust-buy`")
        case .category: ("a category", "write it such as `food` or `food/snacks`")
        case .choice(let choices): ("one of the words that may stand here", DidYouMean.hint("", among: choices))
        case .whole(let what, let range):
            (what, "write a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .days(let range):
            ("a number of days", "write it such as `14 calendar-days`, at most \(range.upperBound)")
        case .term: ("a term", "write it such as `48h`, `7 calendar-days`, `3 working-days` or `4 working-hours`")
        case .money: ("an amount of money", "write it with its decimals and currency, such as `300.00 CNY`")
        case .threshold: ("a threshold", "write a score `4.50`, a share `60%`, a multiple `2.0` or `90 calendar-days`")
        case .holidays: ("a day or days", "write `2020-05-01` or `2020-05-01..2020-05-05`, at most 31 days")
        case .day: ("a day", "write it such as `2020-05-01`")
        case .instant: ("an instant", "write it with its offset, such as `2022-04-15T00:00+08:00`")
        case .zone: ("an offset from UTC", "write it in quotes, such as `\"+08:00\"`")
        case .hours: ("hours of the day", "write them such as `09:00-18:00`")
        }
    }
}
