package import SuretyDomain
package import SuretyLabels
import SuretyRules

/// A batch on its way: it says what it has to see, is handed that, and once it has seen all, it is decided. It holds no
/// session: whoever has one asks and writes for it, and several drafts can be decided side by side.
package struct BatchDraft: Sendable {
    private let commands: [Command]
    private let batchID: String
    private var workspace: Workspace
    private var chain: [UInt8] = []
    private var plan: LoadPlan
    private var rounds = 0
    package private(set) var stage: Stage

    package enum Stage: Sendable {
        /// To be run, and the answers to be taken.
        case asks([Statement])
        /// To be enqueued. What came of it may be answered once that has been committed.
        case decided([Statement], Written)
    }

    /// What a batch came to.
    package struct Written: Sendable {
        package let outcomes: [Outcome]
        /// Numbers of the first and last event; `last` is `first - 1` where none was appended.
        package let first: Int64
        package let last: Int64
        package let recordedAt: Instant
        package let events: [JournalEvent]

        /// Whether something is to be delivered to another partition.
        package var isRouted: Bool { events.contains { $0.route != .nobody } }
    }

    /// `head` asks for the partition's next number, recorded time and chain, and locks them.
    init(
        _ commands: [Command], to partition: Partition, _ library: RulebookLibrary, head: SQL, now: Instant,
        batchID: String
    ) {
        self.commands = commands
        self.batchID = batchID
        workspace = Workspace(partition: partition, library: library, nextNumber: 0, now: now, isComplete: false)
        // What the commands name themselves is asked for in the trip that takes the lock.
        plan = LoadPlan(workspace.needs(of: commands), partition)
        stage = .asks([.sql(head)] + plan.statements)
    }

    /// Takes what was answered to all that it asked, and is decided where that shows that nothing more is needed.
    package mutating func take(_ answers: [[SQLRow]]) throws(StoreError) {
        var answers = answers[...]
        if rounds == 0 { try takeHead(answers.removeFirst().first) }
        try plan.take(answers, into: &workspace)
        rounds += 1
        let needs = workspace.needs(of: commands)
        if needs.isEmpty { return decide() }
        // Each round asks only for what the one before has uncovered.
        guard rounds < 8 else { throw .corrupt("the needs of a batch did not come to an end") }
        plan = LoadPlan(needs, workspace.partition)
        stage = .asks(plan.statements)
    }

    private mutating func takeHead(_ row: SQLRow?) throws(StoreError) {
        guard let row else { throw .corrupt("partition \(workspace.partition.index) has no head") }
        let recordedAt = Instant(milliseconds: try row.integer(1))
        workspace = blank(nextNumber: try row.integer(0), now: max(workspace.now, recordedAt))
        chain = try row.bytes(2)
    }

    /// Decides the commands one after another.
    private mutating func decide() {
        let first = workspace.nextNumber
        let outcomes = commands.map { workspace.execute($0) }
        let set = WriteSet(of: workspace, firstNumber: first, batchID: batchID, chain: chain)
        let written = Written(
            outcomes: outcomes, first: first, last: workspace.nextNumber - 1, recordedAt: workspace.now,
            events: workspace.appended.map(\.event))
        stage = .decided(set.statements, written)
        // All that was loaded goes here, and not on the thread that has the session.
        workspace = blank(nextNumber: workspace.nextNumber, now: workspace.now)
    }

    private func blank(nextNumber: Int64, now: Instant) -> Workspace {
        Workspace(
            partition: workspace.partition, library: workspace.library, nextNumber: nextNumber, now: now,
            isComplete: false)
    }
}
