import Foundation

/// A program that did not end well, and what it said.
package struct ShellFailure: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// Runs programs with `posix_spawn`. Foundation's `Process` takes a program for running as long as a server that it
/// started lives, because the server inherits the socket on which `Process` waits (Swift 6.3 on Linux).
enum Shell {
    static func run(_ words: String...) throws { try run(words) }

    /// Runs a program to its end, in `/` because another user may not be allowed here.
    static func run(_ words: [String]) throws {
        let output = "/tmp/surety-shell-\(getpid())-\(UInt32.random(in: .min ... .max))"
        defer { unlink(output) }
        let process = try spawn(words, input: nil, output: output)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status != 0 else { return }
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        throw ShellFailure("\(words.joined(separator: " ")): \(text)")
    }

    /// Starts a program that reads from a pipe, and answers the pipe's other end. The program outlives this process,
    /// whose end closes the pipe.
    static func startReading(_ words: [String]) throws -> Lifeline {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ShellFailure("no pipe") }
        // What others start must not hold it open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let lifeline = Lifeline(descriptor: ends[1])
        _ = try spawn(words, input: ends[0], output: "/dev/null")
        return lifeline
    }

    private static func spawn(_ words: [String], input: Int32?, output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A server must not keep open what this process has open, such as the pipes of `swift test`.
        for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        let arguments = (["env", "-C", "/"] + words).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, "env", &actions, nil, arguments, environ)
        guard code == 0 else { throw ShellFailure("\(words[0]): \(String(cString: strerror(code)))") }
        return process
    }
}

/// The end of a pipe that something waits on.
final class Lifeline: Sendable {
    private let descriptor: Int32
    init(descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
}
