package import SuretyDomain
import SuretyRules
import SuretyStore
import SuretyWire

/// An order with what was promised on it, what time brings to it, and what has been paid.
package struct OrderFile: Sendable {
    package let key: OrderKey
    package let order: Order
    package let payment: Timeline<OrderPaid>.Entry
    package let lines: [Line]
    package let pending: [PendingDeadline]
    package let cases: [Case]
    /// Orders to pay its buyer.
    package let instructions: [Instruction]
    /// What the buyer has paid and the shop has not got yet.
    package let escrow: Int64

    package struct Line: Sendable {
        package let paid: PaidLine
        package let labels: [PinnedLabel]
        package let promises: [Promise]
    }

    /// A right promised on a line when it was paid.
    package struct Promise: Sendable {
        package let right: RightKey
        package let claim: Claimable
    }

    /// When a promise can be claimed.
    package enum Claimable: Sendable {
        /// From payment or, where that is asked for, dispatch; nil while that has not happened. `until` is nil while
        /// nothing that ends it has happened.
        case within(from: Instant?, until: Instant?)
        /// The order's amount was not below the limit.
        case amountNotBelow(Money)
        /// A term runs into a year whose calendar is not published.
        case calendarUnpublished(year: Int)
        /// The edition at payment words it, but says nothing of how it is carried out.
        case notCarriedOut

        package func isOpen(at now: Instant) -> Bool {
            guard case .within(let from?, let until) = self else { return false }
            return from <= now && until.map { now < $0 } ?? true
        }
    }
}

extension CaseDesk {
    /// An order with all that there is to see of it; nil where none was paid.
    package func order(_ key: OrderKey) throws -> OrderFile? {
        let partition = Home.shop(key.shop).partition
        let row: [SQLValue] = [.integer(partition.stored), key.shop.sqlValue, key.order.sqlValue]
        let escrow: [SQLValue] = [.integer(partition.stored), key.shop.sqlValue, .text(Account.escrow(key.order).text)]
        return try engine.database.read { session -> OrderFile? in
            guard let found = try session.run([.fetch(Tables.order, keys: [row])])[0].first else { return nil }
            let order: Order = try found.state(Tables.order.stateColumn)
            guard let payment = order.payment else { return nil }
            let answers = try session.run([
                .fetch(Tables.aftersales, keys: order.cases.map { [.integer(partition.stored), $0.sqlValue] }),
                .fetch(
                    Tables.account, keys: [escrow + [.text(payment.value.currency.code)]]),
                .sql("SELECT state FROM instruction WHERE partition = \(partition.stored) AND shop = \(key.shop)"),
            ])
            let instructions: [Instruction] = try answers[2].map { try $0.state(0) }
            return OrderFile(
                key: key, order: order, payment: payment, lines: lines(of: order, payment),
                pending: pending(in: order, payment),
                cases: try answers[0].map { try $0.state(Tables.aftersales.stateColumn) }.sorted { $0.id < $1.id },
                instructions: instructions.filter { $0.order == key }.sorted { $0.id < $1.id },
                escrow: try answers[1].first?.integer(4) ?? 0)
        }
    }

    private func pending(in order: Order, _ payment: Timeline<OrderPaid>.Entry) -> [PendingDeadline] {
        guard let rules = engine.library.orderRules(at: payment.at) else { return [] }
        return (try? order.deadlines(under: rules.clock, in: rules.almanac)) ?? []
    }

    private func lines(of order: Order, _ payment: Timeline<OrderPaid>.Entry) -> [OrderFile.Line] {
        let pin = order.pins[payment.fact]
        let book = pin?.book.flatMap { engine.library.book(pinned: $0, at: payment.at) }
        return payment.value.lines.map { line in
            let pinned = pin?.lines.first { $0.line == line.line }
            let promises = (pinned?.rights ?? []).sorted().map { right in
                OrderFile.Promise(right: right, claim: order.claimable(under: book?.rights[right]?.grants, book))
            }
            return OrderFile.Line(paid: line, labels: pinned?.labels ?? [], promises: promises)
        }
    }
}

extension Order {
    fileprivate func claimable(under guarantee: Guarantee?, _ book: Rulebook?) -> OrderFile.Claimable {
        guard let guarantee, let book, let payment else { return .notCarriedOut }
        var from: Instant? = payment.at
        var ends: [Instant?] = [closedAt]
        for condition in guarantee.conditions {
            switch condition {
            case .orderBelow(let limit):
                let isBelow = limit.currency == payment.value.currency && amountPaid < limit.minorUnits
                if !isBelow { return .amountNotBelow(limit) }
            case .notDispatched: ends.append(dispatchedAt)
            case .dispatched: from = dispatchedAt
            // Said when it is claimed: it may change until then.
            case .goodStanding: break
            }
        }
        switch guarantee.claim {
        case .until(let anchor): ends.append(instant(of: anchor))
        case .within(let term, let anchor):
            guard let start = instant(of: anchor) else { break }
            do { ends.append(try term.due(from: start, in: book.almanac)) } catch {
                return .calendarUnpublished(year: error.year)
            }
        }
        return .within(from: from, until: ends.compactMap { $0 }.min())
    }
}
