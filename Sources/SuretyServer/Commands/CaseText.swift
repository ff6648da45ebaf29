import SuretyDomain
import SuretyEngine
import SuretyLabels
import SuretyWire

/// A case as a person would tell of it.
struct CaseText {
    private let file: CaseFile
    private let zone: Zone

    init(_ file: CaseFile, in zone: Zone) {
        self.file = file
        self.zone = zone
    }

    var text: String {
        let (aftersales, opening) = (file.aftersales, file.aftersales.opening)
        let until = opening.claimableUntil.map { "claimable until \(at($0))" } ?? "claimable while nothing ends it"
        var lines = [
            "case \(aftersales.id.text)  \(aftersales.stageName.rawValue)  version \(aftersales.version)",
            "  \(opening.claim.right.text) on \(opening.claim.units.words) of order \(aftersales.order.order.text)"
                + " in shop \(aftersales.order.shop.text): \(opening.refund.words), \(until)",
            "  decided by the guarantee of book \(opening.guaranteeBook.prefix(12))",
        ]
        if let note = opening.claim.note.flatMap({ file.notes[$0] }) { lines.append("  the buyer says: \(note)") }
        if let referral = aftersales.referral { lines.append("  waits for a person: \(referral.rawValue)") }
        for deadline in file.pending { lines.append("  \(at(deadline.due))  \(file.outcome(of: deadline))") }
        if let payment = file.instruction {
            lines.append("  payment \(payment.id.text): \(payment.amount.words), \(payment.status.rawValue)")
        }
        lines.append("what happened:")
        lines += file.history.map(line)
        let acts = Party.allCases.compactMap { party -> String? in
            let acts = file.allowedActs(for: party)
            return acts.isEmpty ? nil : "\(party.rawValue): \(acts.map(\.rawValue).joined(separator: ", "))"
        }
        if !acts.isEmpty { lines.append("possible now: \(acts.joined(separator: "; "))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ entry: CaseFile.Entry) -> String {
        guard let move = entry.move else { return "  \(at(file.aftersales.opening.at))  the buyer claimed" }
        let note = move.note.flatMap { file.notes[$0] }.map { " (\($0))" } ?? ""
        return "  \(at(move.at))  \(move.sentence)\(note)"
    }

    private func at(_ instant: Instant) -> String { RFC3339.format(instant, in: zone) }
}

extension Case {
    /// One line of a list.
    func row(in zone: Zone) -> String {
        let person = needsPerson ? "  waits for a person" : ""
        return "\(id.text)  \(stageName.rawValue)  \(opening.claim.right.text)  \(order.shop.text)/\(order.order.text)"
            + "  \(opening.refund.words)  since \(RFC3339.format(opening.at, in: zone))\(person)\n"
    }
}

extension CaseOpening {
    var refund: Money { Money(minorUnits: total, currency) }
}

extension [ClaimedUnits] {
    fileprivate var words: String { map { "\($0.quantity) of line \($0.line.text)" }.joined(separator: ", ") }
}

extension Money {
    /// `129.00 CNY`.
    var words: String {
        "\(ExactDecimal.format(Int(minorUnits), fractionDigits: currency.fractionDigits)) \(currency.code)"
    }
}
