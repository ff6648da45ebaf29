import CPostgres

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why nothing more can come over a connection.
struct ConnectionLost: Error {
    let message: String
}

/// The bytes of one connection: libpq's non-blocking half, waited for with `poll`.
///
/// Sending also reads, because a server whose answers nobody takes stops reading and both would wait for ever.
final class Wire {
    let handle: OpaquePointer
    /// Longest wait for the next byte; nil waits for ever.
    var silenceMilliseconds: Int?

    /// Owns `handle` from here on.
    init(_ handle: OpaquePointer, silenceMilliseconds: Int) {
        self.handle = handle
        self.silenceMilliseconds = silenceMilliseconds
    }

    deinit { PQfinish(handle) }

    /// Whether the server has ended the connection, as far as can be told without waiting.
    func hasHungUp() -> Bool {
        while true {
            guard PQstatus(handle) == CONNECTION_OK else { return true }
            guard let ready = try? ready(for: POLLIN, within: 0) else { return true }
            if ready == 0 { return false }
            if PQconsumeInput(handle) == 0 { return true }
        }
    }

    /// Sends all that libpq holds.
    func flush() throws(ConnectionLost) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                let ready = try wait(for: POLLIN | POLLOUT)
                if Int32(ready) & ~POLLOUT != 0 { try consume() }
            default: throw lost()
            }
        }
    }

    /// The next result; nil where the results of one statement end.
    func next() throws(ConnectionLost) -> PostgresResult? {
        while PQisBusy(handle) == 1 {
            _ = try wait(for: POLLIN)
            try consume()
        }
        guard let result = PQgetResult(handle) else { return nil }
        return PostgresResult(result)
    }

    /// Checks a call of libpq that answers 1 where all is well.
    func check(_ answer: Int32) throws(ConnectionLost) {
        if answer != 1 { throw lost() }
    }

    private func consume() throws(ConnectionLost) {
        if PQconsumeInput(handle) == 0 { throw lost() }
    }

    private func wait(for events: Int32) throws(ConnectionLost) -> Int16 {
        let ready = try ready(for: events, within: silenceMilliseconds ?? -1)
        guard ready != 0 else {
            throw ConnectionLost(message: "the server was silent for \(silenceMilliseconds ?? 0) ms")
        }
        return ready
    }

    private func ready(for events: Int32, within milliseconds: Int) throws(ConnectionLost) -> Int16 {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        guard descriptor.fd >= 0 else { throw lost() }
        while true {
            let count = poll(&descriptor, 1, Int32(clamping: milliseconds))
            if count >= 0 { return descriptor.revents }
            guard errno == EINTR else { throw lost() }
        }
    }

    private func lost() -> ConnectionLost {
        let text = String(cString: PQerrorMessage(handle)).split(whereSeparator: \.isNewline).joined(separator: " ")
        return ConnectionLost(message: text.isEmpty ? "the connection to the server was lost" : text)
    }
}
