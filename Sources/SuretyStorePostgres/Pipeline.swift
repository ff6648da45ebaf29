import CPostgres
import SuretyStore

/// Sends statements together and reads their answers in order. An error aborts all that follows up to the sync.
final class Pipeline {
    struct Outcome {
        struct Failure {
            let error: StoreError
            /// The SQLSTATE; empty where the server did not give one.
            let state: String
            /// Position among the calls.
            let call: Int
        }

        /// The rows of each statement that a `run` asked for.
        var answers: [[SQLRow]]
        /// The first thing that went wrong.
        var failure: Failure?

        mutating func fail(_ call: Int, _ error: StoreError, state: String = "") {
            if failure == nil { failure = Failure(error: error, state: state, call: call) }
        }
    }

    /// What the server still owes, in order. Miscounting would wait for ever: a statement's results end with a nil,
    /// a sync's do not.
    private enum Owed {
        case preparation(PreparedStatements.Key, call: Int)
        case answer(call: Int)
        /// Sent by `sendAhead`, read with the next answers.
        case ahead
        case sync
    }

    let wire: Wire
    /// Where it is true nothing can be sent any more and no transaction is open for long.
    private(set) var isBroken = false
    private var owed: [Owed] = []
    private var parameters = BinaryParameters()
    private(set) var prepared = PreparedStatements()
    /// Spelling a statement costs the client more than sending it.
    private var texts: [TableCall.Spelling: String] = [:]

    init(_ wire: Wire) { self.wire = wire }

    /// Sends the calls with one sync and waits for all answers. A COMMIT is the last call or there is none.
    func exchange(_ calls: [PostgresCall], answers count: Int) -> Outcome {
        var outcome = Outcome(answers: Array(repeating: [], count: count))
        guard !isBroken, !wire.hasHungUp() else {
            isBroken = true
            outcome.fail(0, .unavailable("the connection was lost; nothing was sent"))
            return outcome
        }
        var mayHaveCommitted = false
        do throws(ConnectionLost) {
            try send(calls, &outcome, &mayHaveCommitted)
            try synchronise()
            try receive(calls, &outcome)
        } catch {
            isBroken = true
            outcome.fail(0, mayHaveCommitted ? .commitUnknown(error.message) : .unavailable(error.message))
        }
        return outcome
    }

    /// Sends a text whose answer is read before the next ones: for what cannot fail and nobody waits for.
    func sendAhead(_ text: String) {
        do throws(ConnectionLost) {
            try sendPlain(text)
            owed.append(.ahead)
            try synchronise()
        } catch {
            isBroken = true
        }
    }

    func abandon() { isBroken = true }

    func forgetPrepared() { prepared.removeAll() }

    // MARK: Sending

    private func send(
        _ calls: [PostgresCall], _ outcome: inout Outcome, _ mayHaveCommitted: inout Bool
    ) throws(ConnectionLost) {
        for (index, call) in calls.enumerated() {
            do throws(StoreError) {
                try bind(call)
            } catch {
                // What follows, COMMIT above all, must not be sent; the session takes back what went before.
                return outcome.fail(index, error)
            }
            mayHaveCommitted = call.isCommit
            switch call.body {
            case .plain(let text): try sendPlain(text)
            case .commit: try sendPlain("COMMIT")
            case .query(let sql): try sendPrepared(sql.text, index)
            case .table(let table) where table.isPrepared: try sendPrepared(text(of: table), index)
            case .table(let table): try sendBound(text(of: table))
            }
            owed.append(.answer(call: index))
        }
    }

    private func bind(_ call: PostgresCall) throws(StoreError) {
        parameters.removeAll()
        switch call.body {
        case .plain, .commit: break
        case .query(let sql): for value in sql.values { try parameters.append(value) }
        case .table(let table): try table.bind(to: &parameters)
        }
    }

    private func text(of call: TableCall) -> String {
        let spelling = TableCall.Spelling(call)
        if let known = texts[spelling] { return known }
        let text = PostgresDialect.text(of: call)
        texts[spelling] = text
        return text
    }

    private func sendPlain(_ text: String) throws(ConnectionLost) {
        try wire.check(PQsendQueryParams(wire.handle, text, 0, nil, nil, nil, nil, 1))
    }

    private func sendPrepared(_ text: String, _ call: Int) throws(ConnectionLost) {
        let types = parameters.types
        let key = PreparedStatements.Key(text: text, types: types)
        let name: String
        if let known = prepared.name(of: key) {
            name = known
        } else {
            name = prepared.admit(key)
            try wire.check(PQsendPrepare(wire.handle, name, text, Int32(types.count), types))
            owed.append(.preparation(key, call: call))
        }
        let answer = parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(wire.handle, name, Int32(values.count), values, lengths, formats, 1)
        }
        try wire.check(answer)
    }

    /// Parsed and planned for this one time.
    private func sendBound(_ text: String) throws(ConnectionLost) {
        let types = parameters.types
        let answer = parameters.withPointers { values, lengths, formats in
            PQsendQueryParams(wire.handle, text, Int32(values.count), types, values, lengths, formats, 1)
        }
        try wire.check(answer)
    }

    private func synchronise() throws(ConnectionLost) {
        try wire.check(PQpipelineSync(wire.handle))
        owed.append(.sync)
        try wire.flush()
    }

    // MARK: Receiving

    private func receive(_ calls: [PostgresCall], _ outcome: inout Outcome) throws(ConnectionLost) {
        for item in owed {
            if case .sync = item {
                guard let result = try wire.next(), result.status == PGRES_PIPELINE_SYNC else { throw outOfStep }
                continue
            }
            guard let result = try wire.next() else { throw outOfStep }
            try take(result, for: item, calls, &outcome)
            guard try wire.next() == nil else { throw outOfStep }
        }
        owed.removeAll(keepingCapacity: true)
    }

    private func take(
        _ result: borrowing PostgresResult, for item: Owed, _ calls: [PostgresCall], _ outcome: inout Outcome
    ) throws(ConnectionLost) {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            if case .answer(let index) = item { accept(result, index, calls[index], &outcome) }
        case PGRES_PIPELINE_ABORTED:
            if case .preparation(let key, _) = item { prepared.forget(key) }
        case PGRES_FATAL_ERROR:
            try refuse(PostgresFault(result), item, calls, &outcome)
        default:
            throw outOfStep
        }
    }

    private func accept(
        _ result: borrowing PostgresResult, _ index: Int, _ call: PostgresCall, _ outcome: inout Outcome
    ) {
        if call.isCommit, result.commandTag != "COMMIT" {
            return outcome.fail(index, .statement("the transaction had failed before; COMMIT rolled it back"))
        }
        guard let statement = call.answers, outcome.failure == nil else { return }
        do throws(StoreError) {
            outcome.answers[statement] += try result.rows()
        } catch {
            outcome.fail(index, error)
        }
    }

    private func refuse(
        _ fault: PostgresFault, _ item: Owed, _ calls: [PostgresCall], _ outcome: inout Outcome
    ) throws(ConnectionLost) {
        var position = 0
        switch item {
        case .preparation(let key, let call):
            prepared.forget(key)
            position = call
        case .answer(let call): position = call
        case .ahead, .sync: break
        }
        // Without a state it was libpq that noticed. A server that ends while it commits may have committed.
        let isEndOfCommit = fault.isFatal && calls[position].isCommit
        if fault.state.isEmpty || isEndOfCommit { throw ConnectionLost(message: fault.message) }
        outcome.fail(position, fault.error, state: fault.state)
        if fault.isFatal { throw ConnectionLost(message: fault.message) }
        if fault.leavesConnectionUseless { isBroken = true }
    }

    private var outOfStep: ConnectionLost { ConnectionLost(message: "the server's answers are out of step") }
}
