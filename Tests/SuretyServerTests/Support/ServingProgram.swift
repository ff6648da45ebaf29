import Foundation
import HTTPTypes

/// `surety serve` in a process of its own, spoken to over TCP.
final class ServingProgram {
    let program: Program
    let port: UInt16

    /// Serves on a port of the system's choosing and returns once it answers.
    init(_ database: String = "market.sqlite", in folder: String, _ options: String...) throws {
        let program = try Program(["serve", "--database", database, "--port", "0"] + options, in: folder)
        var port: UInt16?
        let isUp = waitUntil(within: 60) {
            port = program.out.firstMatch(of: /surety is serving on http:\/\/127\.0\.0\.1:(\d+)\n/).flatMap {
                UInt16($0.1)
            }
            return port != nil || kill(program.id, 0) != 0
        }
        guard isUp, let port else { throw ProgramFailure("it does not serve: \(program.out)\(program.err)") }
        self.program = program
        self.port = port
    }

    /// Ends it as a service manager does, and answers how it ended.
    @discardableResult
    func stop() throws -> Program.Ended {
        program.signal(SIGTERM)
        return try program.end(within: 30)
    }

    /// Ends it as a power cut would, but for what the kernel has.
    func crash() throws {
        program.signal(SIGKILL)
        try program.end()
    }

    func get(_ path: String, key: String? = nil) throws -> Answer {
        try HTTPConnection.send("GET", path, key, nil, port: port)
    }

    func post(_ path: String, _ body: String, key: String?) throws -> Answer {
        try HTTPConnection.send("POST", path, key, body, port: port)
    }
}

/// HTTP by hand, a connection a request, so that a test can also send what no client would.
enum HTTPConnection {
    static func send(_ method: String, _ path: String, _ key: String?, _ body: String?, port: UInt16) throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        if let key { head += "Authorization: Bearer \(key)\r\n" }
        if let body { head += "Content-Length: \(body.utf8.count)\r\n" }
        let bytes = try exchange(Array((head + "\r\n" + (body ?? "")).utf8), port: port)
        guard let answer = Answer(http: bytes) else {
            throw ProgramFailure("no answer to \(method) \(path): \(String(decoding: bytes, as: UTF8.self))")
        }
        return answer
    }

    /// Sends bytes as they are and answers all that comes back until the other side closes.
    static func exchange(_ bytes: [UInt8], port: UInt16, seconds: Int = 60) throws -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw ProgramFailure("nobody listens on port \(port)") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { answer += chunk[..<count] }
        return answer
    }
}

extension Answer {
    /// An HTTP/1.1 answer whose body goes to the end.
    fileprivate init?(http bytes: [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        var headers = HTTPFields()
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else { return nil }
            headers[name] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        self.init(status: status, headers: headers, body: Array(bytes[end.upperBound...]))
    }
}
