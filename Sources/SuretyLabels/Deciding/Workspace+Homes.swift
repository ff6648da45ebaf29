import SuretyDomain

/// What one home needs of another: sources' word at the platform's, consumers' orders and cases at theirs.
extension Workspace {
    /// Takes in how far a source has told and tells those who wait for it.
    mutating func tellAwaiting(_ source: SourceID) {
        guard let state = sourceStates[source], let through = state.through else { return }
        for (partition, awaited) in state.awaited.sorted(by: { $0.key < $1.key }) where awaited <= through {
            append(.sourceStated(source, through: through, to: partition))
        }
    }

    /// Answers a partition that asks about a source: at once where there is an answer already, or none is to be had.
    mutating func answer(_ source: SourceID, _ partition: Partition) {
        let through = sourceStates[source]?.through
        let awaited = sourceStates[source]?.awaited[partition]
        guard through == nil || awaited.map({ $0 <= through ?? $0 }) ?? true else { return }
        append(.sourceStated(source, through: through, to: partition))
    }

    /// Tells the partitions that hold a consumer's orders how the consumer now stands.
    mutating func state(_ consumer: ConsumerID) {
        guard let state = consumers[consumer] else { return }
        for follower in state.followers { append(.consumerStated(consumer, state.standing, to: follower)) }
    }

    /// Tells a partition that holds an order of a consumer for the first time how they stand, unless well.
    mutating func greet(_ consumer: ConsumerID, in partition: Partition) {
        guard let state = consumers[consumer], state.standing != .good else { return }
        append(.consumerStated(consumer, state.standing, to: partition))
    }

    mutating func applyHomes(_ message: JournalEvent.Message, from source: Partition, number: Int64) {
        switch message {
        case .orderPinned(let key, let consumer):
            consumerOrders.set(ConsumerOrderKey(consumer: consumer, order: key), number)
            consumers.change(consumer, fresh: .init()) { state in
                if !state.followers.contains(source) { state.followers = (state.followers + [source]).sorted() }
            }
        case .caseOpened(let summary, let id, let consumer):
            consumerCases.set(ConsumerCaseKey(consumer: consumer, id: id), summary)
        case .caseMoved(let id, let consumer, let stage, let instant):
            let key = ConsumerCaseKey(consumer: consumer, id: id)
            guard var summary = consumerCases[key] else { return }
            (summary.stage, summary.at) = (stage, instant)
            consumerCases.set(key, summary)
        case .sourceAwaited(let source, let through, let partition):
            sourceStates.change(source, fresh: .init()) {
                $0.awaited[partition] = max($0.awaited[partition] ?? through, through)
            }
        case .sourceStated(let source, let through):
            sources.change(source, fresh: .init()) { copy in
                copy.isAnswered = true
                copy.through = [copy.through, through].compactMap { $0 }.max()
            }
        case .consumerStated(let consumer, let standing):
            standings.set(consumer, StandingSeen(standing: standing, number: number))
        case .dayTurned, .meanSet, .promoterFollowed, .promoterStated: break
        }
    }

    mutating func applySourceAwaited(_ source: SourceID, _ through: Instant) {
        sources.change(source, fresh: .init()) { copy in
            copy.asked = max(copy.asked ?? through, through)
            // That it never says is an answer to what was asked, and may have become untrue since.
            if copy.through == nil { copy.isAnswered = false }
        }
    }

    /// Delivered answers are not awaited any more.
    mutating func applySourceStated(_ source: SourceID, _ through: Instant?, to partition: Partition) {
        guard let through else { return }
        sourceStates.change(source, fresh: .init()) { state in
            if let awaited = state.awaited[partition], awaited <= through { state.awaited[partition] = nil }
        }
    }
}
