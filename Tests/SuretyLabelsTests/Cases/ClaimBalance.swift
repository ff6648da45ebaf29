import SuretyDomain
import SuretyLabels
import SuretyRules
import SuretyTestKitCore

/// What must hold of a market's state after every step, said anew from the state alone.
struct ClaimBalance {
    private let market: MemoryMarket
    private(set) var problems: [String] = []

    init(of market: MemoryMarket) {
        self.market = market
        for shop in ClaimMarket.shops {
            let home = market.workspace(of: .shop(shop))
            checkBooks(of: shop, home)
            checkHolds(of: shop, home)
            checkOrders(of: shop, home)
            checkDeadlines(of: shop, home)
            checkReferrals(of: shop, home)
        }
        for consumer in ClaimMarket.consumers { checkHome(of: consumer) }
    }

    private mutating func expect(_ isTrue: Bool, _ text: @autoclosure () -> String) {
        if !isTrue { problems.append(text()) }
    }

    private mutating func checkBooks(of shop: ShopID, _ home: Workspace) {
        var sums: [String: Int64] = [:]
        for (key, amount) in home.balances.all where key.shop == shop {
            sums[key.currency.code, default: 0] += amount
            switch key.account.bound {
            case .atLeastZero: expect(amount >= 0, "\(shop.text) \(key.account.text) is \(amount)")
            case .atMostZero: expect(amount <= 0, "\(shop.text) \(key.account.text) is \(amount)")
            case .none: break
            }
        }
        for (currency, sum) in sums { expect(sum == 0, "the book of \(shop.text) in \(currency) sums to \(sum)") }
    }

    private mutating func checkHolds(of shop: ShopID, _ home: Workspace) {
        for (id, one) in home.instructions.all where one.order.shop == shop {
            let key = AccountKey(shop: shop, account: .held(id), currency: one.amount.currency)
            let isHeld = one.status == .pending || one.status == .unknown || one.status == .failed
            let expected = isHeld ? one.amount.minorUnits : 0
            let held = home.balances[key] ?? 0
            expect(held == expected, "\(id.text) is \(one.status.rawValue) and holds \(held), not \(expected)")
            expect((one.nextAttempt != nil) == (one.status == .pending || one.status == .unknown), "\(one) is asked")
        }
        for (key, amount) in home.balances.all where key.shop == shop && amount != 0 {
            guard case .held(let id) = key.account else { continue }
            expect(home.instructions[id] != nil, "\(amount) is held for nobody's \(id.text)")
        }
    }

    private mutating func checkOrders(of shop: ShopID, _ home: Workspace) {
        for (key, order) in home.orders.all where key.shop == shop {
            let isOpen = order.cases.contains { home.cases[$0]?.isOpen ?? false }
            if order.receiptConfirmedAt != nil, !isOpen, let currency = order.money.currency {
                let left = home.balances[AccountKey(shop: shop, account: .escrow(key.order), currency: currency)] ?? 0
                expect(left == 0, "\(key.order.text) is received and \(left) stays in escrow")
            }
            if order.isPinnedToABook, order.payment?.value.currency == order.money.currency {
                expect(
                    order.money.received == order.amountPaid,
                    "\(key.order.text) has \(order.money.received) in the book, and \(order.amountPaid) was paid")
            }
            checkUnits(of: key, order, home)
        }
    }

    /// What is claimed of a line is bought, and held by one case only.
    private mutating func checkUnits(of key: OrderKey, _ order: Order, _ home: Workspace) {
        for (fact, pin) in order.pins where order.payments.entries.count == 1 && pin.fact == fact {
            guard let payment = order.payment, payment.fact == fact else { continue }
            for line in payment.value.lines {
                let holding = order.cases.compactMap { home.cases[$0] }.filter { $0.holdsUnits }
                let units = holding.flatMap(\.opening.claim.units).filter { $0.line == line.line }
                let sum = units.reduce(0) { $0 + $1.quantity }
                // A correction can leave less than was claimed before.
                let isCorrected = order.pins.count > 1
                expect(isCorrected || sum <= line.quantity, "\(key.order.text): \(sum) of \(line.quantity) are claimed")
            }
        }
    }

    private mutating func checkDeadlines(of shop: ShopID, _ home: Workspace) {
        var expected: Set<DeadlineKey> = []
        for (id, one) in home.cases.all where one.order.shop == shop {
            let book = market.library.book(pinned: one.opening.procedureBook, at: one.opening.at)
            guard let book, let procedure = book.procedure else { continue }
            for pending in (try? one.deadlines(under: procedure, in: book.almanac)) ?? [] {
                expected.insert(
                    DeadlineKey(due: pending.due, shop: shop, kind: pending.kind, subject: .aftersales(id)))
            }
        }
        for (key, order) in home.orders.all where key.shop == shop {
            let book = order.payment.flatMap { market.library.book(at: $0.at) }
            guard let book, let clock = book.orderClock else { continue }
            for pending in (try? order.deadlines(under: clock, in: book.almanac)) ?? [] {
                expected.insert(
                    DeadlineKey(due: pending.due, shop: shop, kind: pending.kind, subject: .order(key.order)))
            }
        }
        let rows = Set(home.deadlines.all.map(\.key).filter { $0.shop == shop })
        for key in rows.subtracting(expected) { problems.append("\(key) has a row and is not pending") }
        for key in expected.subtracting(rows) { problems.append("\(key) is pending and has no row") }
    }

    private mutating func checkReferrals(of shop: ShopID, _ home: Workspace) {
        var expected: Set<ReferralKey> = []
        for (id, one) in home.cases.all where one.order.shop == shop && one.needsPerson {
            expected.insert(ReferralKey(shop: shop, subject: .aftersales(id)))
        }
        for (key, order) in home.orders.all where key.shop == shop && order.needsPerson {
            expected.insert(ReferralKey(shop: shop, subject: .order(key.order)))
        }
        for (id, one) in home.instructions.all where one.order.shop == shop && one.needsPerson {
            expected.insert(ReferralKey(shop: shop, subject: .instruction(id)))
        }
        let rows = Set(home.referrals.all.map(\.key).filter { $0.shop == shop })
        expect(rows == expected, "waiting for a person are \(rows), and need one \(expected)")
        for (_, one) in home.cases.all where one.order.shop == shop && one.stageName == .disputed {
            expect(one.needsPerson, "\(one.id.text) is disputed and nobody looks into it")
        }
    }

    /// A consumer's home lists what the shops' homes hold of theirs.
    private mutating func checkHome(of consumer: ConsumerID) {
        var cases: [CaseID: CaseTable.Stage] = [:]
        var orders: Set<OrderKey> = []
        for partition in Set(ClaimMarket.shops.map { Home.shop($0).partition }) {
            for (id, one) in market.workspaces[partition.index].cases.all where one.opening.claim.consumer == consumer {
                cases[id] = one.stageName
            }
            for case .orderPinned(let key, let buyer, _) in market.journals[partition.index].map(\.event) {
                if buyer == consumer { orders.insert(key) }
            }
        }
        let home = market.workspace(of: .consumer(consumer.text))
        let listed = home.consumerCases.all.filter { $0.key.consumer == consumer }
        let stages = Dictionary(uniqueKeysWithValues: listed.map { ($0.key.id, $0.value.stage) })
        expect(stages == cases, "\(consumer.text) is shown \(stages), and there is \(cases)")
        let shown = Set(home.consumerOrders.all.map(\.key).filter { $0.consumer == consumer }.map(\.order))
        expect(shown == orders, "\(consumer.text) is shown \(shown.count) orders of \(orders.count)")
    }
}
