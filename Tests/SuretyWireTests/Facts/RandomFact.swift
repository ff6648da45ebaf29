import SuretyDomain
import SuretyTestKitCore
import SuretyWire

extension SeededGenerator {
    /// A fact of any type, as odd as a good fact may be.
    mutating func fact() -> Fact {
        let type = FactType.allCases[below(FactType.allCases.count)]
        return fact(of: type)
    }

    mutating func fact(of type: FactType) -> Fact {
        // Ids differ by their first letter, since a fact cannot correct itself.
        let corrects: FactID? = type != .factRetracted && chance(1, in: 4) ? ID("c" + text(63)) : nil
        return Fact(
            id: ID("i" + text(63)), source: text(), at: Instant(milliseconds: .random(in: RFC3339.range, using: &self)),
            corrects: corrects, body: body(of: type))
    }

    private mutating func body(of type: FactType) -> FactBody {
        switch type {
        case .shopOpened: .shopOpened(ShopOpened(shop: id(), kind: word()))
        case .productListed: .productListed(listing())
        case .productDelisted: .productDelisted(shop: id(), product: id())
        case .rightSwitchedOn: .rightSwitched(right(isOn: true))
        case .rightSwitchedOff: .rightSwitched(right(isOn: false))
        case .promoterListed: .promoterListed(PromoterListing(shop: id(), product: id(), promoter: id()))
        case .promoterUnlisted: .promoterUnlisted(PromoterListing(shop: id(), product: id(), promoter: id()))
        case .orderPaid: .orderPaid(orderPaid())
        case .orderDispatched: step(.dispatched, waybill: optional { $0.text() })
        case .orderCollected: step(.collected)
        case .orderInTransit: step(.inTransit)
        case .orderSigned: step(.signed, signedBy: optional { Signer.allCases[$0.below(Signer.allCases.count)] })
        case .orderRefused: step(.refused)
        case .orderReturned: step(.returned)
        case .receiptConfirmed: step(.receiptConfirmed)
        case .orderClosed: step(.closed)
        case .lineRefunded:
            .lineRefunded(LineRefunded(shop: id(), order: id(), line: id(), amount: amount(), currency: currency()))
        case .orderReviewed: .orderReviewed(OrderReviewed(shop: id(), order: id(), score: 1 + below(5)))
        case .brushingMarked: .brushingMarked(shop: id(), order: id())
        case .experienceScored: .experienceScored(ExperienceScored(shop: id(), hundredths: below(501)))
        case .violationDetermined: .violationDetermined(violation())
        case .violationEnded: .violationEnded(shop: id(), violation: text())
        case .inspectionFailed: .inspectionFailed(Inspection(shop: id(), product: id(), inspection: text()))
        case .productRelisted: .productRelisted(Inspection(shop: id(), product: id(), inspection: text()))
        case .depositStated:
            .depositStated(DepositStated(shop: id(), balance: amount(), required: amount(), currency: currency()))
        case .promoterJoined: .promoterJoined(id())
        case .promoterScored: .promoterScored(PromoterScored(promoter: id(), hundredths: below(501)))
        case .consumerStood:
            .consumerStood(
                ConsumerStood(
                    consumer: id(), standing: Standing.allCases[below(Standing.allCases.count)],
                    reason: optional { $0.word() }))
        case .sourceCaughtUp: .sourceCaughtUp(SourceCaughtUp())
        case .factRetracted:
            .factRetracted(
                Retraction(
                    retracts: ID("r" + text(63)),
                    home: [.shop(id()), .promoter(id()), .consumer(text())][below(3)]))
        }
    }

    private mutating func listing() -> ProductListed {
        let tags = Set((0..<below(4)).map { _ in word() }).sorted()
        return ProductListed(
            shop: id(), product: id(),
            details: ListingDetails(
                title: optional { $0.text(512) }, category: word(), trade: word(), source: word(), tags: tags))
    }

    private mutating func right(isOn: Bool) -> RightSwitched {
        RightSwitched(shop: id(), product: optional { $0.id() }, right: ID(word()), isOn: isOn)
    }

    private mutating func violation() -> ViolationDetermined {
        ViolationDetermined(
            shop: id(), violation: text(),
            severity: ViolationSeverity.allCases[below(ViolationSeverity.allCases.count)])
    }

    private mutating func orderPaid() -> OrderPaid {
        let lines = (0...below(12)).map { index in
            PaidLine(
                line: ID("\(index)" + text(60)), product: id(), quantity: .random(in: 1...1_000_000, using: &self),
                paid: amount(), freight: amount())
        }
        let shown = chance(1, in: 2) ? [] : lines.map { ShownLabel(line: $0.line, programme: ID(word())) }
        return OrderPaid(
            shop: id(), order: id(), checkout: optional { $0.text() }, consumer: id(), promoter: optional { $0.id() },
            room: optional { $0.text() }, currency: currency(), lines: lines, shown: shown)
    }

    private mutating func step(_ step: OrderStep, waybill: String? = nil, signedBy: Signer? = nil) -> FactBody {
        .orderStepped(
            OrderStepped(
                shop: id(), order: id(), step: step, parcel: optional { $0.id() }, waybill: waybill,
                signedBy: signedBy))
    }

    mutating func optional<Value>(_ value: (inout SeededGenerator) -> Value) -> Value? {
        chance(1, in: 2) ? value(&self) : nil
    }

    mutating func id<Kind>() -> ID<Kind> { ID(text()) }

    mutating func text(_ longest: Int = 64) -> String {
        let alphabet = Array("abcXYZ019-_:/\\\"' ~é信购😀\u{200D}\u{301}")
        let wanted = 1 + below(longest)
        var text = ""
        while case let next = alphabet[below(alphabet.count)], text.utf8.count + next.utf8.count <= wanted {
            text.append(next)
        }
        return text.isEmpty ? "x" : text
    }

    mutating func word() -> String {
        let alphabet = Array("abcxyz019")
        let rest = Array("abcxyz019/_-")
        return String(alphabet[below(alphabet.count)]) + String((0..<below(64)).map { _ in rest[below(rest.count)] })
    }

    mutating func amount() -> Int64 {
        chance(1, in: 8) ? Money.largestMinorUnits : .random(in: 0...1_000_000, using: &self)
    }

    mutating func currency() -> Currency {
        [.cny, .brl, Currency(code: "JPY") ?? .cny, Currency(code: "KWD") ?? .cny][below(4)]
    }
}
