import SuretyDomain
import SuretyRules
import SuretyTestKitCore
import SuretyWire
import Testing

@Suite("What the shipped rulebooks grant")
struct RulebookClaimsShippedTests {
    let library: RulebookLibrary

    init() throws { library = try Checkout.rulebooks() }

    private static let payers: [Payer] = [.escrow, .payable, .deposit, .platformAdvance]

    private static let sevenDayReturn = Guarantee(
        claim: .within(.calendarDays(7), of: .signed), conditions: [.dispatched], remedy: .returnAndRefund,
        answer: .merchant, refund: .goods, payers: payers)
    private static let instantRefund = Guarantee(
        claim: .within(.hours(6), of: .paid),
        conditions: [.orderBelow(Money(minorUnits: 30_000, .cny)), .notDispatched], remedy: .refund, answer: .nobody,
        refund: .goodsAndFreight, payers: payers)
    private static let instantRefundByPlatform = Guarantee(
        claim: .until(.dispatched),
        conditions: [.orderBelow(Money(minorUnits: 30_000, .cny)), .notDispatched, .goodStanding], remedy: .refund,
        answer: .nobody, refund: .goodsAndFreight, payers: payers)

    @Test("begins with the edition that words it, to the millisecond")
    func guarantees() throws {
        let expected: [(from: Instant, granted: [String: Guarantee])] = [
            (Almanacs.at(2020, 1, 1), ["seven-day-return": Self.sevenDayReturn]),
            (
                Almanacs.at(2021, 6, 1),
                ["seven-day-return": Self.sevenDayReturn, "instant-refund": Self.instantRefund]
            ),
            (
                Almanacs.at(2022, 9, 23),
                [
                    "seven-day-return": Self.sevenDayReturn, "instant-refund": Self.instantRefund,
                    "instant-refund-platform": Self.instantRefundByPlatform,
                ]
            ),
        ]
        for (index, entry) in expected.enumerated() {
            #expect(granted(at: entry.from) == entry.granted)
            let before = index > 0 ? expected[index - 1].granted : [:]
            #expect(granted(at: entry.from.adding(milliseconds: -1)) == before)
        }
        #expect(granted(at: Almanacs.at(2026, 8, 1)) == expected.last?.granted)
    }

    private func granted(at instant: Instant) -> [String: Guarantee] {
        let rights = library.book(at: instant)?.rights ?? [:]
        return Dictionary(
            rights.compactMap { key, right in right.grants.map { (key.text, $0) } }, uniquingKeysWith: { $1 })
    }

    private static let sendBack = WaitTerm(
        within: .calendarDays(10), remindAfter: .calendarDays(3), then: .close)
    private static let handbook = CaseProcedure(
        waits: [
            .contact: WaitTerm(within: .hours(36), remindAfter: nil, then: .breach),
            .decision: WaitTerm(within: .hours(72), remindAfter: nil, then: .approve),
            .sendBack: sendBack,
            .confirmation: WaitTerm(within: .calendarDays(10), remindAfter: nil, then: .refund),
        ], longestWait: .hours(24))
    private static let second = CaseProcedure(
        waits: [
            .decision: WaitTerm(within: .hours(48), remindAfter: nil, then: .approve),
            .sendBack: sendBack,
            .confirmation: WaitTerm(within: .calendarDays(7), remindAfter: nil, then: .refund),
        ], longestWait: .hours(24))

    @Test("is carried out by the procedure of the handbook, and from 2022-09-23 by the shorter one")
    func procedures() {
        let change = Almanacs.at(2022, 9, 23)
        #expect(library.book(at: Almanacs.at(2020, 1, 1))?.procedure == Self.handbook)
        #expect(library.book(at: change.adding(milliseconds: -1))?.procedure == Self.handbook)
        #expect(library.book(at: change)?.procedure == Self.second)
        #expect(library.book(at: Almanacs.at(2026, 8, 1))?.procedure == Self.second)
    }

    @Test("comes with a clock on orders from 2022-05-07")
    func orderClock() {
        let clock = OrderClock(
            receiptChecks: [.calendarDays(10), .calendarDays(20), .calendarDays(30)],
            receiptExtension: .calendarDays(3), undispatched: .calendarDays(30), payers: Self.payers)
        let start = Almanacs.at(2022, 5, 7)
        #expect(library.book(at: start.adding(milliseconds: -1)) != nil)
        #expect(library.book(at: start.adding(milliseconds: -1))?.orderClock == nil)
        #expect(library.book(at: start)?.orderClock == clock)
        #expect(library.book(at: Almanacs.at(2022, 9, 23))?.orderClock == clock)
        #expect(library.book(at: Almanacs.at(2026, 8, 1))?.orderClock == clock)
    }

    @Test("is found again by the digest a pin names, after the rules have changed")
    func pinned() throws {
        let paid = Almanacs.at(2022, 9, 22)
        let digest = try #require(library.book(at: paid)?.digest)
        let book = try #require(library.book(pinned: digest, at: Almanacs.at(2026, 8, 1)))
        #expect(book == library.book(at: paid))
        #expect(book.procedure == Self.handbook)
    }
}
