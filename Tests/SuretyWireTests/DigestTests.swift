import SuretyWire
import Testing

@Suite("A digest")
struct DigestTests {
    @Test(
        "is SHA-256, by the examples of FIPS 180",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func examples(text: String, digest: String) {
        #expect(Digest.hex(Digest.sha256(Array(text.utf8))) == digest)
        #expect(Digest.hex(Digest.sha256(text.utf8.lazy.map { $0 })) == digest)
    }

    @Test("is the same of pieces as of the whole")
    func pieces() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hasher = Digest.Hasher()
        for start in stride(from: 0, to: bytes.count, by: 777) {
            hasher.update(Array(bytes[start..<min(start + 777, bytes.count)]))
        }
        hasher.update([])
        #expect(hasher.finish() == Digest.sha256(bytes))
    }

    @Test("of pieces with their lengths tells where one ends and the next begins")
    func lengths() {
        func digest(_ pieces: [[UInt8]]) -> [UInt8] {
            var hasher = Digest.Hasher()
            for piece in pieces { hasher.updateWithLength(piece) }
            return hasher.finish()
        }
        #expect(digest([[1, 2], [3]]) != digest([[1], [2, 3]]))
        #expect(digest([[]]) != digest([]))
    }

    @Test("has random bytes beside it that differ each time")
    func random() {
        #expect(Digest.randomBytes(0) == [])
        #expect(Digest.randomBytes(16).count == 16)
        #expect(Digest.randomBytes(16) != Digest.randomBytes(16))
    }
}
