import CPostgres
import SuretyStore

/// One connection in pipeline mode.
///
/// Sendable by hand: libpq's handle may be used by any thread but by one at a time. The pool lends a connection to
/// the thread of one transaction and takes it back after; nobody else holds it.
final class PostgresConnection: @unchecked Sendable {
    private let pipeline: Pipeline

    init(_ address: PostgresAddress, _ limits: PostgresLimits) throws(StoreError) {
        let handle = try Self.connect(address, limits)
        pipeline = Pipeline(Wire(handle, silenceMilliseconds: limits.silenceMilliseconds))
        // Notices would go to stderr.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw .unavailable("libpq cannot enter pipeline mode")
        }
        try configure(limits)
    }

    var isBroken: Bool { pipeline.isBroken }

    /// Whether a transaction can be begun on it, as far as can be told without a trip.
    func isAlive() -> Bool { !pipeline.isBroken && !pipeline.wire.hasHungUp() }

    func exchange(_ calls: [PostgresCall], answers: Int) -> Pipeline.Outcome {
        pipeline.exchange(calls, answers: answers)
    }

    func sendAhead(_ text: String) { pipeline.sendAhead(text) }

    /// Gives it up; the pool closes it.
    func abandon() { pipeline.abandon() }

    /// For migrations, whose statements may take as long as they need.
    func withoutTimeLimit<Value>(_ body: () throws -> Value) rethrows -> Value {
        let silence = pipeline.wire.silenceMilliseconds
        pipeline.wire.silenceMilliseconds = nil
        defer { pipeline.wire.silenceMilliseconds = silence }
        return try body()
    }

    /// Called between transactions.
    func boundPreparedStatements() {
        guard pipeline.prepared.isFull, !isBroken else { return }
        pipeline.forgetPrepared()
        if exchange([PostgresCall(.plain("DEALLOCATE ALL"))], answers: 0).failure != nil { abandon() }
    }

    private static func connect(_ address: PostgresAddress, _ limits: PostgresLimits) throws(StoreError)
        -> OpaquePointer
    {
        let options = address.options(within: limits)
        let keywords = CStrings(options.map(\.key))
        let values = CStrings(options.map(\.value))
        guard let handle = PQconnectdbParams(keywords.pointers, values.pointers, 0) else {
            throw .unavailable("libpq has no memory for a connection")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = address.redact(String(cString: PQerrorMessage(handle)))
            PQfinish(handle)
            throw .unavailable(message)
        }
        return handle
    }

    /// Sets the session's limits and looks at what the server promises, in one trip.
    private func configure(_ limits: PostgresLimits) throws(StoreError) {
        let outcome = exchange(
            [
                PostgresCall(.query(Self.settings(limits))),
                PostgresCall(.query("SELECT current_setting('fsync'), current_setting('server_encoding')"), answers: 0),
            ], answers: 1)
        if let failure = outcome.failure { throw failure.error }
        guard let promises = outcome.answers[0].first else { throw .unavailable("the server did not answer") }
        guard try promises.text(0) == "on" || limits.acceptsUnsafeServer else {
            throw .refused("the server runs with fsync=off and would lose what it confirmed; set fsync=on")
        }
        guard try promises.text(1) == "UTF8" else {
            throw .refused("the database's encoding is \(try promises.text(1)); create it with ENCODING 'UTF8'")
        }
    }

    private static func settings(_ limits: PostgresLimits) -> SQL {
        """
        SELECT set_config('lock_timeout', \("\(limits.lockTimeoutMilliseconds)"), false), \
        set_config('idle_in_transaction_session_timeout', \("\(limits.idleInTransactionMilliseconds)"), false), \
        set_config('statement_timeout', \("\(limits.statementTimeoutMilliseconds)"), false), \
        set_config('tcp_keepalives_idle', \("\(limits.keepalivesIdleSeconds)"), false), \
        set_config('tcp_keepalives_interval', \("\(limits.keepalivesIntervalSeconds)"), false), \
        set_config('tcp_keepalives_count', \("\(limits.keepalivesCount)"), false), \
        set_config('tcp_user_timeout', \("\(limits.tcpUserTimeoutMilliseconds)"), false), \
        set_config('standard_conforming_strings', 'on', false), \
        set_config('synchronous_commit', CASE current_setting('synchronous_commit') \
        WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false), \
        set_config('jit', 'off', false)
        """
    }
}

/// C strings that live as long as this does, ended by a nil as libpq wants its lists.
private struct CStrings: ~Copyable {
    private let buffers: [UnsafeMutablePointer<CChar>]
    var pointers: [UnsafePointer<CChar>?] { buffers.map { UnsafePointer($0) } + [nil] }

    init(_ strings: [String]) {
        buffers = strings.map { string in
            let contents = string.utf8CString
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: contents.count)
            for (index, byte) in contents.enumerated() { (buffer + index).initialize(to: byte) }
            return buffer
        }
    }

    deinit { for buffer in buffers { buffer.deallocate() } }
}
