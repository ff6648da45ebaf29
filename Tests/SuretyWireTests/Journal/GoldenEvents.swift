import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyWire

/// One event of every kind, with every optional field; messages within `received` have names of their own. Their bytes
/// stand in `Tests/Fixtures/events`.
enum GoldenEvents {
    static let named: [(name: String, event: JournalEvent)] =
        EventKind.allCases.filter { $0 != .received && $0 != .factRecorded }.flatMap { kind in
            let event = event(of: kind)
            let received = event.message.map {
                ("received-\(kind.word)", JournalEvent.received(from: platform, number: 41, $0))
            }
            return [(kind.word, event)] + (received.map { [$0] } ?? [])
        }
        + caseEvents.map { ("case-moved-\($0.name)", .caseMoved(move($0.event))) }
        + orderEvents.map { ("order-moved-\($0.name)", .orderMoved(OrderMove(key: key, event: $0.event, at: at))) }
        + causes.map { ("transferred-\($0.name)", transferred($0.cause)) }
        + [
            ("case-opened-plain", .caseOpened(opening(isPlain: true))),
            ("source-stated-never", .sourceStated(source, through: nil, to: platform)),
            ("instruction-moved-done", .instructionMoved(instruction(.succeeded, caseID: nil, next: nil))),
        ]

    private static let at = Instant(milliseconds: 1_649_980_800_123)
    private static let platform = Home.platform.partition
    private static let key = OrderKey(shop: ID("shop-1"), order: ID("order-1"))
    private static let consumer: ConsumerID = ID("c-0123456789abcdef01234567")
    private static let source: SourceID = ID("warehouse")
    private static let fact = FactKey(source: "orders", id: ID("fact-1"))
    private static let id: CaseID = ID("17-018f3a5c9d20-5f1c5f1c5f1c5f1c5f1c")
    private static let pay: InstructionID = ID("17-018f3a5c9d20-0a0b0c0d0e0f01020304")
    private static let note = NoteDigest(id: ID("note-1"), digest: [0, 1, 0xab, 0xff])

    private static func event(of kind: EventKind) -> JournalEvent {
        switch kind {
        case .factRecorded, .factTookEffect, .received: .factTookEffect(number: 7)
        case .orderPinned: .orderPinned(key, consumer: consumer, pin)
        case .labelChanged:
            .labelChanged(
                LabelChange(
                    subject: .product(ProductKey(shop: key.shop, product: ID("product-1"))), version: version,
                    mask: mask, at: at))
        case .dayTurned:
            .dayTurned(DayTurned(day: Day(number: 19_097), partition: platform, tally: tally, shops: 3))
        case .meanSet: .meanSet(MarketMeanEntry(day: Day(number: 19_097), tally: tally, shops: 3))
        case .promoterFollowed: .promoterFollowed(ID("promoter-1"), by: platform)
        case .promoterStated: .promoterStated(ID("promoter-1"), standing)
        case .caseOpened: .caseOpened(opening(isPlain: false))
        case .caseMoved: .caseMoved(move(.sentBack(Waybill(carrier: "sf", number: "SF1234567890")), note: note))
        case .orderMoved: .orderMoved(OrderMove(key: key, event: .received, at: at))
        case .transferred: transferred(.held(key.order, pay))
        case .instructed: .instructed(instruction(.pending, caseID: id, next: at))
        case .instructionMoved: .instructionMoved(instruction(.unknown, caseID: id, next: at))
        case .sourceAwaited: .sourceAwaited(source, through: at, by: platform)
        case .sourceStated: .sourceStated(source, through: at, to: platform)
        case .consumerStated: .consumerStated(consumer, .restricted, to: platform)
        }
    }

    private static let version = VersionKey("trust-buy@2022-09")
    private static let mask = Mask(missed: 5, unknown: 1 << 63)
    private static let tally = Tally(count: 2, of: 9)

    private static let pin = Pin(
        fact: fact, book: "b-1",
        lines: [
            PinnedLine(
                line: ID("1"), labels: [PinnedLabel(programme: ID("trust-buy"), edition: "2022-09", ground: .shown)],
                rights: [ID("seven-day-return")])
        ])

    private static var standing: PromoterStanding {
        var promoter = Promoter()
        promoter.joined = Timeline(restoring: [.init(at: at, fact: fact, value: true)])
        promoter.scores = Timeline(restoring: [.init(at: at, fact: fact, value: 470)])
        return PromoterStanding(
            destination: platform, promoter: promoter, masks: Masks(restoring: [.init(version: version, mask: mask)]))
    }

    private static func opening(isPlain: Bool) -> CaseOpening {
        let claim = Claim(
            id: id, order: key, consumer: consumer, right: ID("seven-day-return"),
            units: [ClaimedUnits(line: ID("1"), quantity: 2)], amount: isPlain ? nil : 12_900,
            note: isPlain ? nil : note, instruction: pay)
        return CaseOpening(
            claim: claim, at: at, guaranteeBook: "b-1", procedureBook: "b-2", remedy: .returnAndRefund,
            answer: .merchant, payers: Payer.allCases, claimableUntil: isPlain ? nil : at, currency: .cny,
            refunds: [LineRefund(line: ID("1"), amount: 12_900)],
            standing: isPlain ? nil : StandingSeen(standing: .good, number: 12))
    }

    private static func move(_ event: CaseEvent, note: NoteDigest? = nil) -> CaseMove {
        CaseMove(
            id: id, shop: key.shop, consumer: consumer, event: event, by: .merchant, at: at, note: note,
            stage: .awaitingConfirmation)
    }

    private static let caseEvents: [(name: String, event: CaseEvent)] = [
        ("contacted", .contacted), ("approved", .approved(.refund, by: .clock)), ("refused", .refused),
        ("confirmed", .confirmed(by: .merchant)), ("disputed", .disputed), ("withdrawn", .withdrawn),
        ("lapsed", .lapsed), ("refunded", .refunded), ("reminded", .reminded(.decision)),
        ("breached", .breached(.sendBack)), ("referred", .referred(.sourceSilent)), ("reopened", .reopened),
    ]

    private static let orderEvents: [(name: String, event: OrderEvent)] = [
        ("checked", .checked(2)), ("extended", .extended), ("closed", .closed), ("referred", .referred(.receipt(1))),
        ("left", .left),
    ]

    private static let causes: [(name: String, cause: TransferCause)] = [
        ("paid", .paid(key.order, fact)), ("payment-corrected", .paymentCorrected(key.order, fact)),
        ("refund-told", .refundTold(key.order, ID("1"), fact)),
        ("refund-corrected", .refundCorrected(key.order, ID("1"), fact)), ("released", .released(key.order)),
        ("closed", .closed(key.order)), ("held-paid-out", .heldPaidOut(pay)), ("held-returned", .heldReturned(pay)),
        ("deposit-stated", .depositStated(.promotion, fact)), ("budget-topped-up", .budgetToppedUp),
        ("advance-recovered", .advanceRecovered), ("settled", .settled),
    ]

    /// Over every account there is.
    private static func transferred(_ cause: TransferCause) -> JournalEvent {
        let others = Account.plain + [.escrow(key.order)]
        let postings =
            others.map { Posting($0, -100) } + [Posting(.held(pay), 100 * Int64(others.count))]
        guard let transfer = Transfer(cause: cause, at: at, currency: .cny, postings: postings) else {
            preconditionFailure("the golden transfer does not balance")
        }
        return .transferred(key.shop, transfer)
    }

    private static func instruction(
        _ status: Instruction.Status, caseID: CaseID?, next: Instant?
    ) -> Instruction {
        Instruction(
            id: pay, order: key, caseID: caseID, consumer: consumer, amount: Money(minorUnits: 12_900, .cny),
            decidedAt: at, status: status, attempts: 3, nextAttempt: next)
    }
}
