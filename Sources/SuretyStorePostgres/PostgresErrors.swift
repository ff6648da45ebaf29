import CPostgres
import SuretyStore

/// What the server said about a statement that failed.
struct PostgresFault {
    /// Five characters; empty where libpq itself noticed, which is to say that the connection was lost.
    let state: String
    let message: String
    let constraint: String?
    /// Whether the server ends the connection after this.
    let isFatal: Bool

    var error: StoreError {
        switch (state.prefix(2), state) {
        case (_, "23505"): .duplicate(constraint ?? "a key without a name")
        case (_, "53100"), ("58", _): .disk(text)
        case ("08", _), ("53", _), ("57", _): .unavailable(text)
        case (_, "40001"), (_, "40P01"), (_, "55P03"), (_, "25P03"): .unavailable(text)
        // The server forgot what we prepared (a pooler, DISCARD): a new connection will do.
        case (_, "26000"): .unavailable(text)
        case ("XX", _): .corrupt(text)
        case (_, ""): .unavailable(text)
        default: .statement(text)
        }
    }

    /// A primary that was demoted refuses writes (25006); the next connection may reach the new one.
    var leavesConnectionUseless: Bool { isFatal || ["", "26000", "25006"].contains(state) }

    private var text: String { state.isEmpty ? message : "\(message) (\(state))" }
}

extension PostgresFault {
    init(_ result: borrowing PostgresResult) {
        state = result.errorField("C") ?? ""
        // Not the detail: it repeats the row, which may be personal data.
        message = result.errorField("M") ?? "the connection to the server was lost"
        constraint = result.errorField("n")
        isFatal = ["FATAL", "PANIC"].contains(result.errorField("V") ?? "")
    }
}
