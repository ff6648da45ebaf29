import SuretyRules
import SuretyWire
import Testing

/// A small edition that is right in every way, for tests that spoil one line of it.
struct RulebookFixture {
    var files: [String: String] = [
        "2022-04-base/edition.yaml": """
        edition: 2022-04-base
        title: { zh: 基础, en: Base }
        from: 2022-04-15T00:00+08:00
        summary: { zh: 测试用。, en: For tests. }
        source: [ours]
        """,
        "2022-04-base/calendar.yaml": """
        zone: "+08:00"
        working-hours: 09:00-18:00
        source: [ours]
        years:
          2022:
            holidays:
              - 2022-01-31..2022-02-06
            worked: [2022-01-29]
            source: [ours]
        """,
        "2022-04-base/rights.yaml": """
        rights:
          returns:
            title: { zh: 退货, en: Returns }
            applies-to:
              except-trades: [virtual]
            source: [ours]
          fake-pays-n:
            title: { zh: 假一赔九, en: Fake pays nine }
            multiplier: 9
            source: [ours]
        """,
        "2022-04-base/metrics.yaml": """
        metrics:
          score:
            figure: experience-score
            source: [ours]
          age:
            figure: age
            source: [ours]
          negatives:
            share-of: reviews
            score-at-most: 2
            source: [ours]
          gold-orders:
            share-of: orders
            carrying: gold
            source: [ours]
        market-mean:
          metric: negatives
          window: 14 calendar-days
          least-counted: 30
          source: [ours]
        """,
        "2022-04-base/programmes/gold.yaml": """
        programme: gold
        title: { zh: 金标, en: Gold }
        scope:
          exclude: { shop-kind: [auction] }
        requires:
          shop-wide: [returns]
          in-category:
            - { categories: [food], rights: [fake-pays-n] }
        gates:
          - { of: shop, metric: score, at-least: 4.50, source: [ours] }
          - { of: shop, metric: age, at-least: 90 calendar-days, source: [ours] }
          - { of: shop, metric: negatives, at-most: 2.0, relative-to: market-mean, window: 14 calendar-days, source: [ours] }
          - { of: shop, metric: gold-orders, at-least: 60%, window: 14 calendar-days, source: [ours] }
        bars: [severe-violation]
        source: [ours]
        surfaces:
          room: [cart, product]
        """,
    ]

    /// Replaces the one place where `old` stands.
    mutating func replace(_ old: String, with new: String, in file: String) {
        let path = "2022-04-base/\(file)"
        let parts = files[path, default: ""].split(separator: old, omittingEmptySubsequences: false)
        precondition(parts.count == 2, "`\(old)` stands \(parts.count - 1) times in \(file)")
        files[path] = parts.map(String.init).joined(separator: new)
    }

    /// The same edition with a right that can be claimed, waits and an order clock.
    static var withClaims: RulebookFixture {
        var fixture = RulebookFixture()
        fixture.replace(
            "      except-trades: [virtual]\n",
            with: """
                      except-trades: [virtual]
                    grants:
                      claim: { within: 7 calendar-days, of: signed }
                      conditions: { order-below: 300.00 CNY, order: dispatched }
                      remedy: return-and-refund
                      answer: merchant
                      refund: goods
                      payers: [escrow, deposit, platform-advance]

                """, in: "rights.yaml")
        fixture.files["2022-04-base/cases.yaml"] = """
            waits:
              contact: { within: 36h, then: breach, source: [ours] }
              decision: { within: 72h, then: approve, source: [ours] }
              send-back: { within: 10 calendar-days, remind-after: 3 calendar-days, then: close, source: [ours] }
              confirmation: { within: 10 calendar-days, then: refund, source: [ours] }
            longest-wait: { within: 24h, source: [ours] }
            """
        fixture.files["2022-04-base/orders.yaml"] = """
            receipt:
              checked-after: [10 calendar-days, 20 calendar-days]
              extension: 3 calendar-days
              source: [ours]
            undispatched:
              closed-after: 30 calendar-days
              payers: [escrow, platform-advance]
              source: [ours]
            """
        return fixture
    }

    /// A second edition with the same calendar left out.
    mutating func addEdition(_ key: String, from: String, until: String? = nil, _ others: [String: String]) {
        let end = until.map { "until: \($0)\n" } ?? ""
        files["\(key)/edition.yaml"] = """
            edition: \(key)
            title: { zh: 另一版, en: Another }
            from: \(from)
            \(end)summary: { zh: 测试用。, en: For tests. }
            source: [ours]
            """
        for (name, text) in others { files["\(key)/\(name)"] = text }
    }

    func load() throws(RulebookErrors) -> RulebookLibrary {
        try RulebookFolder.load(files: files.map { RulebookFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    /// What is wrong, one line each; the base edition's folder is left out of the names.
    var errors: [String] {
        do {
            _ = try load()
            return []
        } catch {
            return error.errors.map { error in
                let text = error.description
                return text.hasPrefix("2022-04-base/") ? String(text.dropFirst("2022-04-base/".utf8.count)) : text
            }
        }
    }
}

/// One way to spoil the edition, and all that must be said about it.
struct Spoiling: Sendable, CustomTestStringConvertible {
    let file: String
    let old: String
    let new: String
    let says: [String]

    init(_ file: String, _ old: String, _ new: String, says: String...) {
        self.file = file
        self.old = old
        self.new = new
        self.says = says
    }

    var testDescription: String { "\(file): \(new.prefix(60))" }
}
