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

    /// The bytes of what `hex` has written; nil where it is nothing of the kind.
    package static func bytes(hex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(ofHex: digits[index]), let low = value(ofHex: digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
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

    private static func value(ofHex digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
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
            update(bigEndian: Int64(bytes.count))
            update(bytes)
        }

        package mutating func update(bigEndian value: Int64) {
            withUnsafeBytes(of: value.bigEndian) { update($0) }
        }

        package consuming func finish() -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: Digest.length) { buffer, filled in
                precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1, "SHA-256 failed")
                filled = Digest.length
            }
        }
    }
}
