/// The nearest of the words that would have been right.
enum DidYouMean {
    /// "did you mean `x`?", or the words there are.
    static func hint(_ word: String, among words: [String]) -> String {
        if let near = nearest(to: word, among: words) { return "did you mean `\(near)`?" }
        if words.isEmpty { return "there is none to name" }
        let shown = words.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        return words.count > 12 ? "one of \(shown) …" : words.count == 1 ? "write \(shown)" : "one of \(shown)"
    }

    /// Nil where none is near: a third of the letters, at least one, may differ.
    static func nearest(to word: String, among words: [String]) -> String? {
        let letters = Array(word.utf8.prefix(64))
        let ranked = words.map { (distance: distance(letters, Array($0.utf8.prefix(64))), word: $0) }
        guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
        return best.distance <= max(1, letters.count / 3) ? best.word : nil
    }

    /// Letters to add, drop or exchange, a swap of neighbours counting once.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
