import Dispatch
import Synchronization

/// Tells one fact after another on a thread of its own, until the server answers no more.
final class Telling: Sendable {
    private let ended = DispatchGroup()
    private let accepted = Atomic(0)

    init(_ serving: ServingProgram, _ key: String, prefix: String = "f") {
        let port = serving.port
        DispatchQueue.global().async(group: ended) { [self] in
            for index in 0... {
                let fact = Telling.fact(prefix, index)
                guard let answer = try? HTTPConnection.send("POST", "/v1/facts", key, fact, port: port) else { return }
                guard answer.integer("/accepted") == 1 else { return }
                accepted.add(1, ordering: .relaxed)
            }
        }
    }

    static func fact(_ prefix: String, _ index: Int) -> String {
        Facts.fact("\(prefix)-\(index)", "shop-opened", #""shop":"\#(prefix)-\#(index)""#)
    }

    /// How many were acknowledged so far.
    var acknowledged: Int { accepted.load(ordering: .relaxed) }

    /// How many were acknowledged.
    func wait() -> Int {
        ended.wait()
        return accepted.load(ordering: .relaxed)
    }
}
