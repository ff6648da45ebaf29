package import SuretyDomain

/// Deciding: what a command leads to, as events.
extension Workspace {
    /// Decides one command and applies its events.
    package mutating func execute(_ command: Command) -> Outcome {
        switch command {
        case .record(let fact, let digest): record(fact, digest: digest)
        case .fire(let key): fire(key)
        case .receive(let source, let number, let message): receive(message, from: source, number: number)
        case .claim(let claiming): claim(claiming)
        case .act(let acting): act(acting)
        case .extendReceipt(let key, let consumer, let instant): extendReceipt(key, consumer, at: instant)
        case .settleOrder(let key, let carriesOut, let instruction, let instant):
            settleOrder(key, carriesOut: carriesOut, instruction, at: instant)
        case .expire(let expiring): expire(expiring)
        case .takeOutcome(let id, let shop, let outcome, let instant):
            takeOutcome(id, of: shop, outcome, at: instant)
        case .retry(let id, let shop): retry(id, of: shop)
        case .once(let key, let command): once(key, command)
        }
    }

    private mutating func once(_ key: IdempotencyKey, _ command: Command) -> Outcome {
        if let kept = answers[AnswerKey(key)] {
            return kept.digest == key.digest ? .replayed(kept.outcome) : .refused(.keyAlreadyUsed)
        }
        let outcome = execute(command)
        answers.set(AnswerKey(key), KeptAnswer(digest: key.digest, outcome: outcome, at: now))
        return outcome
    }

    private mutating func record(_ fact: Fact, digest: [UInt8]) -> Outcome {
        let key = FactKey(source: fact.source, id: fact.id)
        if let known = facts[key], known.standing != .foretold {
            return known.digest == digest
                ? .duplicate(number: known.number) : .refused(.idAlreadyUsed(number: known.number))
        }
        guard fact.at <= now.adding(milliseconds: IntakeLimits.aheadMilliseconds) else {
            return .refused(.tooFarAhead(by: fact.at.milliseconds - now.milliseconds))
        }
        let original = original(ofTargetOf: fact)
        if let original, original.body.home != fact.body.home {
            return .refused(.correctsForeignFact(original.id))
        }
        let number = append(.factRecorded(fact))
        facts.change(key, fresh: FactRecord(digest: digest, number: number, standing: .inEffect)) {
            $0.digest = digest
        }
        switch facts[key]?.standing {
        case .inEffect: decide(on: [fact] + (original.map { [$0] } ?? []), at: fact.at)
        case .pending:
            let chore = ChoreKey(due: fact.at, kind: .takeEffect, subject: number)
            chores.set(chore, .takeEffect(number: number))
            if let original { decide(on: [original], at: now) }
        case .superseded, .foretold, nil: if let original { decide(on: [original], at: fact.at) }
        }
        return .accepted(number: number)
    }

    private func original(ofTargetOf fact: Fact) -> Fact? {
        guard let target = fact.superseded, let record = facts[FactKey(source: fact.source, id: target)] else {
            return nil
        }
        return recorded[record.number]
    }

    /// Takes the decisions that facts which gained or lost their effect call for.
    mutating func decide(on facts: [Fact], at instant: Instant) {
        for fact in facts {
            if case .orderPaid(let paid) = fact.body { pinIfNew(paid, fact) }
            if let promoter = fact.body.promoterSelling { followIfNew(promoter) }
        }
        for fact in facts { settle(fact, at: instant) }
        for subject in LabelSubject.all(touchedBy: facts, catalogue: { self.catalogue(of: $0) ?? [] }) {
            reassess(subject, at: instant)
        }
        for case .promoter(let promoter) in Set(facts.map(\.body.home)) { state(promoter) }
    }

    /// Money and standings follow what facts say.
    private mutating func settle(_ fact: Fact, at instant: Instant) {
        switch fact.body.home {
        case .shop(let shop):
            if case .depositStated = fact.body { settleDeposit(of: shop, by: fact.key, at: instant) }
            guard let order = fact.body.order, fact.body.movesMoney else { return }
            settleMoney(of: OrderKey(shop: shop, order: order), by: fact.key, at: instant)
        case .consumer(let consumer): state(ConsumerID(consumer))
        case .platform: if case .sourceCaughtUp = fact.body { tellAwaiting(fact.key.source) }
        case .promoter: break
        }
    }

    private mutating func pinIfNew(_ paid: OrderPaid, _ fact: Fact) {
        let order = orders[OrderKey(shop: paid.shop, order: paid.order)]
        guard let order, order.pins[fact.key] == nil else { return }
        guard order.payments.entries.contains(where: { $0.fact == fact.key }) else { return }
        append(.orderPinned(OrderKey(shop: paid.shop, order: paid.order), consumer: paid.consumer, pin(paid, fact)))
    }

    private mutating func followIfNew(_ promoter: PromoterID) {
        if copies[promoter] == nil { append(.promoterFollowed(promoter, by: partition)) }
    }

    /// Tells every follower how a promoter now stands.
    mutating func state(_ promoter: PromoterID) {
        guard let state = promoters[promoter] else { return }
        for follower in state.followers { tell(promoter, state, to: follower) }
    }

    private mutating func tell(_ promoter: PromoterID, _ state: PromoterState, to follower: Partition) {
        let standing = PromoterStanding(destination: follower, promoter: state.promoter, masks: state.masks)
        append(.promoterStated(promoter, standing))
    }

    private mutating func receive(_ message: JournalEvent.Message, from source: Partition, number: Int64) -> Outcome {
        guard number > inboxes[source] ?? 0 else { return .duplicate(number: number) }
        let first = append(.received(from: source, number: number, message))
        switch message {
        case .dayTurned: poolReports()
        case .meanSet: chores.set(ChoreKey(due: now, kind: .reassess, subject: first), .reassess(.init()))
        case .promoterFollowed(let promoter, let follower):
            reassess(.promoter(promoter), at: now)
            if let state = promoters[promoter] { tell(promoter, state, to: follower) }
        case .sourceAwaited(let source, _, let partition): answer(source, partition)
        case .orderPinned(_, let consumer): greet(consumer, in: source)
        case .promoterStated, .caseOpened, .caseMoved, .sourceStated, .consumerStated: break
        }
        return .accepted(number: first)
    }

    /// Sets the market's mean once every partition has reported for the same day.
    private mutating func poolReports() {
        guard let reports = market[partition]?.reports, let day = reports.map(\.day).max() else { return }
        let ofDay = reports.filter { $0.day == day }
        guard ofDay.count == Partition.count else { return }
        let tally = ofDay.reduce(Tally()) { $0 + $1.tally }
        append(.meanSet(MarketMeanEntry(day: day, tally: tally, shops: ofDay.reduce(0) { $0 + $1.shops })))
    }
}

/// Technical limits of what is taken in; they are not rules.
package enum IntakeLimits {
    /// How far ahead of us a source's clock may be: 24 hours.
    package static let aheadMilliseconds: Int64 = 86_400_000
}

extension FactBody {
    /// The promoter whose standing matters for what the fact says.
    package var promoterSelling: PromoterID? {
        switch self {
        case .orderPaid(let paid): paid.promoter
        case .promoterListed(let listing): listing.promoter
        default: nil
        }
    }
}
