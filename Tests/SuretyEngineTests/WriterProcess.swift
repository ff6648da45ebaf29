import Foundation
import SuretyTestKit

/// A running `SuretyCrashWriter`, whose output is a file.
final class WriterProcess {
    private let process = Process()
    private let output: String

    init(_ database: String, lane: String, from: Int, count: Int, stopAt: Int? = nil) throws {
        output = "\(try TestFolder.make())/acknowledged"
        try Data().write(to: URL(fileURLWithPath: output))
        // It lies beside the tests' own executable.
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
        process.executableURL = folder.appendingPathComponent("SuretyCrashWriter")
        process.arguments = [database, lane, "\(from)", "\(count)"] + (stopAt.map { ["\($0)"] } ?? [])
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        try process.run()
    }

    deinit {
        guard process.isRunning else { return }
        resume()
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Kills it so many milliseconds after its first acknowledgement, and answers what it acknowledged.
    func kill(after milliseconds: Int) throws -> Set<String> {
        try waitForFirst()
        usleep(UInt32(milliseconds) * 1_000)
        guard process.isRunning else { throw SimulationFailure("the writer ended by itself") }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return try acknowledged()
    }

    /// Waits until it has told all its facts.
    func finish() throws -> Set<String> {
        try wait("the writer did not end") { !self.process.isRunning }
        guard process.terminationStatus == 0 else { throw SimulationFailure("the writer failed") }
        return try acknowledged()
    }

    func waitForFirst() throws {
        try wait("nothing was acknowledged") {
            guard self.process.isRunning else { throw SimulationFailure("the writer ended by itself") }
            return try !self.acknowledged().isEmpty
        }
    }

    func waitUntilStopped() throws {
        try wait("the writer did not stop itself") {
            let status = try String(contentsOfFile: "/proc/\(self.process.processIdentifier)/stat", encoding: .utf8)
            // The state follows the name, which is in brackets.
            return status.split(separator: ")").last?.hasPrefix(" T") == true
        }
    }

    func resume() { Foundation.kill(process.processIdentifier, SIGCONT) }

    private func acknowledged() throws -> Set<String> {
        Set(try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").map(String.init))
    }

    private func wait(_ failure: String, _ condition: () throws -> Bool) throws {
        for _ in 0..<6_000 {
            if try condition() { return }
            usleep(10_000)
        }
        throw SimulationFailure(failure)
    }
}
