internal import COpenSSL

/// SHA-256 and random bytes, from the operating system's OpenSSL.
package enum Digest {
    /// Bytes in a SHA-256 digest.
    package static let length = 32

    package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hasher = Hasher()
        // Arrays lend their memory; anything else is copied once.
        if bytes.withContiguousStorageIfAvailable({ hasher.update(UnsafeRawBufferPointer($0)) }) == nil {
            hasher.update(Array(bytes))
        }
        return hasher.finish()
    }

    /// Lower-case hexadecimal, two digits a byte.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(hexDigit(byte >> 4))
            text.append(hexDigit(byte & 0x0f))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Bytes that nobody can foretell. Ends the process when the system has no randomness to give: an id or a salt made
    /// without it could be guessed.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        precondition((0...1_048_576).contains(count), "ask for at most 1 MiB of random bytes")
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            precondition(RAND_bytes(buffer.baseAddress, Int32(count)) == 1, "no randomness: RAND_bytes failed")
            filled = count
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

extension Digest {
    /// SHA-256 over bytes that come in pieces.
    package struct Hasher: ~Copyable {
        private let context: OpaquePointer

        package init() {
            guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a hash") }
            self.context = context
            precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "OpenSSL offers no SHA-256")
        }

        deinit { EVP_MD_CTX_free(context) }

        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
            precondition(EVP_DigestUpdate(context, start, bytes.count) == 1, "SHA-256 failed")
        }

        package mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { update($0) }
        }

        /// A piece with its length (8 bytes, big-endian) before it, so that pieces cannot run into one another.
        package mutating func updateWithLength(_ bytes: [UInt8]) {
            let length = UInt64(bytes.count)
            update((0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(56 - 8 * $0)) })
            update(bytes)
        }

        package consuming func finish() -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: Digest.length) { buffer, filled in
                precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1, "SHA-256 failed")
                filled = Digest.length
            }
        }
    }
}
