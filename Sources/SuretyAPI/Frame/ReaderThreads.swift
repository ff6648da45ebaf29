import Dispatch

/// Threads on which reads of the database block, so that the cooperative pool never does.
package struct ReaderThreads: Sendable {
    private let queue = DispatchQueue(label: "surety.readers", attributes: .concurrent)
    private let width: DispatchSemaphore

    package init(width: Int = 8) { self.width = DispatchSemaphore(value: width) }

    package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                width.wait()
                defer { width.signal() }
                continuation.resume(with: Result { try body() })
            }
        }
    }
}
