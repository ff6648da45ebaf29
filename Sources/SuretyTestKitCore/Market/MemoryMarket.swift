package import SuretyDomain
package import SuretyLabels
package import SuretyRules

/// A whole marketplace in memory: the real `Workspace` over all partitions, with messages delivered between them, chores
/// fired when they fall due, and a clock that stands still until it is moved.
///
/// The workspaces are complete, as in a fold over a journal. With `keepsTables` every batch is decided a second time the
/// way a node does it, on a workspace that holds only what its needs have named, and both have to agree.
package struct MemoryMarket: Sendable {
    package let library: RulebookLibrary
    package private(set) var now: Instant
    package internal(set) var workspaces: [Workspace]
    /// What each partition has appended, in order.
    package private(set) var journals: [[Entry]]
    /// Where the two ways of deciding came apart; empty, or there is a fault.
    package private(set) var discrepancies: [String] = []
    private var tables: [MemoryTables]?
    private var delivered: [Int]
    private var dueNext: [Instant?]
    /// When the earliest act was received that is not decided yet: no deadline at or after it is carried out.
    package var undecidedSince: Instant?
    /// Where a deadline is due and waits for somebody's word.
    private var isWaiting = [Bool](repeating: false, count: Partition.count)

    /// One event of a partition's journal.
    package struct Entry: Hashable, Sendable {
        package let number: Int64
        package let event: JournalEvent
        package let recordedAt: Instant
    }

    /// A market whose labels are of no concern need not turn its days.
    package init(library: RulebookLibrary, now: Instant, keepsTables: Bool = false, turnsDays: Bool = true) {
        self.library = library
        self.now = now
        workspaces = Partition.all.map {
            Workspace(partition: $0, library: library, nextNumber: 1, now: now, isComplete: true)
        }
        journals = Partition.all.map { _ in [] }
        delivered = Partition.all.map { _ in 0 }
        dueNext = Partition.all.map { _ in now }
        let zone = library.almanac(at: now)?.zone ?? .utc
        let today = zone.day(of: now)
        let turn = ChoreKey(due: zone.start(of: today), kind: .turnDay)
        if turnsDays {
            for index in workspaces.indices { workspaces[index].chores.set(turn, .turnDay(today, .init())) }
        }
        if keepsTables { tables = workspaces.map { MemoryTables(of: $0) } }
        settle()
    }

    package func workspace(of home: Home) -> Workspace { workspaces[home.partition.index] }

    /// Tells facts now, one batch in each partition they belong to, and lets everything that follows happen. The answers
    /// are in the order of the facts.
    @discardableResult
    package mutating func tell(_ facts: [Fact]) -> [Outcome] {
        var outcomes: [Int: Outcome] = [:]
        let batches = Dictionary(grouping: facts.indices) { facts[$0].body.home.partition.index }
        for (partition, indices) in batches.sorted(by: { $0.key < $1.key }) {
            let commands = indices.map { Command.record(facts[$0], digest: MemoryMarket.digest(of: facts[$0])) }
            for (index, outcome) in zip(indices, execute(commands, in: partition)) { outcomes[index] = outcome }
        }
        settle()
        return facts.indices.compactMap { outcomes[$0] }
    }

    @discardableResult
    package mutating func tell(_ fact: Fact) -> Outcome? { tell([fact]).first }

    /// Has a partition carry out commands now, and lets everything that follows happen.
    @discardableResult
    package mutating func carryOut(_ commands: [Command], in home: Home) -> [Outcome] {
        let outcomes = execute(commands, in: home.partition.index)
        settle()
        return outcomes
    }

    /// Moves the clock on, stopping wherever something falls due on the way.
    package mutating func move(to instant: Instant) {
        while let due = dueNext.compactMap({ $0 }).filter({ $0 > now }).min(), due <= instant {
            now = due
            settle()
        }
        now = max(now, instant)
        // What waits for somebody's word waits no longer than so long.
        if isWaiting.contains(true) { settle() }
    }

    /// Moves the clock on in one leap, as after a standstill: what fell due on the way is done late.
    package mutating func leap(to instant: Instant) {
        now = max(now, instant)
        settle()
    }

    /// Moves the clock on and does nothing of what falls due on the way: facts told next are decided before it.
    package mutating func oversleep(until instant: Instant) { now = max(now, instant) }

    /// Sets the clock back, as clocks are now and then; what is recorded must not follow.
    package mutating func setBack(milliseconds: Int64) { now = now.adding(milliseconds: -milliseconds) }

    /// Fires and delivers until nothing is due.
    private mutating func settle() {
        while fireDue() + deliver() + expireDue() > 0 {}
    }

    private mutating func fireDue() -> Int {
        var fired = 0
        for index in workspaces.indices where dueNext[index].map({ $0 <= now }) ?? false {
            let due = workspaces[index].chores.all.map(\.key).filter { $0.due <= now }
            let ordered = due.sorted { ($0.due, $0.kind.rawValue, $0.subject) < ($1.due, $1.kind.rawValue, $1.subject) }
            _ = execute(ordered.map { .fire($0) }, in: index)
            fired += ordered.count
        }
        return fired
    }

    /// Carries out deadlines that are due; one that waits for somebody's word is none. Answers how many did something.
    private mutating func expireDue() -> Int {
        var carriedOut = 0
        let through = min(now, undecidedSince ?? now)
        for index in workspaces.indices where isWaiting[index] || dueNext[index].map({ $0 <= now }) ?? false {
            let due = workspaces[index].deadlines.all.map(\.key).filter { $0.due <= now }
            guard !due.isEmpty else { continue }
            let commands = due.sorted { $0.precedes($1) }.map { key in
                let id = InstructionID("pay-\(key.due.milliseconds)-\(key.kind.rawValue)-\(key.subject.text)")
                return Command.expire(Expiring(key: key, nodesThrough: through, instruction: id))
            }
            carriedOut += execute(commands, in: index).count { outcome in
                if case .accepted(let number) = outcome { number > 0 } else { false }
            }
        }
        return carriedOut
    }

    private mutating func deliver() -> Int {
        var count = 0
        for (index, source) in Partition.all.enumerated() {
            let entries = journals[index][delivered[index]...]
            delivered[index] = journals[index].count
            var commands: [Int: [Command]] = [:]
            for entry in entries {
                guard let message = entry.event.message else { continue }
                for target in entry.event.route.targets {
                    commands[target.index, default: []].append(.receive(from: source, number: entry.number, message))
                }
            }
            for (target, batch) in commands.sorted(by: { $0.key < $1.key }) { _ = execute(batch, in: target) }
            count += commands.count
        }
        return count
    }

    private mutating func execute(_ commands: [Command], in index: Int) -> [Outcome] {
        workspaces[index].advance(to: now)
        workspaces[index].prepareAsComplete(for: commands)
        let appended = workspaces[index].appended.count
        let outcomes = commands.map { workspaces[index].execute($0) }
        let events = workspaces[index].appended[appended...]
        journals[index] += events.map { Entry(number: $0.number, event: $0.event, recordedAt: workspaces[index].now) }
        let pending = workspaces[index].deadlines.all.map(\.key.due)
        isWaiting[index] = pending.contains { $0 <= now }
        dueNext[index] = (workspaces[index].chores.all.map(\.key.due) + pending.filter { $0 > now }).min()
        if let decided = tables?[index].execute(commands, in: workspaces[index], now: workspaces[index].now) {
            let isSame = decided.outcomes == outcomes && decided.events == events.map(\.event)
            if !isSame { discrepancies.append("\(commands) gave\n\(Array(events))\nand on loaded rows\n\(decided)") }
        }
        return outcomes
    }

    /// Where the rows written batch by batch differ from the complete state.
    package var differencesOfTables: [String] {
        guard let tables else { return [] }
        return discrepancies + zip(tables, workspaces).flatMap { $0.differences(from: $1) }
    }

    private static func digest(of fact: Fact) -> [UInt8] {
        withUnsafeBytes(of: fact.hashValue) { Array($0) }
    }
}

extension JournalEvent.Route {
    /// The partitions an event goes to.
    package var targets: [Partition] {
        switch self {
        case .nobody: []
        case .one(let partition): [partition]
        case .everyone: Partition.all
        }
    }
}

extension Workspace {
    /// Fills in what a loader would bring to a workspace that is not a fold: the next subjects of the walks that
    /// commands fire, and for every shop a list of reviews to keep from its first fact on.
    mutating func prepareAsComplete(for commands: [Command]) {
        stretches = [:]
        for command in commands { prepareAsComplete(for: command) }
    }

    private mutating func prepareAsComplete(for command: Command) {
        switch command {
        case .fire(let key):
            guard let progress = chores[key]?.progress else { return }
            stretches[progress.cursor] = stretch(
                after: progress.cursor, shops: shops.all.map(\.key), promoters: promoters.all.map(\.key))
        case .record(let fact, _):
            guard case .shop(let shop) = fact.body.home, laterReviews[shop] == nil else { return }
            laterReviews[shop] = []
        case .receive, .claim, .act, .extendReceipt, .settleOrder, .expire, .takeOutcome, .retry: break
        case .once(_, let command): prepareAsComplete(for: command)
        }
    }

    /// The next subjects of a walk: shops first, then promoters, in the order of their ids.
    func stretch(after cursor: Chore.Cursor, shops: [ShopID], promoters: [PromoterID]) -> [LabelSubject] {
        var subjects: [LabelSubject] = []
        switch cursor {
        case .start:
            subjects = shops.sorted().map { .shop($0) } + promoters.sorted().map { .promoter($0) }
        case .shop(let last):
            subjects = shops.filter { last < $0 }.sorted().map { .shop($0) } + promoters.sorted().map { .promoter($0) }
        case .promoter(let last):
            subjects = promoters.filter { last < $0 }.sorted().map { .promoter($0) }
        }
        return Array(subjects.prefix(Chore.stretch))
    }
}

extension Chore {
    /// How far a walk has come; nil for a chore that is none.
    var progress: Progress? {
        switch self {
        case .turnDay(_, let progress), .reassess(let progress), .adopt(let progress): progress
        case .takeEffect: nil
        }
    }
}
