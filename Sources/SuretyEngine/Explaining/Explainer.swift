package import SuretyDomain
import SuretyLabels
package import SuretyRules
import SuretyStore

/// Recomputes verdicts from what is recorded, as of any instant, under any edition.
package struct Explainer {
    private let engine: Engine

    package init(_ engine: Engine) { self.engine = engine }

    package struct Question: Sendable {
        package var programme: ProgrammeKey
        package var shop: ShopID
        package var product: ProductID?
        package var promoter: PromoterID?
        /// Nil for now.
        package var at: Instant?
        /// An edition to ask as if it were in force.
        package var edition: String?

        package init(
            programme: ProgrammeKey, shop: ShopID, product: ProductID? = nil, promoter: PromoterID? = nil,
            at: Instant? = nil, edition: String? = nil
        ) {
            self.programme = programme
            self.shop = shop
            self.product = product
            self.promoter = promoter
            self.at = at
            self.edition = edition
        }
    }

    /// The verdict tree. Throws `ExplanationRefusal` where the question names what is not there.
    package func explain(_ question: Question) throws -> Explanation {
        let instant = question.at ?? engine.surroundings.now()
        let version = try version(question, at: instant)
        let partition = Home.shop(question.shop).partition
        return try engine.database.read { session in
            let known = try Known(question, at: instant, engine.library, session, partition)
            guard known.shop != nil else { throw ExplanationRefusal.unknownShop(question.shop) }
            if let product = question.product, !known.isListedEver {
                throw ExplanationRefusal.unknownProduct(ProductKey(shop: question.shop, product: product))
            }
            let evidence = known.evidence(under: version)
            let clauses = version.clauses.enumerated().compactMap { _, clause -> ExplainedClause? in
                if clause.subject == .promoter && question.promoter == nil { return nil }
                return known.explain(clause, of: version, on: evidence)
            }
            return Explanation(
                subject: question.subject, promoter: question.promoter, version: version, at: instant,
                titles: engine.library.titles,
                isAsIf: !version.isInForce(at: instant), zone: version.zone,
                isLit: clauses.allSatisfy { $0.finding.verdict == .met }, clauses: clauses,
                position: Position(incarnation: engine.incarnation, partition: partition, number: known.number))
        }
    }

    /// The programmes that label a product or a shop at an instant, or under an edition asked about.
    package func programmes(labelling: Labelled, at instant: Instant, edition: String?) -> [ProgrammeKey] {
        let book = edition.flatMap(engine.library.book(ofEdition:)) ?? engine.library.book(at: instant)
        return (book?.programmes.values.filter { $0.labels == labelling }.map(\.key) ?? []).sorted()
    }

    /// The shop of a product whose id is unique in the marketplace.
    package func shop(of product: ProductID) throws -> ShopID {
        let rows = try engine.database.read { session in
            try session.run("SELECT shop FROM product WHERE id = \(product) ORDER BY shop LIMIT 10")
        }
        let shops = try rows.map { ShopID(try $0.text(0)) }
        guard let shop = shops.first, shops.count == 1 else {
            throw ExplanationRefusal.ambiguousProduct(product, shops: shops)
        }
        return shop
    }

    private func version(_ question: Question, at instant: Instant) throws -> ProgrammeVersion {
        let library = engine.library
        var asked = instant
        if let key = question.edition {
            guard let edition = library.editions.first(where: { $0.key == key }) else {
                throw ExplanationRefusal.unknownEdition(key, known: library.editions.map(\.key))
            }
            asked = edition.from
        }
        if let version = library.version(of: question.programme, at: asked) { return version }
        let known = Set(library.versions.map(\.programme.key)).sorted()
        guard known.contains(question.programme) else {
            throw ExplanationRefusal.unknownProgramme(question.programme, known: known)
        }
        throw ExplanationRefusal.notInForce(question.programme, at: asked)
    }
}

extension Explainer.Question {
    var subject: LabelSubject {
        product.map { .product(ProductKey(shop: shop, product: $0)) } ?? .shop(shop)
    }
}
