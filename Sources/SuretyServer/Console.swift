import Foundation
import Synchronization

/// Where a command writes: the terminal, or the socket of whoever asked a serving process.
struct Console: Sendable {
    let out: @Sendable (String) -> Void
    let err: @Sendable (String) -> Void
    /// Whether a person watches, who would like to see progress.
    let isTerminal: Bool
    /// The folder that relative paths start from.
    let folder: String

    static let standard = Console(
        out: { writeOut($0) },
        err: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) },
        isTerminal: isatty(STDERR_FILENO) == 1,
        folder: FileManager.default.currentDirectoryPath)

    /// Half an export that ended well would be taken for a whole one, so where this fails the process ends.
    private static func writeOut(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("surety: cannot write the output\n".utf8))
            exit(ExitStatus.fault.rawValue)
        }
    }

    func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

    /// Shows how far something has come, overwriting the line; nothing where nobody watches.
    func progress(_ text: String) {
        if isTerminal { err("\r\u{1B}[K\(text)") }
    }

    func endProgress() {
        if isTerminal { err("\r\u{1B}[K") }
    }
}
