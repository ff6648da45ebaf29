import ArgumentParser
import Dispatch
import Foundation
import SuretyEngine
import SuretyStore
import SuretyWire

/// The socket beside an embedded database, on which the process that serves it takes commands of others.
///
/// A request is one line of JSON, `{"folder": …, "arguments": […]}`; the answer is lines that begin with `o` (output),
/// `e` (errors) or `x` (the exit status), their text in JSON.
final class CommandSocket: Sendable {
    private let descriptor: Int32
    private let path: String
    private let engine: Engine
    private let running = DispatchGroup()

    /// Listens. Only the file's owner may connect.
    init(path: String, engine: Engine) throws {
        self.path = path
        self.engine = engine
        unlink(path)
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let isBound = CommandSocket.withAddress(path) { address, length in
            bind(descriptor, address, length) == 0
        }
        guard let isBound else {
            close(descriptor)
            throw ListeningFault(
                address: path, reason: "a socket's path is shorter; keep the database in a folder less deep")
        }
        guard isBound, chmod(path, 0o600) == 0, listen(descriptor, 16) == 0 else {
            let code = errno
            close(descriptor)
            throw ListeningFault(address: path, code: code)
        }
        let queue = DispatchQueue(label: "surety.commands")
        queue.async { self.acceptAll() }
    }

    /// Takes no more commands, and answers whether those that run ended soon.
    func stop() -> Bool {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
        unlink(path)
        return running.wait(timeout: .now() + .seconds(CommandSocket.patience)) == .success
    }

    /// Seconds that commands have to end in when the process is to stop.
    private static let patience = 5

    private func acceptAll() {
        while true {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { return }
            DispatchQueue.global().async(group: running) { self.serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        let lines = LineChannel(connection)
        guard let request = lines.read(), let (folder, arguments) = CommandSocket.parse(request) else { return }
        let console = Console(
            out: { lines.write("o", $0) }, err: { lines.write("e", $0) }, isTerminal: false, folder: folder)
        lines.write("x", String(run(arguments, console).rawValue))
    }

    private func run(_ arguments: [String], _ console: Console) -> ExitStatus {
        do {
            guard let command = try SuretyCommand.parseAsRoot(arguments) as? any EngineCommand else { return .usage }
            if let rulebooks = command.options.rulebooks {
                throw UsageError(
                    message: "a serving process holds the database and goes by its own rulebooks, not \(rulebooks)")
            }
            return try command.execute(engine, console)
        } catch {
            console.err("surety: \(FaultText.sentence(for: error))\n")
            return ExitStatus(error)
        }
    }

    private static func parse(_ line: String) -> (folder: String, arguments: [String])? {
        guard let value = try? JSONReader.parse(Array(line.utf8)) else { return nil }
        guard case .string(let folder) = value["folder"], case .array(let arguments) = value["arguments"] else {
            return nil
        }
        return (folder, arguments.compactMap { if case .string(let text) = $0 { text } else { nil } })
    }
}

extension CommandSocket {
    /// Has the process behind a socket run a command; nil where nobody listens.
    static func forward(_ arguments: [String], to path: String, _ console: Console) throws -> ExitStatus? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard withAddress(path, { connect(descriptor, $0, $1) == 0 }) ?? false else { return nil }
        let lines = LineChannel(descriptor)
        var request = JSONWriter()
        request.object { json in
            json.member("folder", console.folder)
            json.key("arguments")
            json.array(arguments) { $0.string($1) }
        }
        lines.writeLine(String(decoding: request.bytes, as: UTF8.self))
        while let line = lines.read() {
            guard case .string(let text)? = try? JSONReader.parse(Array(line.dropFirst().utf8)) else { continue }
            switch line.first {
            case "o": console.out(text)
            case "e": console.err(text)
            case "x": return Int32(text).flatMap(ExitStatus.init) ?? .fault
            default: break
            }
        }
        throw StoreError.unavailable("the serving process ended before the command did")
    }

    private static func withAddress<Value>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// Lines over a descriptor. Reading is one thread's; writing may be several threads', a line at a time.
private final class LineChannel: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func write(_ mark: String, _ text: String) {
        var json = JSONWriter()
        json.string(text)
        writeLine(mark + String(decoding: json.bytes, as: UTF8.self))
    }

    func writeLine(_ line: String) {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    func read() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
            guard line.count < 1 << 22 else { return nil }
        }
        return nil
    }
}
