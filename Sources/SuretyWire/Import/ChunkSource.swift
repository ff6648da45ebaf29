import Glibc

/// Gives the next bytes of a text, and none at its end; after that it is not called again.
package typealias ChunkSource = () throws(ImportFault) -> [UInt8]

/// Why an import cannot go on at all. What is wrong with a single row is a `BadRow`.
package enum ImportFault: Error, Hashable, Sendable {
    case cannotOpen(file: String, reason: String)
    case cannotRead(file: String, reason: String)
    /// The first line of a table does not name what is needed.
    case badHeader(file: String, reason: String)

    package var message: String {
        switch self {
        case .cannotOpen(let file, let reason): "\(file): cannot be opened: \(reason)"
        case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)"
        case .badHeader(let file, let reason): "\(file):1: \(reason)"
        }
    }
}

/// Opens files to be read in chunks.
package enum FileChunks {
    package static let size = 256 * 1_024

    /// The bytes of a file from its beginning. The file is closed when the source is let go.
    package static func open(_ path: String) throws(ImportFault) -> ChunkSource {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(file: path, reason: reason(errno)) }
        let file = OpenFile(descriptor: descriptor)
        return { () throws(ImportFault) in
            var failure: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = file.read(into: buffer, failure: &failure)
            }
            guard failure == 0 else { throw .cannotRead(file: path, reason: reason(failure)) }
            return chunk
        }
    }

    private static func reason(_ code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }

    private final class OpenFile {
        private let descriptor: Int32

        init(descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }

        func read(into buffer: UnsafeMutableBufferPointer<UInt8>, failure: inout Int32) -> Int {
            while true {
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if count >= 0 { return count }
                // A signal came in between; nothing has been read yet.
                if errno == EINTR { continue }
                failure = errno
                return 0
            }
        }
    }
}
