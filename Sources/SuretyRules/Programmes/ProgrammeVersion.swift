package import SuretyDomain

/// One wording of a programme with all it refers to, compiled to a list of clauses.
///
/// It begins with the edition that spoke it, and ends when another edition words the programme, or a right or metric
/// that it refers to, anew.
package struct ProgrammeVersion: Hashable, Sendable {
    package let programme: Programme
    /// The edition that last changed anything this version says.
    package let edition: String
    package let from: Instant
    package private(set) var until: Instant?
    package let rights: [RightKey: Right]
    package let metrics: [MetricKey: Metric]
    package let zone: Zone
    /// Bit i of a mask is clause i of this list.
    package let clauses: [Clause]

    /// `trust-buy@2022-09-trust-buy-v2`: what masks are stored under. Where an edition has ended and an earlier wording
    /// is back, `+1` tells its second time from its first.
    package private(set) var key: VersionKey

    package func isInForce(at instant: Instant) -> Bool {
        from <= instant && until.map { instant < $0 } ?? true
    }

    /// Two versions that say the same are one, whichever editions came between.
    private func saysTheSame(as other: ProgrammeVersion) -> Bool {
        programme == other.programme && rights == other.rights && metrics == other.metrics && zone == other.zone
    }
}

package enum VersionKind {}
package typealias VersionKey = ID<VersionKind>

extension ProgrammeVersion {
    static func all(
        in books: [(from: Instant, book: Rulebook?)]
    ) throws(RulebookFault) -> [ProgrammeVersion] {
        var versions: [ProgrammeVersion] = []
        var running: [ProgrammeKey: Int] = [:]
        for (from, book) in books {
            for (key, index) in running where book?.programmes[key] == nil {
                versions[index].until = from
                running[key] = nil
            }
            guard let book, let latest = book.editions.last else { continue }
            for (key, programme) in book.programmes.sorted(by: { $0.key < $1.key }) {
                var version = try ProgrammeVersion(programme, from: from, edition: latest, in: book)
                if let index = running[key] {
                    if versions[index].saysTheSame(as: version) { continue }
                    versions[index].until = from
                }
                let returns = versions.count { $0.programme.key == key && $0.edition == latest }
                if returns > 0 { version.key = VersionKey("\(version.key.text)+\(returns)") }
                running[key] = versions.count
                versions.append(version)
            }
        }
        return versions
    }

    private init(_ programme: Programme, from: Instant, edition: String, in book: Rulebook) throws(RulebookFault) {
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
        let clauses = Clause.all(of: programme)
        guard clauses.count <= 64 else {
            throw RulebookFault(
                edition: edition, problem: "programme \(programme.key.text) has \(clauses.count) clauses; at most 64")
        }
        self.init(
            programme: programme, edition: edition, from: from, until: nil, rights: rights, metrics: metrics,
            zone: book.almanac.zone, clauses: clauses, key: VersionKey("\(programme.key.text)@\(edition)"))
    }
}
