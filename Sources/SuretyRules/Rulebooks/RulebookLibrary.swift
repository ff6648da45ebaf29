package import SuretyDomain

/// All published editions, and the book that they make at any instant.
package struct RulebookLibrary: Sendable {
    /// In order of their start, then key.
    package let editions: [Edition]
    /// The book from each instant at which an edition begins or ends, until the next; nil before the first.
    private let books: [(from: Instant, book: Rulebook?)]
    /// Every wording of every programme that is or was or will be in force, in order of start.
    package let versions: [ProgrammeVersion]
    /// The longest window, in days, that any gate or the market's mean looks back over.
    package let longestWindowDays: Int
    /// For each book what it says of orders' clocks, at hand for every step of every order.
    private let orderRules: [(from: Instant, rules: OrderRules?)]
    /// Digest over all editions: what decided, as a whole.
    package let digest: String

    /// Folds the editions. `digest` hashes the digests of the editions that make a book.
    ///
    /// Throws where the fold makes no sense: a book without a zone, a gate on a metric nobody defined.
    package init(editions: [Edition], digest: ([String]) -> String) throws(RulebookFault) {
        let ordered = editions.sorted { ($0.from, $0.key) < ($1.from, $1.key) }
        let boundaries = Set(ordered.flatMap { [$0.from] + ($0.until.map { [$0] } ?? []) }).sorted()
        var books: [(from: Instant, book: Rulebook?)] = []
        for boundary in boundaries {
            let inForce = ordered.filter { $0.isInForce(at: boundary) }
            books.append((boundary, try Rulebook(folding: inForce, digest: digest)))
        }
        self.editions = ordered
        self.books = books
        orderRules = books.map { from, book in
            (from, book.flatMap { book in book.orderClock.map { OrderRules(clock: $0, almanac: book.almanac) } })
        }
        versions = try ProgrammeVersion.all(in: books)
        let windows = versions.flatMap { $0.programme.gates.compactMap(\.windowDays) }
        longestWindowDays = (windows + books.compactMap { $0.book?.marketMean?.windowDays }).max() ?? 0
        self.digest = digest(ordered.map(\.digest))
    }

    /// The book in force at an instant, or nil before the first edition.
    package func book(at instant: Instant) -> Rulebook? {
        books.last { $0.from <= instant }?.book
    }

    /// The book that a pin names by its digest; where no such book is known any more, the one in force at an instant.
    package func book(pinned digest: String, at instant: Instant) -> Rulebook? {
        books.last { $0.book?.digest == digest }?.book ?? book(at: instant)
    }

    /// What time does to orders paid at an instant; nil where nothing.
    package func orderRules(at instant: Instant) -> OrderRules? {
        orderRules.last { $0.from <= instant }?.rules
    }

    /// The book as one edition left it on its first day, whatever the instant asked about: for questions *as if*.
    package func book(ofEdition key: String) -> Rulebook? {
        editions.first { $0.key == key }.flatMap { book(at: $0.from) }
    }

    /// The wordings that are in force at an instant or begin later: those whose masks are kept.
    package func versionsKept(at instant: Instant) -> [ProgrammeVersion] {
        versions.filter { $0.isKept(at: instant) }
    }

    /// The wording of a programme in force at an instant.
    package func version(of programme: ProgrammeKey, at instant: Instant) -> ProgrammeVersion? {
        versions.last { $0.programme.key == programme && $0.isInForce(at: instant) }
    }

    /// All wordings in force at an instant.
    package func versions(at instant: Instant) -> [ProgrammeVersion] {
        versions.filter { $0.isInForce(at: instant) }
    }

    /// What each programme is called, by its latest wording.
    package var titles: [ProgrammeKey: Localised] {
        Dictionary(versions.map { ($0.programme.key, $0.programme.title) }) { _, later in later }
    }

    /// The zone and calendar in force at an instant; before the first edition, those of the first.
    package func almanac(at instant: Instant) -> Almanac? {
        book(at: instant)?.almanac ?? books.first?.book?.almanac
    }
}

/// What time does to orders under one book, with the calendar it is counted by. Shared, since orders ask at every step.
package final class OrderRules: Sendable {
    package let clock: OrderClock
    package let almanac: Almanac

    init(clock: OrderClock, almanac: Almanac) {
        self.clock = clock
        self.almanac = almanac
    }
}

/// What keeps editions from being a rulebook.
package struct RulebookFault: Error, Hashable {
    /// The edition at fault.
    package let edition: String
    /// What is wrong and what would be right.
    package let problem: String

    package init(edition: String, problem: String) {
        self.edition = edition
        self.problem = problem
    }
}

extension Rulebook {
    /// The book that editions in force together make; nil for none.
    init?(folding editions: [Edition], digest: ([String]) -> String) throws(RulebookFault) {
        guard let last = editions.last else { return nil }
        var folded = EditionContent()
        var programmeEditions: [ProgrammeKey: String] = [:]
        for edition in editions {
            folded.almanac = edition.content.almanac ?? folded.almanac
            folded.marketMean = edition.content.marketMean ?? folded.marketMean
            folded.rights.merge(edition.content.rights) { _, later in later }
            if let wording = edition.content.procedure {
                folded.procedure = folded.procedure?.overridden(by: wording) ?? wording
            }
            folded.orderClock = edition.content.orderClock ?? folded.orderClock
            folded.metrics.merge(edition.content.metrics) { _, later in later }
            folded.programmes.merge(edition.content.programmes) { _, later in later }
            for key in edition.content.programmes.keys { programmeEditions[key] = edition.key }
        }
        guard let almanac = folded.almanac else {
            throw RulebookFault(edition: last.key, problem: "no edition in force says the zone; add a calendar.yaml")
        }
        if let wording = folded.procedure, wording.procedure == nil, !wording.worded.isEmpty {
            throw RulebookFault(
                edition: last.key, problem: "no edition in force says the longest wait; add it to a cases.yaml")
        }
        self.init(
            editions: editions.map(\.key), digest: digest(editions.map(\.digest)), almanac: almanac,
            rights: folded.rights, procedure: folded.procedure?.procedure, orderClock: folded.orderClock,
            metrics: folded.metrics, marketMean: folded.marketMean, programmes: folded.programmes,
            programmeEditions: programmeEditions)
    }
}
