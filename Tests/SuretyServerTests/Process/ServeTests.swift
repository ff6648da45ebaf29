import Foundation
import SuretyTestKit
import Testing

extension ProcessTests {
    @Suite("surety serve") struct Serve {
        let folder: String

        init() throws { folder = try TestFolder.make() }

        @Test("It prints its address, answers health, takes facts and ends well when told to, with all it accepted")
        func life() throws {
            let key = try makeKey(in: folder)
            let serving = try ServingProgram(in: folder)
            #expect(try serving.get("/healthz").text == "ok\n")
            #expect(try serving.get("/readyz").text == "ready\n")
            let told = try serving.post("/v1/facts", Facts.array(Facts.lit()), key: key)
            #expect(told.integer("/accepted") == 7, "\(told)")
            #expect(try serving.get("/v1/nothing").isProblem(404, "not-found"))
            let ended = try serving.stop()
            #expect(ended.status == 0 && ended.out.hasSuffix("surety has stopped\n"), "\(ended)")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/market.sqlite.sock"))
            #expect(try exported(folder) == 7)
            #expect(!ended.err.contains(key.suffix(48)), "a key was logged")
        }

        @Test("A request in flight when it is told to end is answered, and what was accepted is there")
        func gracefulEnd() throws {
            let key = try makeKey(in: folder)
            let serving = try ServingProgram(in: folder)
            let accepted = Telling(serving, key)
            #expect(waitUntil(within: 60) { accepted.acknowledged > 2 })
            let ended = try serving.stop()
            #expect(ended.status == 0, "\(ended)")
            let count = accepted.wait()
            #expect(count > 0)
            #expect(try exported(folder) == count)
        }

        @Test("Killed at any moment it starts again over its stale socket, and nothing that it acknowledged is lost")
        func crash() throws {
            let key = try makeKey(in: folder)
            var accepted = 0
            for round in 0..<3 {
                let serving = try ServingProgram(in: folder)
                let telling = Telling(serving, key, prefix: "round-\(round)")
                #expect(waitUntil(within: 60) { telling.acknowledged > 7 * round })
                try serving.crash()
                accepted += telling.wait()
                #expect(FileManager.default.fileExists(atPath: "\(folder)/market.sqlite.sock"))
            }
            #expect(accepted > 0)
            // One told but not answered may be there: once a round.
            let there = try exported(folder)
            #expect((accepted...accepted + 3).contains(there), "\(there) of \(accepted)")
            let verified = try Program.run("verify", "--database", "market.sqlite", in: folder)
            #expect(verified.status == 0, "\(verified)")
            let serving = try ServingProgram(in: folder)
            #expect(try serving.get("/readyz").status == 200)
            #expect(try serving.stop().status == 0)
        }

        @Test("A second one on the same file is refused and told who has it; the first serves on")
        func second() throws {
            let serving = try ServingProgram(in: folder)
            let second = try Program.run("serve", "--database", "market.sqlite", "--port", "0", in: folder)
            #expect(second.status == 3, "\(second)")
            let sentence = "is in use by process \(serving.program.id); only one process may have it open"
            #expect(second.err.hasPrefix("surety: database ") && second.err.contains(sentence), "\(second)")
            #expect(try serving.get("/readyz").status == 200)
            let labels = try Program.run("labels", "--database", "market.sqlite", in: folder)
            #expect(labels.status == 0, "the first one's socket is gone: \(labels)")
            #expect(try serving.stop().status == 0)
        }

        @Test("A port that is taken or cannot be, and an address that is not ours, are told in a sentence")
        func addresses() throws {
            let serving = try ServingProgram(in: folder)
            let taken = try Program.run("serve", "--database", "other.sqlite", "--port", "\(serving.port)", in: folder)
            #expect(taken.status == 3, "\(taken)")
            #expect(
                taken.err.contains("cannot listen on 127.0.0.1:\(serving.port): Address already in use"), "\(taken)")
            let wrong = try Program.run("serve", "--database", "other.sqlite", "--port", "70000", in: folder)
            #expect(wrong.status == 2 && wrong.err.contains("0 to 65535"), "\(wrong)")
            let foreign = try Program.run("serve", "--database", "other.sqlite", "--host", "192.0.2.1", in: folder)
            #expect(foreign.status == 3 && foreign.err.contains("cannot listen on 192.0.2.1:8080"), "\(foreign)")
            let nowhere = try Program.run("serve", "--database", "other.sqlite", "--host", "no.invalid", in: folder)
            #expect(nowhere.status == 3 && nowhere.err.contains("cannot listen on no.invalid:8080"), "\(nowhere)")
        }

        @Test("In a folder too deep for a socket it says so")
        func deepFolder() throws {
            let deep = "\(folder)/\(String(repeating: "deep/", count: 30))"
            try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
            let ended = try Program.run("serve", "--database", "\(deep)market.sqlite", "--port", "0", in: folder)
            #expect(ended.status == 3 && ended.err.contains("keep the database in a folder less deep"), "\(ended)")
        }

        @Test("Bytes that are no HTTP, half a request and a body that never comes cost nobody else an answer")
        func hostileBytes() throws {
            let key = try makeKey(in: folder)
            let serving = try ServingProgram(in: folder)
            let hostile: [[UInt8]] = [
                Array("\0\0\0\0".utf8), Array("GET\r\n\r\n".utf8), Array("GET / HTTP/9.9\r\n\r\n".utf8),
                [0x16, 0x03, 0x01, 0x02, 0x00, 0x01],
                Array("POST /v1/facts HTTP/1.1\r\nContent-Length: -5\r\n\r\n".utf8),
                Array("GET /\0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8),
                Array("GET /healthz HTTP/1.1\r\nX: \(String(repeating: "x", count: 1 << 20))\r\n\r\n".utf8),
            ]
            for bytes in hostile {
                let answer = String(
                    decoding: try HTTPConnection.exchange(bytes, port: serving.port, seconds: 5), as: UTF8.self)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(200))")
            }
            let large = try serving.post("/v1/facts", String(repeating: "x", count: 10_000_000), key: key)
            #expect(large.isProblem(413, "too-large"), "\(large)")
            #expect(try serving.post("/v1/facts", Facts.lit()[0], key: key).integer("/accepted") == 1)
            let ended = try serving.stop()
            #expect(ended.status == 0 && !ended.err.contains("xxxx"), "\(ended.err.prefix(2_000))")
        }

        @Test("Told to end while a command runs in it, it ends well, and the command says what happened")
        func endDuringCommand() throws {
            // A pipe that nobody closes: the command cannot come to its end by itself, however fast the machine.
            let pipe = "\(folder)/endless.ndjson"
            #expect(mkfifo(pipe, 0o600) == 0)
            let source = FileHandle(fileDescriptor: open(pipe, O_RDWR), closeOnDealloc: true)
            let serving = try ServingProgram(in: folder)
            let importing = try Program(["import", "--database", "market.sqlite", "endless.ndjson"], in: folder)
            let facts = (0..<10_000).map { Facts.fact("f-\($0)", "shop-opened", #""shop":"s-\#($0)""#) + "\n" }
            try source.write(contentsOf: Data(facts.joined().utf8))
            #expect(try waitUntil(within: 60) { try exported(folder) > 0 })
            let ended = try serving.stop()
            #expect(ended.status == 0, "\(ended)")
            let command = try importing.end()
            #expect(command.status == 3 && command.err.contains("the serving process ended"), "\(command)")
            let verified = try Program.run("verify", "--database", "market.sqlite", in: folder)
            #expect(verified.status == 0, "\(verified)")
            // What was committed before stays: whole commits of the import.
            #expect(try exported(folder) % 4_096 == 0)
        }
    }
}
