import Foundation

/// An address that cannot be listened on.
struct ListeningFault: Error {
    let message: String

    init(address: String, reason: String) { message = "cannot listen on \(address): \(reason)" }

    init(address: String, code: Int32) { self.init(address: address, reason: String(cString: strerror(code))) }
}
