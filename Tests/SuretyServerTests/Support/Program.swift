import Foundation

/// The built `surety` as a process of its own. Foundation's `Process` hangs where what it starts lives on (Swift 6.3 on
/// Linux), and it can neither tell a signal from an exit status.
final class Program {
    let id: pid_t
    private let folder: String
    private let files: String
    private var ended: Ended?
    private var lifeline: Int32?

    struct Ended: CustomStringConvertible {
        /// The exit status; nil where a signal ended it.
        let status: Int32?
        let out: String
        let err: String

        var description: String { "status \(status.map { "\($0)" } ?? "signal")\nout: \(out)\nerr: \(err)" }
        var lines: [Substring] { out.split(separator: "\n") }
    }

    /// Runs `surety` to its end in a folder.
    static func run(
        _ arguments: String..., in folder: String, input: String? = nil, out: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Ended {
        try Program(arguments, in: folder, input: input, out: out, environment: environment).end()
    }

    /// Starts `surety`. Relative paths, and files that it makes, are the folder's.
    init(
        _ arguments: [String], in folder: String, input: String? = nil, out: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        self.folder = folder
        files = "\(folder)/.run-\(UInt32.random(in: .min ... .max))"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out ?? "\(files).out", O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "\(files).err", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        let environment = Program.environment.merging(environment) { _, new in new }
        var process: pid_t = 0
        // `env` changes the folder and becomes the program.
        let code = withCStrings(["env", "-C", folder, Program.path] + arguments) { arguments in
            withCStrings(environment.map { "\($0)=\($1)" }) { environment in
                posix_spawnp(&process, "env", &actions, nil, arguments, environment)
            }
        }
        guard code == 0 else { throw ProgramFailure("\(Program.path): \(String(cString: strerror(code)))") }
        id = process
        lifeline = try Program.watch(process)
    }

    deinit {
        if ended == nil {
            kill(id, SIGKILL)
            _ = try? end()
        }
    }

    /// What it has printed so far.
    var out: String { (try? String(contentsOfFile: "\(files).out", encoding: .utf8)) ?? "" }
    var err: String { (try? String(contentsOfFile: "\(files).err", encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) { kill(id, number) }

    /// Waits for its end, and ends it where that takes too long.
    @discardableResult
    func end(within seconds: Double = 90) throws -> Ended {
        if let ended { return ended }
        var status: Int32 = 0
        let isOver = waitUntil(within: seconds) { waitpid(id, &status, WNOHANG) == id }
        if !isOver {
            kill(id, SIGKILL)
            waitpid(id, &status, 0)
        }
        let isExit = status & 0x7F == 0
        let ended = Ended(status: isExit ? status >> 8 & 0xFF : nil, out: out, err: err)
        self.ended = ended
        if let lifeline {
            send(lifeline, "\n", 1, Int32(MSG_NOSIGNAL))
            close(lifeline)
        }
        guard isOver else { throw ProgramFailure("it did not end within \(seconds) s: \(ended)") }
        return ended
    }

    /// A shell that ends the program should this process end first, in whatever way. A line tells it not to.
    private static func watch(_ process: pid_t) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw ProgramFailure("no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        for descriptor: Int32 in [1, 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var shell: pid_t = 0
        // In the background of a shell that ends, so that nobody has to wait for it.
        let script = "exec 3<&0; (read line <&3 || kill -9 \(process)) &"
        let code = withCStrings(["/bin/sh", "-c", script]) {
            posix_spawn(&shell, "/bin/sh", &actions, nil, $0, environ)
        }
        close(ends[0])
        guard code == 0 else { throw ProgramFailure("no shell") }
        waitpid(shell, nil, 0)
        return ends[1]
    }

    /// Beside the test bundle, where SwiftPM puts what the package builds.
    static let path: String = {
        if let given = ProcessInfo.processInfo.environment["SURETY_BINARY"] { return given }
        let test = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("surety").path
    }()

    /// The checkout: this file lies four levels below it.
    static let checkout: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }()

    private static let environment: [String: String] = {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SURETY_") }
        environment["SURETY_RULEBOOKS"] = "\(checkout)/Rulebooks"
        // A coverage build would write its profile over ours.
        environment["LLVM_PROFILE_FILE"] = "/dev/null"
        return environment
    }()
}

struct ProgramFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Asks again and again until something is so, and answers whether it came to be.
func waitUntil(within seconds: Double, _ isSo: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try isSo() { return true }
        usleep(10_000)
    }
    return try isSo()
}

/// The texts as C wants its lists, ended by a nil.
private func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    var pointers = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
        // A list that ends with nil is never empty, so it has an address.
        body(buffer.baseAddress ?? UnsafeMutablePointer.allocate(capacity: 1))
    }
}
