package import SuretyDomain
package import SuretyRules

/// One partition's state in memory while a batch is decided on it: what was loaded, and the batch's effects so far.
///
/// `execute` decides and appends events; what they say is changed by `apply` alone, which knows nothing but the event.
/// The same `apply` over a whole journal rebuilds the state. Chores and kept answers are no part of that state: they
/// say what is still to be done, and what was answered.
package struct Workspace: Sendable {
    package let partition: Partition
    package let library: RulebookLibrary
    /// The wordings whose masks are kept, at the time of the batch.
    package private(set) var versions: [ProgrammeVersion] = []
    package private(set) var zone: Zone
    /// The recorded time of what is appended now: never before what was recorded earlier.
    package private(set) var now: Instant

    package var facts: Cache<FactKey, FactRecord>
    package var shops: Cache<ShopID, ShopState>
    package var products: Cache<ProductKey, ProductState>
    package var orders: Cache<OrderKey, Order>
    package var promoters: Cache<PromoterID, PromoterState>
    package var copies: Cache<PromoterID, PromoterCopy>
    package var blocks: Cache<BlockKey, PaneBlock>
    package var market: Cache<Partition, MarketState>
    /// The number of the last event taken in from another partition.
    package var inboxes: Cache<Partition, Int64>
    /// Rows of what is counted, by key; only changes are kept here.
    package var counted: Cache<CountedKey, Counted>
    package var cases: Cache<CaseID, Case>
    package var waybills: Cache<WaybillKey, CaseID>
    package var balances: Cache<AccountKey, Int64>
    package var instructions: Cache<InstructionID, Instruction>
    /// What is pending in cases and orders, each with the time its row was made.
    package var deadlines: Cache<DeadlineKey, Instant>
    /// What waits for a person, and since when.
    package var referrals: Cache<ReferralKey, Instant>
    /// Consumers' standings as delivered here.
    package var standings: Cache<ConsumerID, StandingSeen>
    /// What is known here of how far sources have told.
    package var sources: Cache<SourceID, SourceCopy>
    /// Sources at the platform's home.
    package var sourceStates: Cache<SourceID, SourceState>
    /// Consumers at home, with their own orders (by the number that told of each) and cases.
    package var consumers: Cache<ConsumerID, ConsumerState>
    package var consumerOrders: Cache<ConsumerOrderKey, Int64>
    package var consumerCases: Cache<ConsumerCaseKey, CaseSummary>
    /// The latest sales of products whose last sale may have to be found again, in ascending order.
    package var recentSales: [ProductKey: [Sale]] = [:]
    /// All products of shops for which a question about the whole catalogue was foreseen.
    package var catalogues: [ShopID: Set<ProductID>] = [:]
    /// Reviews told that came after an instant some evaluation looks back to.
    package var laterReviews: [ShopID: Set<Counted>] = [:]
    /// Recorded facts by number, where their effect may have to be taken back or come later.
    package var recorded: [Int64: Fact] = [:]

    /// Subjects that a walk over all of them comes to next, by where it stands.
    package var stretches: [Chore.Cursor: [LabelSubject]] = [:]
    package var chores: Cache<ChoreKey, Chore>
    package var answers: Cache<AnswerKey, KeptAnswer>

    package let isComplete: Bool
    package private(set) var nextNumber: Int64
    package private(set) var appended: [(number: Int64, event: JournalEvent)] = []

    /// `isComplete` where the workspace is filled by folding a journal from its first event.
    package init(partition: Partition, library: RulebookLibrary, nextNumber: Int64, now: Instant, isComplete: Bool) {
        self.partition = partition
        self.library = library
        self.nextNumber = nextNumber
        self.now = now
        self.isComplete = isComplete
        zone = library.almanac(at: now)?.zone ?? .utc
        versions = library.versionsKept(at: now)
        facts = Cache(isComplete: isComplete)
        shops = Cache(isComplete: isComplete)
        products = Cache(isComplete: isComplete)
        orders = Cache(isComplete: isComplete)
        promoters = Cache(isComplete: isComplete)
        copies = Cache(isComplete: isComplete)
        blocks = Cache(isComplete: isComplete)
        market = Cache(isComplete: isComplete)
        inboxes = Cache(isComplete: isComplete)
        chores = Cache(isComplete: isComplete)
        answers = Cache(isComplete: isComplete)
        counted = Cache(isComplete: true)
        cases = Cache(isComplete: isComplete)
        waybills = Cache(isComplete: isComplete)
        balances = Cache(isComplete: isComplete)
        instructions = Cache(isComplete: isComplete)
        deadlines = Cache(isComplete: isComplete)
        referrals = Cache(isComplete: isComplete)
        standings = Cache(isComplete: isComplete)
        sources = Cache(isComplete: isComplete)
        sourceStates = Cache(isComplete: isComplete)
        consumers = Cache(isComplete: isComplete)
        consumerOrders = Cache(isComplete: isComplete)
        consumerCases = Cache(isComplete: isComplete)
    }

    /// Moves the recorded time on, never back.
    package mutating func advance(to instant: Instant) {
        now = max(now, instant)
        zone = library.almanac(at: now)?.zone ?? .utc
        versions = library.versionsKept(at: now)
    }

    /// Appends an event and applies it.
    @discardableResult
    package mutating func append(_ event: JournalEvent) -> Int64 {
        let number = nextNumber
        nextNumber += 1
        appended.append((number, event))
        apply(event, number: number)
        return number
    }

    /// Applies an event read from the journal.
    package mutating func fold(_ event: JournalEvent, number: Int64, recordedAt: Instant) {
        precondition(isComplete, "only a complete workspace can fold a journal")
        advance(to: recordedAt)
        nextNumber = number + 1
        apply(event, number: number)
    }

    private mutating func apply(_ event: JournalEvent, number: Int64) {
        switch event {
        case .factRecorded(let fact): applyRecording(of: fact, number: number)
        case .factTookEffect(let number): applyLateEffect(of: number)
        case .orderPinned(let key, _, let pin): changeOrder(key) { $0.pins[pin.fact] = pin }
        case .labelChanged(let change): apply(change)
        case .dayTurned: break
        case .meanSet(let mean):
            market.change(partition, fresh: .init()) { $0.reports.removeAll { $0.day <= mean.day } }
        case .promoterFollowed(let promoter, _):
            copies.change(promoter, fresh: PromoterCopy(standing: nil, number: 0)) { _ in }
        case .promoterStated, .consumerStated: break
        case .caseOpened(let opening): apply(opening)
        case .caseMoved(let move): apply(move)
        case .orderMoved(let move): apply(move)
        case .transferred(let shop, let transfer): apply(transfer, to: shop)
        case .instructed(let instruction), .instructionMoved(let instruction):
            instructions.set(instruction.id, instruction)
            // Said again where nothing has changed: an instruction moves seldom.
            refer(
                .instruction(instruction.id), of: instruction.order.shop, from: !instruction.needsPerson,
                to: instruction.needsPerson)
        case .sourceAwaited(let source, let through, _): applySourceAwaited(source, through)
        case .sourceStated(let source, let through, let partition):
            applySourceStated(source, through, to: partition)
        case .received(let source, let number, let message):
            inboxes.set(source, number)
            receive(message, from: source, number: number)
        }
    }

    private mutating func apply(_ change: LabelChange) {
        switch change.subject {
        case .shop(let shop): shops.change(shop, fresh: .init()) { $0.masks[change.version] = change.mask }
        case .product(let key): products.change(key, fresh: .init()) { $0.masks[change.version] = change.mask }
        case .promoter(let promoter):
            promoters.change(promoter, fresh: .init()) { $0.masks[change.version] = change.mask }
        }
    }

    private mutating func receive(_ message: JournalEvent.Message, from source: Partition, number: Int64) {
        switch message {
        case .dayTurned(let report):
            market.change(partition, fresh: .init()) { market in
                market.reports.removeAll { $0.partition == report.partition && $0.day <= report.day }
                market.reports.append(report)
            }
        case .meanSet(let mean):
            market.change(partition, fresh: .init()) { market in
                market.means.removeAll { $0.day == mean.day }
                let index = market.means.firstIndex { mean.day < $0.day } ?? market.means.count
                market.means.insert(mean, at: index)
            }
        case .promoterFollowed(let promoter, let follower):
            promoters.change(promoter, fresh: .init()) { state in
                if !state.followers.contains(follower) { state.followers = (state.followers + [follower]).sorted() }
            }
        case .promoterStated(let promoter, let standing):
            copies.set(promoter, PromoterCopy(standing: standing, number: number))
        case .orderPinned, .caseOpened, .caseMoved, .sourceAwaited, .sourceStated, .consumerStated:
            applyHomes(message, from: source, number: number)
        }
    }
}
