/// "Did you mean": the nearest of the words that would have been right.
package enum Suggestion {
    /// A half sentence to put behind a message, or nothing where no word is near.
    package static func clause(for word: String, among words: [String]) -> String {
        nearest(to: word, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The first of the nearest words, if at most a third of its letters differ.
    package static func nearest(to word: String, among words: [String]) -> String? {
        // What a stranger sends may be long, and the comparison takes the product of the lengths.
        guard word.utf8.count <= 64 else { return nil }
        let letters = Array(word.utf8)
        var best: (word: String, distance: Int)?
        for candidate in words {
            let distance = editDistance(letters, Array(candidate.utf8))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, best.word.utf8.count / 3) else { return nil }
        return best.word
    }

    /// How many letters must be put in, taken out or replaced, capitals and `_` for `-` counting nothing.
    private static func editDistance(_ from: [UInt8], _ to: [UInt8]) -> Int {
        var row = Array(0...to.count)
        for (index, letter) in from.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in to.indices {
                let replaced = diagonal + (folded(letter) == folded(to[column]) ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[to.count]
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "_"): UInt8(ascii: "-")
        default: byte
        }
    }
}
