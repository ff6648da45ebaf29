package import SuretyDomain

/// Programme keys as one column: separated by spaces, which keys do not contain.
package enum ProgrammeList {
    package static func write(_ keys: [ProgrammeKey]) -> String { keys.map(\.text).joined(separator: " ") }
    package static func read(_ text: String) -> [ProgrammeKey] { text.split(separator: " ").map { ID(String($0)) } }
}
