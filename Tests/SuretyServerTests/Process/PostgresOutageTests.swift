import Foundation
import SuretyTestKit
import Testing

extension ProcessTests {
    @Suite("PostgreSQL under surety serve") struct PostgresOutage {
        @Test("When it goes away clients are told so, and when it is back all goes on without a restart")
        func outage() throws {
            let folder = try TestFolder.make()
            try PostgresCluster.withDedicated { cluster in
                let url = try cluster.makeDatabase()
                let key = try makeKey(in: folder, url)
                let serving = try ServingProgram(url, in: folder)
                #expect(try serving.post("/v1/facts", Facts.array(Facts.lit()), key: key).integer("/accepted") == 7)

                let telling = Telling(serving, key, prefix: "during")
                #expect(waitUntil(within: 60) { telling.acknowledged > 2 })
                try cluster.crash()
                let acknowledged = telling.wait()
                #expect(acknowledged > 0)
                let refused = try serving.post("/v1/facts", Facts.payment("away"), key: key)
                #expect(refused.isProblem(503, "database-unavailable"), "\(refused)")
                #expect(try serving.get("/readyz").isProblem(503, "database-unavailable"))
                #expect(try serving.get("/healthz").status == 200)

                try cluster.restart()
                let isBack = try waitUntil(within: 20) { try serving.get("/readyz").status == 200 }
                #expect(isBack)
                let told = try serving.post("/v1/facts", Facts.payment("back"), key: key)
                #expect(told.integer("/accepted") == 1, "\(told)")
                // Each told again is known, or was never acknowledged.
                for index in 0..<acknowledged {
                    let again = try serving.post("/v1/facts", Telling.fact("during", index), key: key)
                    #expect(again.integer("/duplicate") == 1, "\(index): \(again)")
                }
                let ended = try serving.stop()
                #expect(ended.status == 0, "\(ended)")
                #expect(!ended.err.contains(key.suffix(48)) && !ended.err.contains("Fatal"), "\(ended)")
                let verified = try Program.run("verify", "--database", url, in: folder)
                #expect(verified.status == 0, "\(verified)")
            }
        }

        @Test("While it hangs a request is not answered 200, and nothing is doubled once it goes on")
        func hanging() throws {
            let folder = try TestFolder.make()
            try PostgresCluster.withDedicated { cluster in
                let url = try cluster.makeDatabase()
                let key = try makeKey(in: folder, url)
                let serving = try ServingProgram(url, in: folder)
                #expect(try serving.post("/v1/facts", Facts.lit()[0], key: key).integer("/accepted") == 1)
                try cluster.pause()
                let telling = Telling(serving, key, prefix: "hung")
                usleep(1_000_000)
                #expect(try serving.get("/healthz").status == 200)
                try cluster.resume()
                #expect(waitUntil(within: 60) { telling.acknowledged > 0 })
                #expect(try serving.stop().status == 0)
                let acknowledged = telling.wait()
                #expect(acknowledged > 0)
                #expect(try exported(folder, url) == acknowledged + 1)
                #expect(try Program.run("verify", "--database", url, in: folder).status == 0)
            }
        }
    }
}
