package import SuretyDomain
package import SuretyRules

/// A rulebook, what happens under it, and when each fact is told: all from one seed.
package struct World: Sendable {
    package let seed: UInt64
    package let library: RulebookLibrary
    /// In the order in which they are told.
    package var tellings: [Telling]
    /// The clock's first reading; before anything happens.
    package let start: Instant
    /// When everything has happened but a few facts that lie further ahead.
    package let end: Instant

    /// A fact and how it is told. What chance says of it stays with it when others are left out.
    package struct Telling: Hashable, Sendable {
        package let fact: Fact
        /// Which is not when it happened.
        package let toldAt: Instant
        /// Whether it comes in one batch with the telling after it.
        package var isHeldBack = false
        /// Whether nobody was there to do what fell due before it.
        package var followsStandstill = false
        /// Whether everything is to be compared after it.
        package var isChecked = false
    }

    /// Everything happens on these days: across a change of month, and of block of panes.
    package static let span = Almanacs.at(2022, 5, 24)...Almanacs.at(2022, 6, 4)

    package init(seed: UInt64, options: RulebookGenerator.Options = .init()) throws(RulebookFault) {
        self.seed = seed
        var rulebooks = RulebookGenerator(seed: seed, span: World.span, options: options)
        library = try rulebooks.library()
        var facts = FactGenerator(seed: seed ^ 0x5eed, span: World.span)
        tellings = facts.tellings()
        var chance = SeededGenerator(seed: seed ^ 0xba7c4)
        for index in tellings.indices {
            tellings[index].isHeldBack = chance.percent(50)
            tellings[index].followsStandstill = chance.percent(4)
            tellings[index].isChecked = chance.percent(3)
        }
        start = World.span.lowerBound.adding(milliseconds: -2 * Instant.millisecondsPerDay)
        end = World.span.upperBound.adding(milliseconds: 2 * Instant.millisecondsPerDay)
    }
}
