/// How long anything may take. Every connection sets the server's part of these when it opens, so that a stopped
/// or lost node cannot hold a partition.
package struct PostgresLimits: Sendable {
    /// Longest wait for one lock, the head lock among them (`lock_timeout`).
    package var lockTimeoutMilliseconds = 5_000
    /// Longest pause of a client inside a transaction before the server ends it and frees its locks.
    package var idleInTransactionMilliseconds = 10_000
    /// Longest run of one statement on the server. Migrations are exempt.
    package var statementTimeoutMilliseconds = 60_000
    /// Longest time without one byte from the server while an answer is awaited; longer than the statement time-out,
    /// because it only has to catch a server that is stopped or gone.
    package var silenceMilliseconds = 75_000
    /// Longest wait for a new connection. libpq counts in seconds and takes at least two.
    package var connectSeconds = 5
    /// Longest wait of a caller for one of the pool's connections.
    package var poolWaitMilliseconds = 5_000
    /// Silence after which the kernel asks whether the other side is there, on both sides, then how often and how
    /// many times. Only over TCP.
    package var keepalivesIdleSeconds = 10
    package var keepalivesIntervalSeconds = 5
    package var keepalivesCount = 3
    /// Longest time that bytes sent may stay without acknowledgement, on both sides. Only over TCP.
    package var tcpUserTimeoutMilliseconds = 15_000
    /// Whether a server with `fsync=off` will do: for throw-away clusters of tests only.
    package var acceptsUnsafeServer = false

    package init() {}
}
