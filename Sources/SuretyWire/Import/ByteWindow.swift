import Glibc

/// The part of a text that has been read from its source and not yet been used.
struct ByteWindow {
    private let source: ChunkSource
    private var bytes: [UInt8] = []
    private var start = 0
    private(set) var isAtEnd = false
    private var hasBegun = false

    init(_ source: @escaping ChunkSource) { self.source = source }

    var count: Int { bytes.count - start }

    /// Reads one more chunk. The first brings at least three bytes, if there are so many, less a byte order mark.
    mutating func fill() throws(ImportFault) {
        try read()
        guard !hasBegun else { return }
        hasBegun = true
        while count < 3, !isAtEnd { try read() }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    }

    private mutating func read() throws(ImportFault) {
        guard !isAtEnd else { return }
        let chunk = try source()
        if chunk.isEmpty {
            isAtEnd = true
            return
        }
        // What has been used makes room before the rest grows.
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: chunk)
    }

    func withUnused<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start...])) }
    }

    mutating func use(_ count: Int) { start += count }

    /// How many unused bytes come before the next line feed, looking from `offset` on; nil where none has been read.
    func lengthOfLine(from offset: Int) -> Int? {
        withUnused { unused in
            guard offset < unused.count, let base = unused.baseAddress else { return nil }
            guard let found = memchr(base + offset, Int32(UInt8(ascii: "\n")), unused.count - offset) else {
                return nil
            }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    /// Uses everything up to the next line feed and that too, however far it is.
    mutating func skipLine() throws(ImportFault) {
        while true {
            if let length = lengthOfLine(from: 0) { return use(length + 1) }
            use(count)
            if isAtEnd { return }
            try fill()
        }
    }
}

/// A text line by line. A line ends with LF or CRLF; the last one may lack it.
struct LineReader {
    private var window: ByteWindow
    /// Of the line given last, from 1.
    private(set) var number = 0

    init(_ source: @escaping ChunkSource) { window = ByteWindow(source) }

    /// Hands the next line to `body`, without its end; nil for one that is too long. Returns nil behind the last.
    mutating func next<Result>(
        _ body: (UnsafeBufferPointer<UInt8>?) -> Result
    ) throws(ImportFault) -> Result? {
        number += 1
        var searched = 0
        while true {
            if let length = window.lengthOfLine(from: searched) { return give(length, end: 1, body) }
            searched = window.count
            if searched > ImportLimits.row {
                try window.skipLine()
                return body(nil)
            }
            if window.isAtEnd { return searched == 0 ? nil : give(searched, end: 0, body) }
            try window.fill()
        }
    }

    private mutating func give<Result>(
        _ length: Int, end: Int, _ body: (UnsafeBufferPointer<UInt8>?) -> Result
    ) -> Result {
        defer { window.use(length + end) }
        if length > ImportLimits.row { return body(nil) }
        return window.withUnused { unused in
            let hasReturn = length > 0 && unused[length - 1] == UInt8(ascii: "\r")
            return body(UnsafeBufferPointer(rebasing: unused[..<(hasReturn ? length - 1 : length)]))
        }
    }
}
