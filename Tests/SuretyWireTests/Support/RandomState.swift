import SuretyDomain
import SuretyLabels
import SuretyTestKitCore

/// State rows, as odd as good ones may be.
extension SeededGenerator {
    mutating func order() -> Order {
        var order = Order()
        order.reviews = timeline { 1 + $0.below(5) }
        order.steps = timeline { generator in
            Order.Step(
                step: generator.any(OrderStep.allCases), parcel: generator.optional { $0.id() },
                waybill: generator.optional { $0.text() }, signedBy: generator.optional { $0.any(Signer.allCases) })
        }
        order.refunds = timeline { Order.Refund(line: $0.id(), amount: $0.amount(), currency: $0.currency()) }
        let pin = pin()
        order.pins[pin.fact] = pin
        order.cases = (0..<below(3)).map { _ in id() }
        order.clock.checksMade = below(4)
        order.clock.isExtended = bool()
        order.clock.receivedAt = optional { $0.instant() }
        order.clock.closedAt = optional { $0.instant() }
        order.clock.referred = optional { $0.deadlineKind() }
        order.clock.isLeft = bool()
        order.money.currency = optional { $0.currency() }
        order.money.received = amount()
        order.money.refundedByFacts = -amount()
        return order
    }

    mutating func aftersales() -> Case {
        let stages: [Case.Stage] = [
            .awaitingRecords, .awaitingDecision(since: instant()), .awaitingReturn(since: instant()),
            .awaitingConfirmation(since: instant(), waybill: waybill()), .disputed(since: instant()),
            .ended(any(Case.End.allCases), at: instant()),
        ]
        return Case(
            restoring: caseOpening(), stage: any(stages), version: number(), contactedAt: optional { $0.instant() },
            breaches: CaseWait.allCases.filter { _ in bool() }, reminded: CaseWait.allCases.filter { _ in bool() },
            referral: optional { $0.any(Case.Referral.allCases) })
    }

    mutating func sourceState() -> SourceState {
        var state = SourceState()
        state.through = optional { $0.instant() }
        for _ in 0..<below(4) { state.awaited[partition()] = instant() }
        return state
    }

    mutating func sourceCopy() -> SourceCopy {
        var copy = SourceCopy()
        copy.through = optional { $0.instant() }
        copy.isAnswered = bool()
        copy.asked = optional { $0.instant() }
        return copy
    }

    mutating func consumerState() -> ConsumerState {
        var state = ConsumerState()
        state.standings = timeline { $0.any(Standing.allCases) }
        state.followers = (0..<below(4)).map { _ in partition() }
        return state
    }

    mutating func caseSummary() -> CaseSummary {
        CaseSummary(order: orderKey(), right: id(), stage: any(CaseTable.Stage.allCases), at: instant())
    }

    mutating func refusal() -> Refusal {
        let others: [Refusal] = [
            .idAlreadyUsed(number: number()), .correctsForeignFact(id()), .tooFarAhead(by: number()), .keyAlreadyUsed,
            .unknownInstruction,
        ]
        return chance(1, in: 5) ? any(others) : .aftersales(caseRefusal())
    }

    mutating func caseRefusal() -> CaseRefusal {
        let acts = CaseAct.Kind.allCases
        let refusals: [CaseRefusal] = [
            .unknownOrder, .unknownCase, .unknownLine(id()), .quantityOutOfRange(id(), bought: number()),
            .notPromised(id(), id()), .notCarriedOut(id()), .tooLate(id(), until: instant()), .orderClosed,
            .notDispatched(id()), .alreadyDispatched(id(), at: instant()), .amountNotBelow(money()),
            .restrictedStanding(id()), .unitsTaken(id(), left: number()), .amountAbove(money()),
            .notNow(any(acts), allowed: acts.filter { _ in bool() }), .contactFirst, .waybillUsed(waybill()),
            .termEnded(any(CaseWait.allCases), at: instant()), .staleVersion(number()),
            .calendarUnpublished(year: below(10_000)), .caseExists, .nothingReferred, .notExtendable,
        ]
        return any(refusals)
    }

    mutating func money() -> Money { Money(minorUnits: amount(), currency()) }
}
