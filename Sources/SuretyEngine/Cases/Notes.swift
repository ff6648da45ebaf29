package import SuretyDomain
import SuretyStore
import SuretyWire

/// What people write to each other. It stands where it can be erased; the journal holds only a salted digest of it,
/// which proves the text while it is there and says nothing once it is gone.
package struct Notes: Sendable {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    /// A text on its way: with its salt, and what the journal is to hold of it.
    struct Draft: Sendable {
        let text: String
        let salt: [UInt8]
        let digest: NoteDigest
    }

    /// Salts a text; nothing is written.
    func draft(_ text: String?) -> Draft? {
        guard let text, !text.isEmpty else { return nil }
        let salt = engine.surroundings.randomBytes(16)
        let digest = Digest.sha256(salt + Array(text.utf8))
        return Draft(text: text, salt: salt, digest: NoteDigest(id: ID(engine.surroundings.newID()), digest: digest))
    }

    /// Writes a text down, before the act that it belongs to.
    func keep(_ draft: Draft, in partition: Partition) throws {
        let row: [SQLValue] = [
            .integer(partition.stored), draft.digest.id.sqlValue, .bytes(draft.salt), .text(draft.text),
        ]
        try engine.database.write { session in session.enqueue([.add(Tables.note, rows: [row])]) }
    }

    /// The texts that are still there, by note.
    package func texts(_ notes: [NoteDigest], in partition: Partition) throws -> [NoteDigest: String] {
        guard !notes.isEmpty else { return [:] }
        let keys = Set(notes).map { [SQLValue.integer(partition.stored), .text($0.id.text)] }
        let rows = try engine.database.read { try $0.run([.fetch(Tables.note, keys: keys)])[0] }
        var texts: [NoteDigest: String] = [:]
        for row in rows {
            let (id, salt, text) = (try row.text(1), try row.bytes(2), try row.text(3))
            for note in notes where note.id.text == id && note.digest == Digest.sha256(salt + Array(text.utf8)) {
                texts[note] = text
            }
        }
        return texts
    }

    /// Erases a text. What the journal holds of it stays, and tells nothing.
    package func erase(_ id: String, in partition: Partition) throws {
        let key: [SQLValue] = [.integer(partition.stored), .text(id)]
        try engine.database.write { session in session.enqueue([.drop(Tables.note, keys: [key])]) }
    }
}
