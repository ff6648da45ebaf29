package import SuretyDomain

/// One wording of a programme with all it refers to, compiled to a list of clauses.
///
/// It begins with the edition that spoke it, and ends when another edition words the programme, or a right or metric
/// that it refers to, anew. Every decision goes over some, so they are handed about by reference.
package final class ProgrammeVersion: Sendable {
    package let programme: Programme
    /// The edition that last changed anything this version says.
    package let edition: String
    package let from: Instant
    package let until: Instant?
    package let rights: [RightKey: Right]
    package let metrics: [MetricKey: Metric]
    package let zone: Zone
    /// Bit i of a mask is clause i of this list.
    package let clauses: [Clause]

    /// `trust-buy@2022-09-trust-buy-v2`: what masks are stored under. Where an edition has ended and an earlier wording
    /// is back, `+1` tells its second time from its first.
    package let key: VersionKey

    package func isInForce(at instant: Instant) -> Bool {
        from <= instant && isKept(at: instant)
    }

    /// Whether it is in force or begins later.
    package func isKept(at instant: Instant) -> Bool { until.map { instant < $0 } ?? true }

    fileprivate init(_ wording: Wording, from: Instant, until: Instant?, key: VersionKey) {
        programme = wording.programme
        edition = wording.edition
        self.from = from
        self.until = until
        rights = wording.rights
        metrics = wording.metrics
        zone = wording.zone
        clauses = wording.clauses
        self.key = key
    }
}

package enum VersionKind {}
package typealias VersionKey = ID<VersionKind>

extension ProgrammeVersion {
    static func all(
        in books: [(from: Instant, book: Rulebook?)]
    ) throws(RulebookFault) -> [ProgrammeVersion] {
        var drafts: [(wording: Wording, from: Instant, until: Instant?, key: VersionKey)] = []
        var running: [ProgrammeKey: Int] = [:]
        for (from, book) in books {
            for (key, index) in running where book?.programmes[key] == nil {
                drafts[index].until = from
                running[key] = nil
            }
            guard let book, let latest = book.editions.last else { continue }
            for (key, programme) in book.programmes.sorted(by: { $0.key < $1.key }) {
                let wording = try Wording(programme, edition: latest, in: book)
                if let index = running[key] {
                    if drafts[index].wording.saysTheSame(as: wording) { continue }
                    drafts[index].until = from
                }
                let returns = drafts.count { $0.wording.programme.key == key && $0.wording.edition == latest }
                let name = "\(key.text)@\(latest)" + (returns > 0 ? "+\(returns)" : "")
                running[key] = drafts.count
                drafts.append((wording, from, nil, VersionKey(name)))
            }
        }
        return drafts.map { ProgrammeVersion($0.wording, from: $0.from, until: $0.until, key: $0.key) }
    }
}

/// What one edition makes of a programme, whatever its time.
private struct Wording {
    let programme: Programme
    let edition: String
    let rights: [RightKey: Right]
    let metrics: [MetricKey: Metric]
    let zone: Zone
    let clauses: [Clause]

    /// Two versions that say the same are one, whichever editions came between.
    func saysTheSame(as other: Wording) -> Bool {
        programme == other.programme && rights == other.rights && metrics == other.metrics && zone == other.zone
    }

    init(_ programme: Programme, edition: String, in book: Rulebook) throws(RulebookFault) {
        let named = Set(programme.shopWideRights + programme.categoryRights.flatMap(\.rights))
        var rights: [RightKey: Right] = [:]
        for key in named.sorted() {
            guard let right = book.rights[key] else {
                throw RulebookFault(
                    edition: edition,
                    problem: "programme \(programme.key.text) requires the right \(key.text), which no edition words")
            }
            rights[key] = right
        }
        var metrics: [MetricKey: Metric] = [:]
        for gate in programme.gates {
            guard let metric = book.metrics[gate.metric] else {
                throw RulebookFault(
                    edition: edition,
                    problem: "programme \(programme.key.text) gates on \(gate.metric.text), which no edition defines")
            }
            metrics[gate.metric] = metric
        }
        let clauses = Clause.all(of: programme, metrics)
        guard clauses.count <= 64 else {
            throw RulebookFault(
                edition: edition, problem: "programme \(programme.key.text) has \(clauses.count) clauses; at most 64")
        }
        self.programme = programme
        self.edition = edition
        self.rights = rights
        self.metrics = metrics
        zone = book.almanac.zone
        self.clauses = clauses
    }
}
