import SuretyDomain
import SuretyEngine
import SuretyStore
import SuretyTestKit
import Testing

/// A verification that finds nothing must be able to find something.
@Suite struct VerifierTests {
    private let shop = ShopID("shop-1")
    private var partition: Int64 { Home.shop(shop).partition.stored }

    private func filled(_ kind: TestDatabase) throws -> TestEngine {
        let test = try TestEngine(on: kind)
        try test.record(Fact.opening(of: shop))
        for number in 0..<5 {
            try test.record(.paid("\(number)", in: shop), .reviewed("\(number)", in: shop, score: 5))
        }
        try test.settle()
        #expect(try test.findings().isEmpty)
        return test
    }

    /// What is found after a statement that Surety would never run.
    private func findings(_ kind: TestDatabase, after damage: SQL) throws -> [String] {
        let test = try filled(kind)
        _ = try test.engine.database.write { try $0.run(damage) }
        return try test.findings()
    }

    @Test("A changed byte in an event is found", arguments: TestDatabase.allCases)
    func changedByte(_ kind: TestDatabase) throws {
        let test = try filled(kind)
        let event: SQL = "SELECT payload FROM event WHERE partition = \(partition) AND number = 2"
        var payload = try test.engine.database.read { try $0.run(event)[0].bytes(0) }
        // Within the score, so that it still reads as a fact.
        let digit = try #require(payload.lastIndex { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        payload[digit] ^= 1
        let change: SQL = "UPDATE event SET payload = \(payload) WHERE partition = \(partition) AND number = 2"
        _ = try test.engine.database.write { try $0.run(change) }
        let findings = try test.findings()
        #expect(findings.contains { $0.contains("does not have the digest of its events") }, "\(findings)")
    }

    @Test("A changed state row is found", arguments: TestDatabase.allCases)
    func changedState(_ kind: TestDatabase) throws {
        let fewer: SQL = "UPDATE counted SET score = 1 WHERE partition = \(partition) AND kind = 'review' AND id = '3'"
        let row = "counted shop-1/review//\(TestEngine.noon.milliseconds)/3"
        #expect(try findings(kind, after: fewer) == ["\(row) is stored otherwise than the journal makes it"])
    }

    @Test("A missing state row is found", arguments: TestDatabase.allCases)
    func missingState(_ kind: TestDatabase) throws {
        let gone: SQL = "DELETE FROM product WHERE partition = \(partition)"
        #expect(try findings(kind, after: gone) == ["product shop-1/dress is missing"])
    }

    @Test("A state row too many is found", arguments: TestDatabase.allCases)
    func extraState(_ kind: TestDatabase) throws {
        let extra: SQL = "INSERT INTO inbox VALUES (\(partition), \(partition), 1)"
        #expect(try findings(kind, after: extra).count == 1)
    }

    @Test("A missing batch is found", arguments: TestDatabase.allCases)
    func missingBatch(_ kind: TestDatabase) throws {
        let gone: SQL = "DELETE FROM batch WHERE partition = \(partition) AND first_number = 1"
        #expect(try !findings(kind, after: gone).isEmpty)
    }

    @Test("A journal cut short is found", arguments: TestDatabase.allCases)
    func cutShort(_ kind: TestDatabase) throws {
        let test = try filled(kind)
        let last = try test.lastNumber(of: Home.shop(shop).partition)
        _ = try test.engine.database.write { session in
            try session.run("DELETE FROM event WHERE partition = \(partition) AND number = \(last)")
        }
        let findings = try test.findings()
        #expect(findings.contains { $0.contains("head") }, "\(findings)")
    }

    @Test("An event taken out of the middle is found", arguments: TestDatabase.allCases)
    func gap(_ kind: TestDatabase) throws {
        let gone: SQL = "DELETE FROM event WHERE partition = \(partition) AND number = 3"
        let found = try findings(kind, after: gone)
        #expect(found.contains { $0.contains("number 4 follows 2") }, "\(found)")
    }

    @Test("A database can be verified while facts are recorded", arguments: [TestDatabase.sqliteOnDisk, .postgres])
    func whileRecording(_ kind: TestDatabase) async throws {
        let test = try filled(kind)
        let shop = shop
        async let recording: Void = {
            for number in 100..<160 { try test.record(.paid("\(number)", in: shop)) }
        }()
        for _ in 0..<3 { #expect(try test.findings().isEmpty) }
        try await recording
        #expect(try test.findings().isEmpty)
    }
}
