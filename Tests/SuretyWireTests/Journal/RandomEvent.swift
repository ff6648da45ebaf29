import SuretyDomain
import SuretyLabels
import SuretyTestKitCore
import SuretyWire

extension SeededGenerator {
    /// An event of any kind, as odd as a good event may be.
    mutating func event() -> JournalEvent {
        switch below(20) {
        case 0: .factRecorded(fact())
        case 1: .factTookEffect(number: number())
        case 2: .orderPinned(orderKey(), consumer: id(), pin())
        case 3: .labelChanged(LabelChange(subject: subject(), version: id(), mask: mask(), at: instant()))
        case 4: .caseOpened(caseOpening())
        case 5, 6: .caseMoved(caseMove())
        case 7: .orderMoved(OrderMove(key: orderKey(), event: orderEvent(), at: instant()))
        case 8, 9: transferred()
        case 10: .instructed(instruction())
        case 11: .instructionMoved(instruction())
        case 12: .sourceStated(id(), through: optional { $0.instant() }, to: partition())
        case 13: .consumerStated(id(), any(Standing.allCases), to: partition())
        case 14, 15, 16: .received(from: partition(), number: number(), message())
        default: event(saying: message())
        }
    }

    /// A message of any kind.
    mutating func message() -> JournalEvent.Message {
        switch below(10) {
        case 0: .dayTurned(DayTurned(day: day(), partition: partition(), tally: tally(), shops: number()))
        case 1: .meanSet(MarketMeanEntry(day: day(), tally: tally(), shops: number()))
        case 2: .promoterFollowed(id(), by: partition())
        case 3: .promoterStated(id(), promoterStanding())
        case 4: .orderPinned(orderKey(), consumer: id())
        case 5:
            .caseOpened(
                CaseSummary(order: orderKey(), right: id(), stage: any(CaseTable.Stage.allCases), at: instant()), id(),
                id())
        case 6: .caseMoved(id(), id(), any(CaseTable.Stage.allCases), at: instant())
        case 7: .sourceAwaited(id(), through: instant(), by: partition())
        case 8: .sourceStated(id(), through: optional { $0.instant() })
        default: .consumerStated(id(), any(Standing.allCases))
        }
    }

    /// The event of the sender, where it says no more than the message.
    private mutating func event(saying message: JournalEvent.Message) -> JournalEvent {
        switch message {
        case .dayTurned(let turned): .dayTurned(turned)
        case .meanSet(let mean): .meanSet(mean)
        case .promoterFollowed(let promoter, let follower): .promoterFollowed(promoter, by: follower)
        case .promoterStated(let promoter, let standing): .promoterStated(promoter, standing)
        case .sourceAwaited(let source, let through, let partition):
            .sourceAwaited(source, through: through, by: partition)
        case .orderPinned, .caseOpened, .caseMoved, .sourceStated, .consumerStated:
            .factTookEffect(number: number())
        }
    }

    mutating func caseOpening() -> CaseOpening {
        let units = (0...below(3)).map {
            ClaimedUnits(line: ID("\($0)" + text(60)), quantity: Int64(1 + below(1_000_000)))
        }
        let claim = Claim(
            id: id(), order: orderKey(), consumer: id(), right: id(), units: units, amount: optional { $0.amount() },
            note: note(), instruction: id())
        return CaseOpening(
            claim: claim, at: instant(), guaranteeBook: text(), procedureBook: text(),
            remedy: any(Guarantee.Remedy.allCases), answer: any(Guarantee.Answer.allCases),
            payers: Payer.allCases.filter { _ in bool() }, claimableUntil: optional { $0.instant() },
            currency: currency(),
            refunds: units.map { LineRefund(line: $0.line, amount: amount() + (bool() ? amount() : 0)) },
            standing: optional { StandingSeen(standing: $0.any(Standing.allCases), number: $0.number()) })
    }

    mutating func caseMove() -> CaseMove {
        CaseMove(
            id: id(), shop: id(), consumer: id(), event: caseEvent(), by: any(Party.allCases), at: instant(),
            note: note(), stage: any(CaseTable.Stage.allCases))
    }

    mutating func caseEvent() -> CaseEvent {
        let plain: [CaseEvent] = [.contacted, .refused, .disputed, .withdrawn, .lapsed, .refunded, .reopened]
        return switch below(7) {
        case 0: .approved(any(Guarantee.Remedy.allCases), by: any(Party.allCases))
        case 1: .sentBack(waybill())
        case 2: .confirmed(by: any(Party.allCases))
        case 3: .reminded(any(CaseWait.allCases))
        case 4: .breached(any(CaseWait.allCases))
        case 5: .referred(any(Case.Referral.allCases))
        default: any(plain)
        }
    }

    mutating func orderEvent() -> OrderEvent {
        any([.checked(below(10)), .received, .extended, .closed, .referred(deadlineKind()), .left])
    }

    mutating func deadlineKind() -> DeadlineKind {
        let kinds: [DeadlineKind] =
            CaseWait.allCases.flatMap { [.wait($0), .reminder($0)] } + [.records, .undispatched, .receipt(below(10))]
        return any(kinds)
    }

    private mutating func transferred() -> JournalEvent {
        let accounts: [Account] = [.escrow(id()), .held(id())] + Account.plain.filter { _ in bool() }
        let amounts = accounts.dropFirst().map { _ in 1 + Int64(below(1_000_000)) }
        let postings = zip(accounts.dropFirst(), amounts).map { Posting($0, $1) }
        let whole = Posting(accounts[0], -amounts.reduce(0, +))
        let transfer = Transfer(cause: cause(), at: instant(), currency: currency(), postings: [whole] + postings)
        return transfer.map { .transferred(id(), $0) } ?? .factTookEffect(number: 1)
    }

    private mutating func cause() -> TransferCause {
        any([
            .paid(id(), factKey()), .paymentCorrected(id(), factKey()), .refundTold(id(), id(), factKey()),
            .refundCorrected(id(), id(), factKey()), .released(id()), .closed(id()), .held(id(), id()),
            .heldPaidOut(id()), .heldReturned(id()), .depositStated(any(DepositKind.allCases), factKey()),
            .budgetToppedUp, .advanceRecovered, .settled,
        ])
    }

    mutating func instruction() -> Instruction {
        Instruction(
            id: id(), order: orderKey(), caseID: optional { $0.id() }, consumer: id(),
            amount: Money(minorUnits: amount(), currency()), decidedAt: instant(),
            status: any(Instruction.Status.allCases), attempts: below(100), nextAttempt: optional { $0.instant() })
    }

    mutating func pin() -> Pin {
        let labels = (0..<below(3)).map { _ in
            PinnedLabel(programme: ID(word()), edition: text(), ground: bool() ? .decided : .shown)
        }
        let line = PinnedLine(line: id(), labels: labels, rights: (0..<below(3)).map { _ in ID(word()) })
        return Pin(fact: factKey(), book: optional { $0.text() }, lines: [line])
    }

    private mutating func promoterStanding() -> PromoterStanding {
        var promoter = Promoter()
        promoter.joined = timeline { _ in true }
        promoter.scores = timeline { $0.below(501) }
        let masks = Masks(restoring: (0..<below(3)).map { _ in .init(version: id(), mask: mask()) })
        return PromoterStanding(destination: partition(), promoter: promoter, masks: masks)
    }

    private mutating func subject() -> LabelSubject {
        any([.shop(id()), .product(ProductKey(shop: id(), product: id())), .promoter(id())])
    }
}

extension SeededGenerator {
    mutating func any<Value>(_ values: [Value]) -> Value { pick(values) }

    mutating func instant() -> Instant { Instant(milliseconds: .random(in: RFC3339.range, using: &self)) }

    mutating func number() -> Int64 { int64(in: 0...Int64.max) }

    mutating func partition() -> Partition { pick(Partition.all) }

    mutating func orderKey() -> OrderKey { OrderKey(shop: id(), order: id()) }

    mutating func factKey() -> FactKey { FactKey(source: text(), id: id()) }

    mutating func waybill() -> Waybill { Waybill(carrier: text(), number: text()) }

    mutating func note() -> NoteDigest? {
        optional { generator in
            NoteDigest(id: generator.id(), digest: (0..<32).map { _ in UInt8(generator.below(256)) })
        }
    }

    mutating func mask() -> Mask { Mask(missed: next(), unknown: next()) }

    mutating func day() -> Day { Day(number: Int64(below(100_000))) }

    mutating func tally() -> Tally { Tally(count: number(), of: number()) }

    /// A few entries, as good as any; their order means nothing to the bytes.
    mutating func timeline<Value>(_ value: (inout SeededGenerator) -> Value) -> Timeline<Value> {
        Timeline(
            restoring: (0..<below(4)).map { _ in .init(at: instant(), fact: factKey(), value: value(&self)) })
    }
}
