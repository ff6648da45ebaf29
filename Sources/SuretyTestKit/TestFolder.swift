import Foundation

/// Folders under /tmp that go when this process ends.
package enum TestFolder {
    package static func make() throws -> String {
        let folder = "\(root)/\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    private static let root: String = {
        atexit { try? FileManager.default.removeItem(atPath: TestFolder.path) }
        return path
    }()

    private static let path = "/tmp/surety-tests-\(getpid())"
}
