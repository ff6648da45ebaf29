package import SuretyDomain
package import SuretyStore

/// Which nodes are alive, and which of them does a partition's chores: economy, not correctness.
package struct Membership: Sendable {
    private let database: any SQLDatabase
    package let node: String
    private let format: Int64

    package init(database: any SQLDatabase, node: String, format: Int64 = FormatLevel.current) {
        self.database = database
        self.node = node
        self.format = format
    }

    /// Says that this node is alive and answers the partitions that fall to it: to each, the living node whose hash
    /// with it is highest, so that one node's coming or going moves only its own share.
    ///
    /// `through` is this node's word that every act read before it has been answered; the answer holds the earliest such
    /// word of all other living nodes.
    package func beat(at now: Instant, through: Instant) throws -> Share {
        let platform = Home.platform.partition.stored
        let row: [SQLValue] = [
            .integer(platform), .text(node), now.sqlValue, .integer(format), through.sqlValue,
        ]
        let oldest = now.adding(milliseconds: -Membership.silenceMilliseconds)
        let rows = try database.write { session in
            try session.run([
                .put(Tables.node, rows: [row]),
                .sql("SELECT id, through FROM node WHERE partition = \(platform) AND seen_at >= \(oldest)"),
            ])[1]
        }
        let known = try rows.map { (id: try $0.text(0), through: Instant(milliseconds: try $0.integer(1))) }
        // A file is one process's: whoever else is listed there has died, and nobody waits for their silence.
        let alive = database.engine == .sqlite ? known.filter { $0.id == node } : known
        let partitions = Partition.all.filter { partition in
            alive.map(\.id).max { Membership.weight($0, partition) < Membership.weight($1, partition) } == node
        }
        return Share(partitions: partitions, othersThrough: alive.filter { $0.id != node }.map(\.through).min())
    }

    /// What falls to a node, and how far the others have come.
    package struct Share: Sendable {
        package let partitions: [Partition]
        /// Nil where no other node is alive.
        package let othersThrough: Instant?
    }

    /// Takes the node out, so that others need not wait for its silence.
    package func leave() throws {
        let key: [SQLValue] = [.integer(Home.platform.partition.stored), .text(node)]
        try database.write { session in session.enqueue([.drop(Tables.node, keys: [key])]) }
    }

    /// A node not heard of for so long is taken for gone.
    package static let silenceMilliseconds: Int64 = 10_000

    private static func weight(_ node: String, _ partition: Partition) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in node.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ UInt64(partition.index)) &* 0x9e37_79b9_7f4a_7c15
        hash ^= hash >> 29
        return hash &* 0xbf58_476d_1ce4_e5b9
    }
}
